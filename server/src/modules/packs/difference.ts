import { AppError } from '../../kernel/errors'
import type { Ctx } from '../../platform/ctx'
import { companyItems, compared, itemsOfPack } from './company-items'
import { comparePack, type ItemDifference, type Json } from './compare.rules'
import { markOf, type ItemMark } from './items.rules'
import { readPack, type PackSource } from './setup'
import { loadedItems } from './store'

export interface PackDifference {
  code: string
  name: { zh: string; en: string }
  /** The version the company was set up with and the one delivered now. */
  loadedVersion: string
  version: string
  loadedAt: Date
  items: (ItemDifference & { mark: ItemMark | null })[]
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
  const items = comparePack({
    base: loaded.map((row) => compared(row.kind, row.base)),
    theirs: theirs.map(({ kind, item }) => compared(kind, item)),
    ours: await companyItems(ctx),
  })
  const marks = new Map<string, ItemMark>()
  for (const { kind, key, base } of loaded) marks.set(`${kind} ${key}`, markOf(base as Json))
  for (const { kind, key, item } of theirs) marks.set(`${kind} ${key}`, markOf(item as unknown as Json))
  return {
    code: first.pack,
    name: pack.info.name,
    loadedVersion: first.packVersion,
    version: pack.info.version,
    loadedAt: first.loadedAt,
    items: items.map((item) => ({ ...item, mark: marks.get(`${item.kind} ${item.key}`) ?? null })),
  }
}
