import { addDays, type CivilDate } from '../../kernel/civil-date'
import type { Chance } from '../random'
import type { Story } from '../story'
import type { Words } from '../words'
import type { Days } from './days'
import { nameOf, phoneOf } from './people'

export interface PlannedCustomer {
  name: string
  kind: 'person' | 'organisation'
  region: string
  address: string
  source: string
  phone: string
  contact: string | null
  firstContactOn: CivilDate
  archivedOn: CivilDate | null
  /** The day of the story on which they come for the first time; -1: before it began. */
  since: number
}

export interface PlannedProduct {
  customer: number
  model: string
  family: string
  price: number
  plate: string
  vin: string | null
  serial: string | null
  exWorksOn: CivilDate
  deliveredOn: CivilDate
  archivedOn: CivilDate | null
  since: number
  /** The reading at the beginning of the story and what is added a day. */
  reading: number
  perDay: number
}

const vinValues = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ'
const vinWeights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]

/** A made-up vehicle number whose check digit is right. */
export function vinOf(running: number, letters: string): string {
  const draft = `L9Z${letters}0${'AB'[running % 2] ?? 'A'}A${String(running).padStart(6, '0')}`
    .padEnd(17, '0')
    .slice(0, 17)
  const sum = [...draft].reduce(
    (total, letter, at) => total + (vinValues.indexOf(letter) % 10) * (vinWeights[at] ?? 0),
    0,
  )
  const check = sum % 11
  return `${draft.slice(0, 8)}${check === 10 ? 'X' : check}${draft.slice(9)}`
}

const archived = (chance: Chance, first: CivilDate): CivilDate | null => {
  if (chance.happens(0.03)) return null
  return addDays(first, chance.happens(0.07) ? chance.whole(3, 12) : chance.whole(0, 2))
}

interface Setting {
  story: Story
  words: Words
  days: Days
  orders: number
}

function planCustomer(chance: Chance, running: number, { story, words, days }: Setting): PlannedCustomer {
  const isOrganisation = chance.happens(story.customers.organisations)
  const person = nameOf(chance, words, chance.happens(0.62) ? 'male' : 'female')
  const since = chance.happens(0.72) ? -1 : chance.whole(0, days.dates.length - 2)
  const start = days.dates[0] ?? ''
  const firstContactOn = since < 0 ? addDays(start, -chance.whole(1, 1500)) : (days.dates[since] ?? start)
  const district = chance.pick(words.districts)
  const made = archived(chance, firstContactOn)
  const last = days.dates.at(-1) ?? ''
  return {
    name: isOrganisation ? `${district}${chance.pick(words.organisations)}` : person,
    kind: isOrganisation ? 'organisation' : 'person',
    region: district,
    address: `${district}${chance.pick(words.streets)}${chance.whole(1, 320)}`,
    source: chance.pick(words.sources),
    phone: phoneOf(running),
    contact: isOrganisation ? person : null,
    firstContactOn,
    archivedOn: made !== null && made > last ? null : made,
    since,
  }
}

function planProduct(
  chance: Chance,
  at: { running: number; customer: number; owner: PlannedCustomer },
  { story, days }: Setting,
): PlannedProduct {
  const model = chance.weighed(story.models, ({ weight }) => weight)
  const { running, customer, owner } = at
  const base = owner.since < 0 ? (days.dates[0] ?? '') : owner.firstContactOn
  const deliveredOn = addDays(base, -chance.whole(20, 1900))
  const age = chance.whole(15, 60)
  const perDay = story.plates !== null ? chance.whole(18, 75) : chance.whole(3, 9)
  const owned = Math.round((Date.parse(days.dates[0] ?? '') - Date.parse(deliveredOn)) / 86_400_000)
  return {
    customer,
    model: model.code,
    family: model.family,
    price: model.price,
    plate: story.plates === null ? '' : `${story.plates}${10_000 + running}`,
    vin:
      story.plates !== null
        ? vinOf(
            running,
            model.code
              .replace(/[^A-HJ-NPR-Z0-9]/g, '')
              .slice(0, 4)
              .padEnd(4, '0'),
          )
        : null,
    serial:
      story.plates !== null
        ? null
        : `${model.code}-${deliveredOn.slice(2, 4)}${deliveredOn.slice(5, 7)}${String(running).padStart(4, '0')}`,
    exWorksOn: addDays(deliveredOn, -age),
    deliveredOn,
    archivedOn: owner.archivedOn,
    since: owner.since,
    reading: Math.max(0, owned) * perDay,
    perDay,
  }
}

/** PCK-4: who comes, and with what. */
export function planOwners(
  chance: Chance,
  setting: Setting,
): { customers: PlannedCustomer[]; products: PlannedProduct[] } {
  const { story, orders } = setting
  const count = Math.max(24, Math.round(orders * story.customers.perOrder))
  const customers = Array.from({ length: count }, (_none, at) => planCustomer(chance, at, setting))
  const products: PlannedProduct[] = []
  customers.forEach((owner, customer) => {
    const many =
      owner.kind === 'organisation'
        ? chance.whole(2, story.customers.perOrganisation)
        : chance.happens(0.08)
          ? 2
          : 1
    for (let each = 0; each < many; each += 1)
      products.push(planProduct(chance, { running: products.length, customer, owner }, setting))
  })
  return { customers, products }
}
