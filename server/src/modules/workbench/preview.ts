import type { Ctx } from '../../platform/ctx'
import { importerFor, type Desk } from './desk'
import { previewOf } from './import/preview.rules'
import { importWords } from './import/words'
import { fitting, withFormats } from './import/mapping.rules'
import type { PreviewInput } from './schemas'
import { contentOf } from './sheet'
import { findImport } from './store'

/** PLT-4: the file as a mapping would read it; nothing is saved, nothing asked of the database's records. */
export async function previewImport(
  ctx: Ctx,
  desk: Desk,
  { id, input }: { id: string; input: PreviewInput },
) {
  const row = await findImport(ctx, id)
  const importer = importerFor(ctx, desk, row.entity)
  const { mapping, emptySigns, ...place } = input
  const content = await contentOf(ctx, desk, { ...row, ...place })
  const { choices } = importWords(importer.fields, desk.texts.all)
  const options = { timeZone: ctx.company.timeZone, emptySigns, dropDuplicateLines: false }
  return previewOf({
    ...content,
    shape: importer,
    mapping: withFormats(fitting(mapping, content.header, importer.fields), importer.fields, content.rows),
    choices,
    options,
  })
}
