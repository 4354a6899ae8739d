import { join } from 'node:path'
import { AppError } from '../../kernel/errors'
import { allow, type Ctx } from '../../platform/ctx'
import type { House } from '../../platform/house'
import type { Importer } from '../../platform/importer'
import { readTexts, type Texts } from '../../platform/texts'
import { mayImport } from './policy'

/** What the workbench works with besides a context: files, texts, and the importers that wiring hands it. */
export interface Desk {
  readonly house: House
  readonly texts: Texts
  readonly importers: ReadonlyMap<string, Importer>
}

/** Texts lie beside the packs in every installation. */
export function deskOf(house: House, importers: readonly Importer[]): Desk {
  return {
    house,
    texts: readTexts(join(house.packsDir, '..', 'texts')),
    importers: new Map(importers.map((importer) => [importer.entity, importer])),
  }
}

/** The importer of an entity, if this actor may use it. */
export function importerFor(ctx: Ctx, desk: Desk, entity: string): Importer {
  const importer = desk.importers.get(entity)
  if (importer === undefined) throw new AppError('not_found', 'workbench.no_such_entity', { entity })
  allow(mayImport(ctx.actor, importer))
  return importer
}
