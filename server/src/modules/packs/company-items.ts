import type { Ctx } from '../../platform/ctx'
import * as appraisal from '../appraisal'
import { currentIndicators } from '../indicators'
import { allPositions, companySettings, listCalendars, listRoles, listShifts, listUnits } from '../org'
import { currentPaySchemes } from '../pay'
import { clockRules, listFaultGroups, listOrderTypes } from '../service'
import type { Item, Json } from './compare.rules'
import type { Pack } from './format-shapes'
import { packItem, type ItemKind } from './items.rules'

// What was validated as an item of a pack or read from the company's tables is JSON by nature.
const json = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null)) as Json

/** The items of a pack with the kind each is kept under. */
export function itemsOfPack(pack: Pack): { kind: ItemKind; key: string; item: { key: string } }[] {
  const lists: [ItemKind, readonly { key: string }[]][] = [
    ['setting', pack.settings],
    ['role', pack.roles],
    ['unit', pack.units],
    ['position', pack.positions],
    ['calendar', pack.calendar.calendars],
    ['shift', pack.calendar.shifts],
    ['order_type', pack.orderTypes],
    ['fault_group', pack.faultGroups],
    ['clock', pack.clocks],
    ['indicator', pack.indicators],
    ['grade_table', pack.appraisal.gradeTables],
    ['card', pack.appraisal.cards],
    ['appraisal_scheme', pack.appraisal.schemes],
    ['pay_scheme', pack.pay.schemes],
  ]
  return lists.flatMap(([kind, items]) => items.map((item) => ({ kind, key: item.key, item })))
}

export const compared = (kind: string, item: unknown): Item => packItem(kind, json(item))

const names = (row: { name: string; nameEn: string }) => ({ zh: row.name, en: row.nameEn })

/** PCK-3: everything a pack can have set, as the company has it now, in the words of a pack. */
export async function companyItems(ctx: Ctx): Promise<Item[]> {
  const settings = Object.entries(await companySettings(ctx)).map(([key, value]) => ({ key, value }))
  const roles = (await listRoles(ctx)).items.map((role) => ({ ...role, name: names(role) }))
  return [
    ...settings.map((setting) => compared('setting', setting)),
    ...roles.map((role) => compared('role', role)),
    ...(await organisation(ctx)),
    ...(await workingTimes(ctx)),
    ...(await serviceItems(ctx)),
    ...(await indicatorItems(ctx)),
    ...(await ruleItems(ctx)),
  ]
}

async function organisation(ctx: Ctx): Promise<Item[]> {
  const { items: units } = await listUnits(ctx)
  const codes = new Map(units.map((unit) => [unit.id, unit.code]))
  const positions = await allPositions(ctx)
  return [
    ...units.map((unit) =>
      compared('unit', {
        key: unit.code,
        name: { zh: unit.name },
        kind: unit.kind,
        parent: unit.parentId === null ? null : (codes.get(unit.parentId) ?? null),
      }),
    ),
    ...positions.map(({ code, unitCode, superiorCode, roleKeys, ...position }) =>
      compared('position', {
        ...position,
        key: code,
        name: names(position),
        unit: unitCode,
        superior: superiorCode,
        roles: roleKeys,
      }),
    ),
  ]
}

async function workingTimes(ctx: Ctx): Promise<Item[]> {
  const { items: calendars } = await listCalendars(ctx)
  const { items: shifts } = await listShifts(ctx)
  return [
    ...calendars.map(({ code, name, isDefault, ...calendar }) =>
      compared('calendar', { ...calendar, key: code, name: { zh: name }, default: isDefault }),
    ),
    ...shifts
      .filter((shift) => shift.isActive)
      .map(({ code, name, spans, isOnCall }) =>
        compared('shift', { key: code, name: { zh: name }, spans, onCall: isOnCall }),
      ),
  ]
}

async function serviceItems(ctx: Ctx): Promise<Item[]> {
  const types = await listOrderTypes(ctx)
  const groups = await listFaultGroups(ctx)
  return [
    ...types.map((type) => {
      // A pack calls the category daily by what is done: repair.
      const category = type.category === 'daily' ? 'repair' : type.category
      return compared('order_type', { ...type, name: names(type), category })
    }),
    ...groups.map((group) => compared('fault_group', { key: group.key, name: names(group) })),
    ...(await clockRules(ctx)).map(clockItem),
  ]
}

const hoursOf = (minutes: number): number => minutes / 60

/** A clock in the words of a pack, which counts in hours. */
const clockItem = (rule: Awaited<ReturnType<typeof clockRules>>[number]): Item =>
  compared('clock', {
    ...rule,
    name: names(rule),
    when: rule.conditions,
    hours: hoursOf(rule.minutes),
    warnBeforeHours: hoursOf(rule.warnMinutes),
    escalate: rule.escalate.map(({ levels, afterMinutes }) => ({
      levels,
      afterHours: hoursOf(afterMinutes),
    })),
  })

async function indicatorItems(ctx: Ctx): Promise<Item[]> {
  const indicators = await currentIndicators(ctx)
  return indicators.map(({ code, ...indicator }) =>
    compared('indicator', { ...indicator, key: code, name: names(indicator) }),
  )
}

async function ruleItems(ctx: Ctx): Promise<Item[]> {
  const of = (kind: ItemKind, definitions: readonly { body: object }[]) =>
    definitions.map(({ body }) => compared(kind, body))
  return [
    ...of('grade_table', await appraisal.currentGradeTables(ctx)),
    ...of('card', await appraisal.currentCards(ctx)),
    ...of('appraisal_scheme', await appraisal.currentSchemes(ctx)),
    ...of('pay_scheme', await currentPaySchemes(ctx)),
  ]
}
