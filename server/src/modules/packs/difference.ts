import { AppError } from '../../kernel/errors'
import type { Ctx } from '../../platform/ctx'
import { companyItems, compared, itemsOfPack } from './company-items'
import { comparePack, type ItemDifference, type Json } from './compare.rules'
import { markOf, type ItemMark } from './items.rules'
import type { Pack } from './format-shapes'
import { readPack, type PackSource } from './setup'
import { loadedItems } from './store'

export interface PackDifference {
  code: string
  name: { zh: string; en: string }
  /** The version the company was set up with and the one delivered now. */
  loadedVersion: string
  version: string
  loadedAt: Date
  /** PCK-5: what the sources leave to the company. */
  blanks: Pack['info']['blanks']
  items: (ItemDifference & {
    mark: ItemMark | null
    /** Of a parameter: what it is now. */
    value: Json
  })[]
}

/** PCK-3: what the pack said when it was loaded, what it says now and what the company has now, item by item. */
export async function packDifference(
  ctx: Ctx,
  source: PackSource,
  code: string | null,
): Promise<PackDifference> {
  const loaded = await loadedItems(ctx)
  const [first] = loaded
  if (!first) throw new AppError('not_found', 'packs.none_loaded')
  if (code !== null && first.pack !== code)
    throw new AppError('conflict', 'packs.other_pack', { pack: first.pack })
  const pack = await readPack(source, first.pack)
  const theirs = itemsOfPack(pack)
  const ours = await companyItems(ctx)
  const items = comparePack({
    base: loaded.map((row) => compared(row.kind, row.base)),
    theirs: theirs.map(({ kind, item }) => compared(kind, item)),
    ours,
  })
  const settings = new Map(
    ours.filter(({ kind }) => kind === 'setting').map(({ key, value }) => [key, settingValue(value)]),
  )
  const marks = new Map<string, ItemMark>()
  for (const { kind, key, base } of loaded) marks.set(`${kind} ${key}`, markOf(base as Json))
  for (const { kind, key, item } of theirs) marks.set(`${kind} ${key}`, markOf(item as unknown as Json))
  return {
    code: first.pack,
    name: pack.info.name,
    loadedVersion: first.packVersion,
    version: pack.info.version,
    loadedAt: first.loadedAt,
    blanks: pack.info.blanks,
    items: items.map((item) => ({
      ...item,
      mark: marks.get(`${item.kind} ${item.key}`) ?? null,
      value: item.kind === 'setting' ? (settings.get(item.key) ?? null) : null,
    })),
  }
}

const settingValue = (setting: Json): Json =>
  setting !== null && typeof setting === 'object' && !Array.isArray(setting) ? (setting.value ?? null) : null
