import { addDays, weekday, type CivilDate } from '../../kernel/civil-date'
import { createCustomers, findPairs } from '../../modules/customers'
import { addEntry, allPositions, askSwap, copyWeek, listShifts, unitByCode } from '../../modules/org'
import { addComponent, componentsOf, swapComponent } from '../../modules/products'
import { raiseAlerts } from '../../modules/service'
import type { Ctx } from '../../platform/ctx'
import type { PlannedCustomer } from '../plan/owners'
import type { PlannedPerson } from '../plan/people'
import type { Chance } from '../random'
import type { Words } from '../words'
import { customerRow, type Owners } from './owners'

export interface Desk {
  chance: Chance
  words: Words
  /** The last day of the story. */
  today: CivilDate
  /** Who works by shifts, with their ids. */
  crew: readonly PlannedPerson[]
  ids: ReadonlyMap<string, string>
  customers: readonly PlannedCustomer[]
  owners: Owners
}

const daysOfWork = 6
const weeks = { before: 1, after: 2 }

/** PCK-4: what lies on the desks on the last day: alerts, a roster with requests, parts and swaps, possible duplicates. */
export async function makeDesk(ctx: Ctx, desk: Desk): Promise<void> {
  await raiseAlerts(ctx)
  await makeRoster(ctx, desk)
  await makeParts(ctx, desk)
  await makeDuplicates(ctx, desk)
}

/** ORG-11: one week by hand, the next ones copied from it; two people ask for a swap. */
async function makeRoster(ctx: Ctx, { chance, words, today, crew, ids }: Desk): Promise<void> {
  const shifts = (await listShifts(ctx)).items.filter((shift) => shift.isActive && !shift.isOnCall)
  const positions = new Map((await allPositions(ctx)).map(({ code, unitCode }) => [code, unitCode]))
  const monday = addDays(today, 1 - weekday(today) - 7 * weeks.before)
  const made: { id: string; personId: string; date: CivilDate; unitId: string }[] = []
  const unitIds = new Set<string>()
  for (const [at, person] of crew.entries()) {
    const unit = await unitByCode(ctx, positions.get(person.position) ?? '')
    const [personId, shift] = [ids.get(person.no), shifts[at % Math.max(1, shifts.length)]]
    if (!unit || !personId || !shift) continue
    unitIds.add(unit.id)
    for (let day = 0; day < daysOfWork; day += 1) {
      const date = addDays(monday, day)
      const entry = { unitId: unit.id, personId, date, shiftId: shift.id }
      made.push({ ...entry, id: await addEntry(ctx, entry) })
    }
  }
  for (const unitId of unitIds)
    for (let week = 1; week <= weeks.before + weeks.after; week += 1)
      await copyWeek(ctx, { unitId, from: addDays(monday, 7 * week) })
  const asking = made.filter(({ date }) => date === addDays(monday, 1)).slice(0, 2)
  for (const [at, entry] of asking.entries()) await ask(ctx, entry, { at, chance, words, crew, ids, today })
}

async function ask(
  ctx: Ctx,
  old: { personId: string; unitId: string },
  desk: Pick<Desk, 'chance' | 'words' | 'crew' | 'ids' | 'today'> & { at: number },
): Promise<void> {
  const { at, chance, words, crew, ids, today } = desk
  const others = crew.flatMap(({ no }) => ids.get(no) ?? []).filter((id) => id !== old.personId)
  const colleagueId = others[0]
  const { items } = await listShifts(ctx)
  const shift = items.find((one) => one.isActive && one.isOnCall)
  if (colleagueId === undefined || !shift) return
  const own = { ...ctx, actor: { ...ctx.actor, personId: old.personId } }
  // Beyond the weeks that are planned, so that nobody is at work twice.
  const date = addDays(today, 7 * (weeks.after + 2) + at)
  const { unitId, personId } = old
  const giveId = await addEntry(ctx, { unitId, personId, date, shiftId: shift.id })
  await askSwap(own, { giveId, colleagueId, takeId: null, note: chance.pick(words.shiftNotes) })
}

/** AST-6: some products with their main parts; in some of them one was swapped. */
async function makeParts(ctx: Ctx, { chance, words, today, owners }: Desk): Promise<void> {
  const products = [...owners.products.values()].slice(0, 12)
  for (const [at, productId] of products.entries()) {
    const name = words.components[at % words.components.length] ?? ''
    const serial = `SN${String(chance.whole(10_000_000, 99_999_999))}`
    const installedOn = addDays(today, -chance.whole(200, 330))
    await addComponent(ctx, productId, {
      assembly: name,
      name,
      partNo: `P-${String(chance.whole(1000, 9999))}`,
      serial,
      warrantyOnly: false,
      installedOn,
      note: '',
    })
    if (at % 3 !== 0) continue
    const [component] = await componentsOf(ctx, productId)
    if (!component) continue
    await swapComponent(
      ctx,
      productId,
      {
        componentId: component.id,
        faultySerial: serial,
        newSerial: `SN${String(chance.whole(10_000_000, 99_999_999))}`,
        swappedOn: addDays(today, -chance.whole(5, 60)),
        reason: chance.pick(words.swapReasons),
      },
      null,
    )
  }
}

/** CUS-6: some customers were written down twice, as it happens at a busy counter. */
async function makeDuplicates(ctx: Ctx, { customers, today }: Desk): Promise<void> {
  const twice = customers
    .filter((customer) => customer.kind === 'person')
    .slice(0, 5)
    .map((customer) => customerRow({ ...customer, firstContactOn: today, archivedOn: null }, null))
  await createCustomers(ctx, twice, 'customers.customer_added')
  await findPairs(
    ctx,
    twice.map(({ id }) => id),
  )
}
