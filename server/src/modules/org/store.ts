import { sql } from 'kysely'
import { newId } from '../../kernel/ids'
import type { Ctx } from '../../platform/ctx'
import { forgetSettings } from './settings-memo'
import { tables } from '../../platform/db'
import type { Db } from '../../platform/db-rows'
import type { NewPerson, NewPosition, NewUnit, PersonEdit, PositionChange } from './schemas'
import { treeOf, type Placement } from './tree.rules'

export type Own = Pick<
  Db,
  | 'orgCompanies'
  | 'orgUnits'
  | 'orgUnitPlacements'
  | 'orgUnitTree'
  | 'orgRoles'
  | 'orgPositions'
  | 'orgPositionRoles'
  | 'orgPeople'
  | 'orgAssignments'
>

const db = (ctx: Ctx) => tables<Own>(ctx.tx)
const stamp = (ctx: Ctx) => ({ updatedAt: ctx.now, updatedBy: ctx.actor.userId })

export const lockUnit = (ctx: Ctx, id: string) =>
  db(ctx)
    .selectFrom('orgUnits')
    .selectAll()
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export async function insertUnit(ctx: Ctx, unit: NewUnit & { isExample?: boolean }): Promise<string> {
  const id = newId()
  await db(ctx)
    .insertInto('orgUnits')
    .values({
      companyId: ctx.company.id,
      id,
      code: unit.code,
      name: unit.name,
      kind: unit.kind,
      isExample: unit.isExample ?? false,
      createdAt: ctx.now,
      updatedAt: ctx.now,
      createdBy: ctx.actor.userId,
    })
    .execute()
  return id
}

/** Saves a unit if nobody did in between; false when the version moved. */
export async function saveUnit(
  ctx: Ctx,
  id: string,
  change: { code?: string; name?: string; version: number },
): Promise<boolean> {
  const { version, ...fields } = change
  const { numUpdatedRows } = await db(ctx)
    .updateTable('orgUnits')
    .set({ ...fields, ...stamp(ctx), version: version + 1 })
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** All placements of the company, locked: the tree is small and changes one move at a time. */
export const lockPlacements = (ctx: Ctx): Promise<Placement[]> =>
  db(ctx)
    .selectFrom('orgUnitPlacements')
    .select(['unitId', 'parentId', 'validFrom', 'validTo'])
    .where('companyId', '=', ctx.company.id)
    .forUpdate()
    .execute()

/** Replaces the placements of one unit and spells the tree out anew. */
export async function savePlacements(ctx: Ctx, all: Placement[], unitIds: string[]): Promise<void> {
  const companyId = ctx.company.id
  const tree = treeOf(all)
  await db(ctx)
    .deleteFrom('orgUnitPlacements')
    .where('companyId', '=', companyId)
    .where('unitId', 'in', unitIds)
    .execute()
  const changed = all.filter((placement) => unitIds.includes(placement.unitId))
  await db(ctx)
    .insertInto('orgUnitPlacements')
    .values(changed.map((placement) => ({ companyId, id: newId(), ...placement })))
    .execute()
  await db(ctx).deleteFrom('orgUnitTree').where('companyId', '=', companyId).execute()
  await db(ctx)
    .insertInto('orgUnitTree')
    .values(tree.map((row) => ({ companyId, ...row })))
    .execute()
}

const positionRow = (position: Omit<PositionChange, 'version'>) => ({
  unitId: position.unitId,
  code: position.code,
  name: position.name,
  nameEn: position.nameEn,
  superiorId: position.superiorId,
  appointedBy: position.appointedBy,
  duties: JSON.stringify(position.duties),
  mainTask: position.mainTask,
  otherPeers: JSON.stringify(position.otherPeers),
  dailyWork: JSON.stringify(position.dailyWork),
  authority: position.authority,
  qualifications: JSON.stringify(position.qualifications),
})

export async function insertPosition(
  ctx: Ctx,
  position: NewPosition & { isExample?: boolean },
): Promise<string> {
  const id = newId()
  await db(ctx)
    .insertInto('orgPositions')
    .values({
      companyId: ctx.company.id,
      id,
      ...positionRow(position),
      validFrom: position.validFrom,
      isExample: position.isExample ?? false,
      createdAt: ctx.now,
      updatedAt: ctx.now,
      createdBy: ctx.actor.userId,
    })
    .execute()
  await saveRoles(ctx, id, position.roleKeys)
  return id
}

export async function savePosition(ctx: Ctx, id: string, position: PositionChange): Promise<boolean> {
  const { numUpdatedRows } = await db(ctx)
    .updateTable('orgPositions')
    .set({ ...positionRow(position), ...stamp(ctx), version: position.version + 1 })
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .where('version', '=', position.version)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) return false
  await saveRoles(ctx, id, position.roleKeys)
  return true
}

async function saveRoles(ctx: Ctx, positionId: string, keys: string[]): Promise<void> {
  const companyId = ctx.company.id
  await db(ctx)
    .deleteFrom('orgPositionRoles')
    .where('companyId', '=', companyId)
    .where('positionId', '=', positionId)
    .execute()
  if (keys.length === 0) return
  const roles = await db(ctx)
    .selectFrom('orgRoles')
    .select('id')
    .where('companyId', '=', companyId)
    .where('key', 'in', keys)
    .execute()
  if (roles.length === 0) return
  await db(ctx)
    .insertInto('orgPositionRoles')
    .values(roles.map((role) => ({ companyId, positionId, roleId: role.id })))
    .execute()
}

export async function insertPerson(ctx: Ctx, person: NewPerson): Promise<string> {
  const id = newId()
  await db(ctx)
    .insertInto('orgPeople')
    .values({
      companyId: ctx.company.id,
      id,
      employeeNo: person.employeeNo,
      name: person.name,
      gender: person.gender,
      joinedOn: person.joinedOn,
      phone: person.phone,
      email: person.email,
      createdAt: ctx.now,
      updatedAt: ctx.now,
      createdBy: ctx.actor.userId,
    })
    .execute()
  return id
}

export async function savePerson(ctx: Ctx, id: string, change: PersonEdit): Promise<boolean> {
  const { version, ...fields } = change
  const { numUpdatedRows } = await db(ctx)
    .updateTable('orgPeople')
    .set({ ...fields, ...stamp(ctx), version: version + 1 })
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function insertAssignment(
  ctx: Ctx,
  assignment: { personId: string; positionId: string; validFrom: string; share: string },
): Promise<string> {
  const id = newId()
  await db(ctx)
    .insertInto('orgAssignments')
    .values({ companyId: ctx.company.id, id, ...assignment })
    .execute()
  return id
}

export const lockAssignment = (ctx: Ctx, id: string) =>
  db(ctx)
    .selectFrom('orgAssignments')
    .selectAll()
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export const endAssignment = (ctx: Ctx, id: string, validTo: string): Promise<unknown> =>
  db(ctx)
    .updateTable('orgAssignments')
    .set({ validTo })
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .execute()

export async function insertRoles(
  ctx: Ctx,
  roles: { key: string; name: string; nameEn: string; grants: { permission: string; scope: string }[] }[],
): Promise<void> {
  await db(ctx)
    .insertInto('orgRoles')
    .values(
      roles.map((role) => ({
        ...role,
        companyId: ctx.company.id,
        id: newId(),
        grants: JSON.stringify(role.grants),
      })),
    )
    .execute()
}

export const insertCompany = (
  ctx: Ctx,
  company: { id: string; name: string; timeZone: string; pack: string },
) =>
  db(ctx)
    .insertInto('orgCompanies')
    .values({ ...company, createdAt: ctx.now })
    .execute()

/** Writes company parameters over what is there. */
export async function mergeSettings(ctx: Ctx, settings: Record<string, unknown>): Promise<void> {
  await db(ctx)
    .updateTable('orgCompanies')
    .set({ settings: sql`settings || ${JSON.stringify(settings)}::jsonb` })
    .where('id', '=', ctx.company.id)
    .execute()
  forgetSettings(ctx.tx)
}
