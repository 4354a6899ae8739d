/** A technician in the form: the weight is any number; the server makes shares of the weights. */
export interface WorkerDraft {
  personId: string
  name: string
  weight: string
  isLead: boolean
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const millionths = (share: string): number => {
  const [whole = '0', rest = ''] = share.split('.')
  return Number(whole) * 1_000_000 + Number(rest.padEnd(6, '0').slice(0, 6))
}

/** Workers of a record as the form has them; equal shares are the weight 1, so that one more is easily added. */
export function draftsFrom(workers: unknown): WorkerDraft[] {
  const rows = Array.isArray(workers) ? workers.filter(isRecord) : []
  const shares = rows.map((row) => millionths(textOf(row.share)))
  const isEqual = shares.length > 0 && Math.max(...shares) - Math.min(...shares) <= shares.length
  return rows.map((row) => ({
    personId: textOf(row.personId),
    name: textOf(row.name),
    weight: isEqual ? '1' : textOf(row.share).replace(/0+$/, '').replace(/\.$/, ''),
    isLead: row.isLead === true,
  }))
}

/** The names of drafts, for the comparison of a conflict. */
export const namesOf = (value: unknown, comma: string): string =>
  (Array.isArray(value) ? value.filter(isRecord) : []).map((row) => textOf(row.name)).join(comma)
