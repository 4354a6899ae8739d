import type { Ctx } from '../../platform/ctx'
import { loadAppraisal } from '../appraisal'
import { saveIndicators } from '../indicators'
import { addPosition, addUnit, insertRoles, loadCalendars, saveSettings } from '../org'
import { loadPay } from '../pay'
import { saveClockRules, saveFaultGroups, saveOrderTypes } from '../service'
import { itemsOfPack } from './company-items'
import type { Pack } from './format-shapes'
import { keepBase } from './store'

/**
 * PCK-1: writes a checked pack into a company that has none yet: parameters, roles, units, positions and the data of
 * the modules. `from` is the first day on which the units and positions exist.
 */
export async function loadPack(
  ctx: Ctx,
  pack: Pack,
  from: string,
): Promise<{ unitIds: Map<string, string> }> {
  await saveSettings(ctx, Object.fromEntries(pack.settings.map((setting) => [setting.key, setting.value])))
  await insertRoles(
    ctx,
    pack.roles.map((role) => ({
      key: role.key,
      name: role.name.zh,
      nameEn: role.name.en,
      grants: role.grants,
    })),
  )
  const unitIds = await loadUnits(ctx, pack, from)
  await loadPositions(ctx, pack, { unitIds, from })
  await loadCalendars(ctx, pack.calendar, { unitIds, from })
  await saveOrderTypes(ctx, pack.orderTypes)
  await saveFaultGroups(ctx, pack.faultGroups)
  await saveClockRules(ctx, pack.clocks)
  await saveIndicators(ctx, pack.indicators)
  await loadAppraisal(ctx, pack.appraisal)
  await loadPay(ctx, pack.pay)
  const bases = itemsOfPack(pack).map(({ kind, key, item }) => ({ kind, key, base: item }))
  await keepBase(ctx, pack.info, bases)
  return { unitIds }
}

async function loadUnits(ctx: Ctx, pack: Pack, from: string): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const unit of pack.units) {
    const parentId = unit.parent === null ? null : (ids.get(unit.parent) ?? null)
    const id = await addUnit(ctx, {
      code: unit.key,
      name: unit.name.zh,
      kind: unit.kind,
      parentId,
      validFrom: from,
      isExample: unit.example ?? false,
    })
    ids.set(unit.key, id)
  }
  return ids
}

async function loadPositions(
  ctx: Ctx,
  pack: Pack,
  place: { unitIds: Map<string, string>; from: string },
): Promise<void> {
  const ids = new Map<string, string>()
  for (const position of pack.positions) {
    const unitId = place.unitIds.get(position.unit)
    if (!unitId) continue
    const id = await addPosition(ctx, {
      unitId,
      code: position.key,
      name: position.name.zh,
      nameEn: position.name.en,
      superiorId: position.superior === null ? null : (ids.get(position.superior) ?? null),
      appointedBy: position.appointedBy ?? '',
      duties: position.duties ?? [],
      mainTask: position.mainTask ?? '',
      otherPeers: position.peers ?? [],
      dailyWork: position.dailyWork ?? [],
      authority: '',
      qualifications: {},
      roleKeys: position.roles,
      validFrom: place.from,
      isExample: position.example ?? false,
    })
    ids.set(position.key, id)
  }
}
