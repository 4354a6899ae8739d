import type { ImportMapping } from '../../kernel/importing'
import type { Ctx } from '../../platform/ctx'
import { readStored } from '../../platform/files'
import type { Importer } from '../../platform/importer'
import { readSheet, type SheetContent } from '../../platform/sheets'
import { importerFor, type Desk } from './desk'
import { columnSamples, likelyEmptySigns, proposeMapping } from './import/mapping.rules'
import { headerSignature } from './import/signature'
import { importWords } from './import/words'
import type { SheetQuery } from './schemas'
import { findImport, savedMapping, type ImportState } from './store'

type Place = Pick<ImportState, 'fileId' | 'fileName' | 'sheet' | 'headerRow' | 'headerRows'>

/** The stored file, read as the import's settings say. */
export async function contentOf(ctx: Ctx, desk: Desk, place: Place): Promise<SheetContent> {
  const { bytes } = await readStored(ctx, desk.house.files, place.fileId)
  return readSheet(bytes, {
    fileName: place.fileName,
    headerRows: place.headerRows,
    ...(place.sheet !== null && { sheet: place.sheet }),
    ...(place.headerRow !== null && { headerRow: place.headerRow }),
  })
}

/** A mapping for this header: the one saved for it, or one by the columns' names. */
export async function proposalFor(
  ctx: Ctx,
  desk: Desk,
  { importer, content }: { importer: Importer; content: SheetContent },
): Promise<{ mapping: ImportMapping; emptySigns: readonly string[]; fromSaved: boolean }> {
  const saved = await savedMapping(ctx, importer.entity, headerSignature(content.header))
  const { names } = importWords(importer.fields, desk.texts.all)
  const input = { header: content.header, rows: content.rows, fields: importer.fields, names }
  const mapping = proposeMapping(saved === undefined ? input : { ...input, saved: saved.mapping })
  return { mapping, emptySigns: saved?.emptySigns ?? [], fromSaved: saved !== undefined }
}

/** PLT-4: sheets, columns with samples and the proposed mapping, for another sheet or header row if asked. */
export async function sheetView(ctx: Ctx, desk: Desk, { id, input }: { id: string; input: SheetQuery }) {
  const row = await findImport(ctx, id)
  const importer = importerFor(ctx, desk, row.entity)
  const content = await contentOf(ctx, desk, {
    ...row,
    sheet: input.sheet ?? row.sheet,
    headerRow: input.headerRow ?? row.headerRow,
    headerRows: input.headerRows ?? row.headerRows,
  })
  const { mapping, fromSaved } = await proposalFor(ctx, desk, { importer, content })
  const samples = columnSamples(content.header, content.rows)
  return {
    sheets: [...content.sheets],
    encoding: content.encoding,
    headerLine: content.headerLine,
    rowCount: content.rows.length,
    columns: content.header.map((name, i) => ({ name, samples: samples[i] ?? [] })),
    proposed: mapping,
    fromSaved,
    emptySigns: likelyEmptySigns(content.rows),
  }
}
