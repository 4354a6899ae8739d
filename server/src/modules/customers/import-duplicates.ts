import type { ImportFinding, ImportRecord } from '../../kernel/importing'
import type { Ctx } from '../../platform/ctx'
import { comparable } from './indexing'
import { customerRows } from './rows'
import { digitsOf } from './rules'
import { metBy, type Draft } from './similar'
import { keysOf, likeness, type Comparable, type SimilarParameters } from './similar.rules'
import { similarParameters } from './similar.settings'

const draftOf = ({ values }: ImportRecord): Draft => ({
  name: (values.name ?? '').trim(),
  kind: values.kind ?? 'person',
  phones: [values.phone, values.phone2, values.contactPhone].flatMap((phone) => phone ?? []),
})

/** For each row an earlier one that may be the same customer; -1 for none. Only rows that share a key are compared. */
function earlierInFile(drafts: readonly Comparable[], parameters: SimilarParameters): number[] {
  const seen = new Map<string, number[]>()
  return drafts.map((draft, at) => {
    const keys = keysOf(draft, parameters).map(({ kind, key }) => `${kind} ${key}`)
    const rows = keys.flatMap((key) => {
      const others = seen.get(key) ?? []
      return others.length <= parameters.crowded ? others : []
    })
    for (const key of keys) seen.set(key, [...(seen.get(key) ?? []), at])
    return (
      rows.find((row) => {
        const other = drafts[row]
        return other !== undefined && likeness(draft, other, parameters).strength !== 'none'
      }) ?? -1
    )
  })
}

/**
 * CUS-6: rows that may be a customer of the archive, or one of an earlier row, are warned of with the line or the
 * customer; they are brought in all the same. Rows that are refused as already there are left out by the caller.
 */
export async function duplicateWarnings(
  ctx: Ctx,
  records: readonly ImportRecord[],
): Promise<ImportFinding[]> {
  const parameters = await similarParameters(ctx)
  if (!parameters) return []
  const drafts = records.map(draftOf)
  const met = await metBy(ctx, drafts, { withNamesakes: false })
  const nearest = met.map((others) => others.find(({ like }) => like.strength !== 'none'))
  const rows = await customerRows(
    ctx,
    nearest.map((one) => one?.id ?? null),
  )
  const compared = drafts.map((draft) =>
    comparable({ ...draft, phones: draft.phones.map(digitsOf), numbers: [] }, parameters),
  )
  const earlier = earlierInFile(compared, parameters)
  return records.flatMap((record, at): ImportFinding[] => {
    const there = rows.get(nearest[at]?.id ?? '')
    const line = records[earlier[at] ?? -1]?.line
    const warning = { record, fieldKey: 'name', severity: 'warning' as const }
    return [
      ...(there
        ? [
            {
              ...warning,
              reason: 'customers.maybe_there',
              params: { name: there.name, phone: there.phone ?? '—' },
            },
          ]
        : []),
      ...(line === undefined ? [] : [{ ...warning, reason: 'customers.maybe_twice', params: { line } }]),
    ]
  })
}
