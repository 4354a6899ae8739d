import type { CivilDate } from '../../kernel/civil-date'
import { addPart } from '../../modules/parts'
import { addModel } from '../../modules/products'
import { installedTexts } from '../../platform/installed-texts'
import type { Story } from '../story'
import type { Stage } from './stage'

export interface Catalogue {
  models: Map<string, string>
  parts: Map<string, string>
}

async function makeParts(stage: Stage, from: CivilDate, story: Story): Promise<Map<string, string>> {
  const ctx = stage.on(from, '09:30')
  const priceName = installedTexts().say('parts.retailPrice', 'zh-CN')
  const ids = new Map<string, string>()
  // What replaces another one is written first, because the other one names it.
  const ordered = [...story.parts].sort(
    (a, b) => Number(a.interchange !== undefined) - Number(b.interchange !== undefined),
  )
  for (const part of ordered) {
    const other = part.interchange === undefined ? undefined : ids.get(part.interchange)
    const id = await addPart(ctx, {
      number: part.number,
      name: part.name,
      spec: '',
      unit: part.unit,
      family: part.family,
      quality: part.quality ?? (story.boutique.includes(part.number) ? 'boutique' : 'genuine'),
      standardCost: part.cost,
      note: '',
      isActive: true,
      prices: [{ name: priceName, price: part.price, validFrom: from, validTo: null }],
      interchangeIds: other === undefined ? [] : [other],
    })
    ids.set(part.number, id)
  }
  return ids
}

/** PCK-4: models with their warranty terms, and the parts catalogue; ids by code and number. */
export async function makeCatalogue(stage: Stage, from: CivilDate, story: Story): Promise<Catalogue> {
  const ctx = stage.on(from, '09:15')
  const models = new Map<string, string>()
  for (const { code, name, family } of story.models) {
    const warranty = story.warranty.map((clause) => ({
      name: clause.name,
      assembly: clause.assembly,
      months: clause.months,
      mileageKm: clause.mileageKm ?? null,
      hours: clause.hours ?? null,
      covers: 'parts_and_labour' as const,
      startsFrom: 'delivery' as const,
      note: '',
    }))
    models.set(
      code,
      await addModel(ctx, {
        code,
        name,
        family,
        assemblies: story.assemblies,
        warranty,
        note: '',
        isActive: true,
      }),
    )
  }
  return { models, parts: await makeParts(stage, from, story) }
}
