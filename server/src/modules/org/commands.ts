import { AppError } from '../../kernel/errors'
import { audit } from '../../platform/audit'
import type { Ctx } from '../../platform/ctx'
import { touch } from '../../platform/live'
import { indexTerms } from '../../platform/search'
import { addUser } from '../identity'
import { tellCalendars } from './calendar-news'
import { beyond } from './policy'
import * as queries from './queries'
import type * as s from './schemas'
import * as store from './store'
import { moved } from './tree.rules'

const taken = (path: string, reason: string) =>
  new AppError('conflict', reason, { fields: [{ path, code: 'taken', message: '' }] })

/** ORG-1: a new unit from a day on. */
export async function addUnit(ctx: Ctx, input: s.NewUnit & { isExample?: boolean }): Promise<string> {
  if (await queries.unitByCode(ctx, input.code)) throw taken('code', 'org.code_taken')
  if (input.parentId) await queries.unitRow(ctx, input.parentId)
  const unitId = await store.insertUnit(ctx, input)
  const all = await store.lockPlacements(ctx)
  const placement = { unitId, parentId: input.parentId, validFrom: input.validFrom, validTo: null }
  await store.savePlacements(ctx, [...all, placement], [unitId])
  await audit(ctx, 'org.unit_added', { entity: 'unit', entityId: unitId, after: input })
  touch(ctx, 'org')
  return unitId
}

async function unitMoved(ctx: Ctx, id: string, changed: string[]): Promise<AppError> {
  return new AppError('conflict', 'org.version_moved', {
    current: await queries.unitRecord(ctx, id),
    changed,
  })
}

/** ORG-1: gives a unit another name or code. */
export async function editUnit(ctx: Ctx, id: string, input: s.UnitEdit): Promise<void> {
  const before = await store.lockUnit(ctx, id)
  if (!before) throw new AppError('not_found', 'org.no_such_unit')
  if (input.code && input.code !== before.code && (await queries.unitByCode(ctx, input.code)))
    throw taken('code', 'org.code_taken')
  if (!(await store.saveUnit(ctx, id, input))) throw await unitMoved(ctx, id, ['code', 'name'])
  await audit(ctx, 'org.unit_edited', {
    entity: 'unit',
    entityId: id,
    before: { code: before.code, name: before.name },
    after: { code: before.code, name: before.name, ...input },
  })
  touch(ctx, 'org')
}

/** ORG-1: moves a unit on a day; before that day it stays where it was. */
export async function moveUnit(ctx: Ctx, id: string, input: s.UnitMove): Promise<void> {
  const unit = await store.lockUnit(ctx, id)
  if (!unit) throw new AppError('not_found', 'org.no_such_unit')
  if (input.parentId) await queries.unitRow(ctx, input.parentId)
  const all = await store.lockPlacements(ctx)
  const history = all.filter((placement) => placement.unitId === id)
  const next = moved(history, { unitId: id, parentId: input.parentId, from: input.from })
  await store.savePlacements(ctx, [...all.filter((placement) => placement.unitId !== id), ...next], [id])
  if (!(await store.saveUnit(ctx, id, { version: input.version })))
    throw await unitMoved(ctx, id, ['parentId'])
  await audit(ctx, 'org.unit_moved', {
    entity: 'unit',
    entityId: id,
    after: { parentId: input.parentId, from: input.from },
  })
  touch(ctx, 'org')
  // A unit without a calendar of its own counts by the one above it.
  await tellCalendars(ctx)
}

/** ORG-1: closes a unit from a day on; refused while people or units below it remain. */
export async function closeUnit(ctx: Ctx, id: string, input: { on: string; version: number }): Promise<void> {
  const unit = await store.lockUnit(ctx, id)
  if (!unit) throw new AppError('not_found', 'org.no_such_unit')
  const all = await store.lockPlacements(ctx)
  const stillBelow = all.some(
    (placement) => placement.parentId === id && (!placement.validTo || placement.validTo > input.on),
  )
  if (stillBelow || (await queries.countHolders(ctx, id, input.on)) > 0)
    throw new AppError('rule_broken', 'org.unit_in_use')
  const history = all.filter((placement) => placement.unitId === id)
  const open = history.find((placement) => !placement.validTo || placement.validTo > input.on)
  if (!open || open.validFrom >= input.on) throw new AppError('rule_broken', 'org.dates_out_of_order')
  const closed = history.map((placement) =>
    placement === open ? { ...placement, validTo: input.on } : placement,
  )
  await store.savePlacements(ctx, [...all.filter((placement) => placement.unitId !== id), ...closed], [id])
  if (!(await store.saveUnit(ctx, id, { version: input.version })))
    throw await unitMoved(ctx, id, ['validTo'])
  await audit(ctx, 'org.unit_closed', { entity: 'unit', entityId: id, after: { on: input.on } })
  touch(ctx, 'org')
}

/** ORG-7: nobody gives rights, to others or to themselves, beyond what decision 0012 allows. */
async function admitRights(
  ctx: Ctx,
  roleKeys: readonly string[],
  place: { unitId: string; personIds: readonly string[] },
): Promise<void> {
  if (ctx.actor.kind === 'system') return
  const { items } = await queries.listRoles(ctx)
  const grants = items.filter((role) => roleKeys.includes(role.key)).flatMap((role) => role.grants)
  const { personId } = ctx.actor
  const toOneself = personId !== null && place.personIds.includes(personId)
  const permissions = beyond(ctx.actor, { grants, unitId: place.unitId, toOneself })
  if (permissions.length > 0)
    throw new AppError('forbidden', toOneself ? 'org.rights_to_oneself' : 'org.rights_beyond_own', {
      permissions,
    })
}

/** ORG-2: a new position in a unit. */
export async function addPosition(ctx: Ctx, input: s.NewPosition & { isExample?: boolean }): Promise<string> {
  await queries.unitRow(ctx, input.unitId)
  if (input.superiorId) await queries.positionRow(ctx, input.superiorId)
  if (await queries.positionByCode(ctx, input.code)) throw taken('code', 'org.code_taken')
  await admitRights(ctx, input.roleKeys, { unitId: input.unitId, personIds: [] })
  const id = await store.insertPosition(ctx, input)
  await audit(ctx, 'org.position_added', { entity: 'position', entityId: id, after: input })
  touch(ctx, 'org')
  return id
}

/** ORG-2: rewrites a position: duties, superior, roles and the rest. */
export async function editPosition(ctx: Ctx, id: string, input: s.PositionChange): Promise<void> {
  const before = await queries.positionRecord(ctx, id)
  await queries.unitRow(ctx, input.unitId)
  if (input.superiorId === id) throw new AppError('rule_broken', 'org.cycle')
  if (input.code !== before.code && (await queries.positionByCode(ctx, input.code)))
    throw taken('code', 'org.code_taken')
  const isSame = sameRoles(before.roleKeys, input.roleKeys) && before.unitId === input.unitId
  if (!isSame)
    await admitRights(ctx, input.roleKeys, {
      unitId: input.unitId,
      personIds: before.holders.map((holder) => holder.id),
    })
  if (!(await store.savePosition(ctx, id, input))) {
    const changed = changedFields(before, input)
    throw new AppError('conflict', 'org.version_moved', {
      current: await queries.positionRecord(ctx, id),
      changed,
    })
  }
  const { version: _version, ...after } = input
  const kept = new Map(Object.entries(before))
  await audit(ctx, 'org.position_edited', {
    entity: 'position',
    entityId: id,
    after,
    before: Object.fromEntries(Object.keys(after).map((key) => [key, kept.get(key)])),
  })
  touch(ctx, 'org')
}

const sameRoles = (a: readonly string[], b: readonly string[]): boolean =>
  JSON.stringify([...a].sort()) === JSON.stringify([...b].sort())

function changedFields(current: object, mine: object): string[] {
  const now = new Map(Object.entries(current))
  return Object.entries(mine)
    .filter(([key, value]) => key !== 'version' && JSON.stringify(value) !== JSON.stringify(now.get(key)))
    .map(([key]) => key)
}

/** ORG-4: a new employee, at once in a position if one is given. */
export async function addPerson(ctx: Ctx, input: s.NewPerson): Promise<string> {
  if (await queries.personByNo(ctx, input.employeeNo)) throw taken('employeeNo', 'org.employee_no_taken')
  const id = await store.insertPerson(ctx, input)
  await indexTerms(ctx, 'person', [{ id, texts: [input.name, input.employeeNo, input.phone] }])
  const { positionId, from, ...person } = input
  await audit(ctx, 'org.person_added', { entity: 'person', entityId: id, after: person })
  if (positionId) await assign(ctx, id, { positionId, from: from ?? queries.today(ctx), share: '1' })
  touch(ctx, 'org')
  return id
}

/** ORG-4: changes an employee's file. */
export async function editPerson(ctx: Ctx, id: string, input: s.PersonEdit): Promise<void> {
  const before = await queries.personRecord(ctx, id)
  if (
    input.employeeNo &&
    input.employeeNo !== before.employeeNo &&
    (await queries.personByNo(ctx, input.employeeNo))
  )
    throw taken('employeeNo', 'org.employee_no_taken')
  if (!(await store.savePerson(ctx, id, input))) {
    const changed = changedFields(before, input)
    throw new AppError('conflict', 'org.version_moved', {
      current: await queries.personRecord(ctx, id),
      changed,
    })
  }
  const after = { ...before, ...input }
  await indexTerms(ctx, 'person', [{ id, texts: [after.name, after.employeeNo, after.phone] }])
  const kept = new Map(Object.entries(before))
  await audit(ctx, 'org.person_edited', {
    entity: 'person',
    entityId: id,
    after: input,
    before: Object.fromEntries(Object.keys(input).map((key) => [key, kept.get(key)])),
  })
  touch(ctx, 'org')
}

/** ORG-2: puts a person into a position from a day on; all shares held on that day may not exceed one. */
export async function assign(ctx: Ctx, personId: string, input: s.NewAssignment): Promise<string> {
  const person = await queries.personRecord(ctx, personId)
  const position = await queries.positionRecord(ctx, input.positionId)
  await admitRights(ctx, position.roleKeys, { unitId: position.unitId, personIds: [personId] })
  const id = await store.insertAssignment(ctx, {
    personId,
    positionId: input.positionId,
    validFrom: input.from,
    share: input.share,
  })
  await audit(ctx, 'org.assigned', {
    entity: 'person',
    entityId: person.id,
    after: { position: position.name, from: input.from, share: input.share },
  })
  touch(ctx, 'org')
  return id
}

/** ORG-2: ends an assignment; the day given is the first one without it. */
export async function endAssignment(ctx: Ctx, id: string, on: string): Promise<string> {
  const assignment = await store.lockAssignment(ctx, id)
  if (!assignment) throw new AppError('not_found', 'org.no_such_assignment')
  if (on <= assignment.validFrom) throw new AppError('rule_broken', 'org.dates_out_of_order')
  await store.endAssignment(ctx, id, on)
  const position = await queries.positionRow(ctx, assignment.positionId)
  await audit(ctx, 'org.assignment_ended', {
    entity: 'person',
    entityId: assignment.personId,
    after: { position: position.name, on },
  })
  touch(ctx, 'org')
  return assignment.personId
}

/** PLT-12: gives a person a login. */
export async function addLogin(ctx: Ctx, input: { personId: string; login: string; password?: string }) {
  const person = await queries.personRecord(ctx, input.personId)
  if (person.user) throw new AppError('conflict', 'org.has_login')
  touch(ctx, 'org')
  return addUser(ctx, { ...input, name: person.name })
}
