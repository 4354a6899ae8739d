import pg from 'pg'

/** A statement as the server sent it. */
export interface Sent {
  text: string
  values: unknown[]
}

const isSelect = (text: string) => /^\s*(select|with)\b/i.test(text)

interface Asked {
  text?: string
  values?: unknown[]
}

/** Writes down every statement of the process's connections until told to stop. */
export function listenToStatements(): { sent: Sent[]; stop: () => void } {
  const sent: Sent[] = []
  const original = Reflect.get(pg.Client.prototype, 'query') as (...all: unknown[]) => unknown
  const listening = function (this: pg.Client, ...all: unknown[]): unknown {
    const [asked, values] = all
    const { text, values: own } =
      typeof asked === 'string' ? { text: asked, values: values as unknown[] } : ((asked ?? {}) as Asked)
    if (text && isSelect(text)) sent.push({ text, values: own ?? [] })
    return original.apply(this, all)
  }
  Reflect.set(pg.Client.prototype, 'query', listening)
  return { sent, stop: () => void Reflect.set(pg.Client.prototype, 'query', original) }
}

interface Plan {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  Plans?: Plan[]
}

export interface Access {
  table: string
  /** The index, or null for a scan of the whole table. */
  index: string | null
}

function accesses(plan: Plan): Access[] {
  const below = (plan.Plans ?? []).flatMap(accesses)
  const table = plan['Relation Name']
  if (table === undefined) return below
  const whole = plan['Node Type'].includes('Seq Scan')
  return [...below, { table, index: whole ? null : (plan['Index Name'] ?? 'bitmap') }]
}

/** How a statement gets at its tables, as the connection's role in the company's transaction. */
export async function accessesOf(client: pg.Client, { text, values }: Sent): Promise<Access[]> {
  const { rows } = await client.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(
    `explain (format json) ${text}`,
    values,
  )
  const plan = rows[0]?.['QUERY PLAN'][0]?.Plan
  return plan ? accesses(plan) : []
}
