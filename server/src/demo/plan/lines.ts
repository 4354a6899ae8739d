import type { PastLine } from '../../modules/service'
import type { Chance } from '../random'
import type { Job, Story, StoryPart } from '../story'

const cents = (money: string): number => Math.round(Number(money) * 100)
const text = (amount: number): string =>
  `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`

export interface Bill {
  job: Job
  typeKey: string
  /** What the model's work costs against the usual. */
  price: number
  addition: StoryPart | null
}

const payerOf = (typeKey: string): PastLine['payer'] => {
  if (typeKey === 'accident') return 'insurer'
  if (typeKey === 'warranty' || typeKey === 'retrofit') return 'manufacturer'
  return typeKey === 'return' ? 'company' : 'customer'
}

/** PCK-4, SVC-14: what stands on the bill; a discount now and then, always within the authority of the front desk. */
export function planLines(chance: Chance, story: Story, bill: Bill): PastLine[] {
  const { job, typeKey, price, addition } = bill
  const payer = payerOf(typeKey)
  const rate = payer === 'customer' && chance.happens(0.14) ? chance.pick([0.03, 0.05, 0.05, 0.08, 0.1]) : 0
  const parts = new Map(story.parts.map((part) => [part.number, part]))
  const line = (
    kind: PastLine['kind'],
    what: { code: string; name: string; each: number; count: number },
    added: number | null,
  ): PastLine => ({
    kind,
    code: what.code,
    name: what.name,
    partId: kind === 'part' || kind === 'boutique' ? what.code : null,
    quantity: String(what.count),
    unitPrice: text(what.each),
    discount: text(Math.floor((what.each * what.count * rate) / 100) * 100),
    payer,
    addition: added,
  })
  const ofPart = (number: string, count: number, added: number | null = null): PastLine[] => {
    const part = parts.get(number)
    if (!part) throw new Error(`The demo company has no part ${number}.`)
    const kind = story.boutique.includes(number) ? 'boutique' : 'part'
    return [line(kind, { code: number, name: part.name, each: cents(part.price), count }, added)]
  }
  const labour = Math.round((cents(job.labour) * price) / 1000) * 1000
  const numbers = [...new Set(job.parts)]
  return [
    line('labour', { code: `GS-${job.key.toUpperCase()}`, name: job.name, each: labour, count: 1 }, null),
    ...numbers.flatMap((number) => ofPart(number, job.parts.filter((other) => other === number).length)),
    ...(typeKey === 'accident' && chance.happens(0.3)
      ? [
          line(
            'outside',
            { code: '', name: story.outside.name, each: cents(story.outside.price), count: 1 },
            null,
          ),
        ]
      : []),
    ...(typeKey === 'maintenance' && story.boutique.length > 0 && chance.happens(0.07)
      ? ofPart(chance.pick(story.boutique), 1)
      : []),
    ...(addition ? ofPart(addition.number, 1, 0) : []),
  ]
}
