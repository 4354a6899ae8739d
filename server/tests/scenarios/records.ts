import { newId } from '../../src/kernel/ids'
import type { TestCompany, Visitor } from '../support/house'
import { tryImport } from '../data/support'
import { positions } from './walk'

/** One record of a company, with the unit and the person it belongs to, where it does. */
export interface Target {
  id: string
  unitId: string | null
  personId: string | null
}

export type Targets = Map<string, Target[]>

export interface Place {
  id: string
  code: string
  parentId: string | null
}

export interface World {
  company: TestCompany
  units: Place[]
  /** Everybody who walks, and a colleague of the technician and of the advisor. */
  people: Map<string, Visitor>
  targets: Targets
}

const month = '2026-05'
const colleagues = { advisorBeside: 'service-advisor', technicianBeside: 'technician-1' }

async function ok<T = any>(answer: Promise<{ status: number; data: T }>): Promise<T> {
  const { status, data } = await answer
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(data)}`)
  return data
}

/** A company with a record of every kind: owned by each of its people, and by each of its units. `word` is in all names. */
export async function buildWorld(company: TestCompany, word: string): Promise<World> {
  const { admin } = company
  const units: Place[] = (await ok(admin.get('/org/units'))).items
  const people = new Map<string, Visitor>()
  for (const [role, position] of Object.entries({ ...positions, ...colleagues }))
    people.set(role, await company.hire(position, `${word}${role}`))
  const targets: Targets = new Map()
  const add = (kind: string, id: string, unitId: string | null = null, personId: string | null = null) =>
    targets.set(kind, [...(targets.get(kind) ?? []), { id, unitId, personId }])
  const world = { company, units, people, targets }
  await addOrganisation(world, word, add)
  await addCatalogues(world, word, add)
  await addOrders(world, word, add)
  await addAppraisalAndPay(world, add)
  return world
}

type Add = (kind: string, id: string, unitId?: string | null, personId?: string | null) => void

async function addOrganisation({ company, units, people }: World, word: string, add: Add): Promise<void> {
  const { admin } = company
  const held: { id: string; code: string; unitId: string }[] = (
    await ok(admin.get('/org/positions?limit=200'))
  ).items
  for (const [role, person] of people) {
    const code = { ...positions, ...colleagues }[role as keyof typeof positions]
    const unitId = held.find((position) => position.code === code)?.unitId ?? null
    add('person', person.personId, unitId, person.personId)
    // A second session, so that ending it does not end the walk.
    await person.raw({
      method: 'POST',
      url: '/api/v1/session',
      payload: { login: person.login, password: 'correct horse battery' },
    })
    const sessions = (await ok(person.get('/sessions'))).items
    const further = sessions.find((session: { current: boolean }) => !session.current)
    add('session', further.id, unitId, person.personId)
  }
  add('unit', units.find((unit) => unit.code === 'customer-care')?.id ?? '')
  add('position', held[0]?.id ?? '')
  add('calendar', (await ok(admin.get('/org/calendars'))).items[0].id)
  add('shift', (await ok(admin.get('/org/shifts'))).items[0].id)
  // Somebody who may be changed, disabled and dismissed.
  const victim = await company.hire('technician-2', `${word}旁人`)
  const file = await ok(admin.get(`/org/people/${victim.personId}`))
  add('assignment', file.assignments[0].id)
  add('user', file.user.id)
}

async function addCatalogues({ company, people }: World, word: string, add: Add): Promise<void> {
  const { admin } = company
  const customer = (responsiblePersonId: string | null) =>
    ok(admin.post('/customers', { name: `${word}客户`, kind: 'person', responsiblePersonId }))
  const first = await customer(null)
  add('customer', first.id)
  for (const { personId } of people.values()) add('customer', (await customer(personId)).id, null, personId)
  add('product', (await ok(admin.post('/products', { customerId: first.id, plate: '粤A00001' }))).id)
  add(
    'model',
    (await ok(admin.post('/products/models', { code: 'M-1', name: `${word}一型`, family: '轿车' }))).id,
  )
  add('part', (await ok(admin.post('/parts', { number: 'P-1', name: `${word}件` }))).id)
  const file = {
    entity: 'customers',
    kind: 'normal' as const,
    name: 'customers.csv',
    bytes: Buffer.from(`姓名\n${word}某`),
  }
  add('import', (await tryImport(admin, file, { name: { column: 0 } })).record.id)
}

async function addOrders({ company, units, people }: World, word: string, add: Add): Promise<void> {
  const open = async (unitId: string, advisorId: string | null) => {
    const body = { typeKey: 'maintenance', unitId, advisorId, complaint: `${word}保养`, accept: false }
    add('order', (await ok(company.admin.post('/orders', body))).id, unitId, advisorId)
  }
  const codes = ['front-desk', 'workshop', 'team-1', 'customer-care']
  const idOf = (code: string) => units.find((unit) => unit.code === code)?.id ?? ''
  for (const code of codes) await open(idOf(code), null)
  // The own order lies in a unit that is nobody's here, so that nothing but owning it opens it.
  for (const { personId } of people.values()) await open(idOf('team-2'), personId)
}

async function addAppraisalAndPay({ company, units, people }: World, add: Add): Promise<void> {
  const { admin } = company
  const idOf = (code: string) => units.find((unit) => unit.code === code)?.id ?? ''
  await ok(admin.post('/appraisal/cards/open', { month, unitId: null }))
  const cards = (await ok(admin.get(`/appraisal/cards?month=${month}&limit=200`))).items
  const advisors = [people.get('advisor'), people.get('advisorBeside')].flatMap((one) => one ?? [])
  const walks = new Set([...people.values()].map((person) => person.personId))
  // Not of him whom the walk dismisses.
  for (const { id, unitId, personId } of cards.filter((card: Target) => walks.has(card.personId ?? ''))) {
    const own = advisors.find((one) => one.personId === personId)
    if (own) await finish(admin, own, id)
    add('card', id, unitId, personId)
  }
  const entry = { kind: 'incentive', happenedOn: `${month}-05`, amount: '50.00', reason: '拾金不昧' }
  for (const role of ['payroll', 'hr', 'technician']) {
    const personId = people.get(role)?.personId ?? ''
    const salary = { personId, validFrom: '2026-01-01', positionSalary: '3000' }
    add('salary', (await ok(admin.post('/pay/salaries', salary))).id, null, personId)
    add('entry', (await ok(admin.post('/pay/entries', { ...entry, personId }))).id, null, personId)
  }
  const run = (code: string) =>
    ok(admin.post('/pay/runs', { month, unitId: idOf(code), schemeKey: 'advisor-output' }))
  add('run', (await run('workshop')).id, idOf('workshop'))
  const made = await run('front-desk')
  let now = await ok(admin.get(`/pay/runs/${made.id}`))
  // Who made a run does not approve it.
  const head = await company.hire('station-head')
  for (const [verb, by] of [
    ['check', admin],
    ['approve', head],
  ] as const)
    now = await ok(by.post(`/pay/runs/${made.id}/${verb}`, { version: now.version, note: '已核对' }))
  add('run', made.id, idOf('front-desk'))
  for (const slip of now.items) add('slip', slip.id, idOf('front-desk'), slip.personId)
}

/** A card from its draft to filed, so that there is something to pay. */
async function finish(admin: Visitor, own: Visitor, id: string): Promise<void> {
  let card = await ok(admin.get(`/appraisal/cards/${id}`))
  const items: any[] = card.sections.flatMap((section: any) => section.items)
  for (const item of items) {
    if (item.kind !== 'band' || item.system !== null) continue
    const body = { version: card.version, input: { value: '1' } }
    card = await ok(admin.put(`/appraisal/cards/${id}/items/${item.key}`, body))
  }
  for (const verb of ['score', 'review'])
    card = await ok(admin.post(`/appraisal/cards/${id}/${verb}`, { version: card.version }))
  card = await ok(own.post(`/appraisal/cards/${id}/confirm`, { version: card.version }))
  await ok(admin.post(`/appraisal/cards/${id}/file`, { version: card.version }))
}

/** A record that nobody has. */
export const noTarget: Target = { id: newId(), unitId: null, personId: null }
