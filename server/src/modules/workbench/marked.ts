import type { ImportIssue } from '../../kernel/importing'
import type { Ctx } from '../../platform/ctx'
import type { Download } from '../../platform/http/route'
import { writeBook, writeMarked, type Column } from '../../platform/sheets'
import type { Language, Texts } from '../../platform/texts'
import { importerFor, type Desk } from './desk'
import { allIssues } from './queries'
import type { MarkedQuery } from './schemas'
import { contentOf } from './sheet'
import { findImport } from './store'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const headers = { line: 'workbench.marked.line', reason: 'workbench.marked.reason' } as const

/** The columns that a marked file adds; they are no data when the corrected file comes back. */
export const reasonHeaders = (texts: Texts): string[] =>
  Object.values(headers).flatMap((key) => texts.all(key))

/** PLT-4: the rows with remarks (or the bad ones, or all), every cell with its reason. */
export async function markedFile(
  ctx: Ctx,
  desk: Desk,
  { id, query }: { id: string; query: MarkedQuery },
): Promise<Download> {
  const row = await findImport(ctx, id)
  importerFor(ctx, desk, row.entity)
  const { language } = query
  const issues = await allIssues(ctx, id)
  const content = await contentOf(ctx, desk, row)
  const shown = issues.filter((issue) => query.rows !== 'bad' || issue.severity === 'error')
  const lines = new Set(shown.map((issue) => issue.line))
  const added = new Set(reasonHeaders(desk.texts))
  const kept = content.header.flatMap((name, i) => (added.has(name) ? [] : [i]))
  const body = writeMarked({
    header: kept.map((i) => content.header[i] ?? ''),
    rows: content.rows
      .filter((one) => query.rows === 'all' || lines.has(one.line))
      .map((one) => ({ line: one.line, cells: kept.map((i) => one.cells[i] ?? null) })),
    issues: shown.map((issue) => ({ ...issue, text: issueText(desk, row.entity, issue, language) })),
    sheetName: desk.texts.say('workbench.marked.sheet', language),
    words: { line: desk.texts.say(headers.line, language), reason: desk.texts.say(headers.reason, language) },
  })
  const fileName = `${row.fileName.replace(/\.[^.]*$/, '')}-${desk.texts.say('workbench.marked.sheet', language)}.xlsx`
  return { fileName, contentType: xlsx, body }
}

/** Names of fields, codes of choices and orders of dates as people say them. */
function issueText(
  { texts, importers }: Desk,
  entity: string,
  issue: ImportIssue,
  language: Language,
): string {
  const fields = importers.get(entity)?.fields ?? []
  const named = fields.find(({ key }) => key === issue.params.field)
  const choices = fields.find(({ key }) => key === issue.fieldKey)?.choices ?? []
  const labels = choices.map(({ value, labelKey }) =>
    labelKey === undefined ? value : texts.say(labelKey, language),
  )
  const format = (code: string | number | undefined) => texts.say(`workbench.dateFormat.${code}`, language)
  const { format: read, likely } = issue.params
  return texts.say(`reason.${issue.reason}`, language, {
    ...issue.params,
    ...(named !== undefined && { field: texts.say(named.labelKey, language) }),
    ...(issue.reason === 'workbench.choice_unknown' && { allowed: labels.join(', ') }),
    ...(issue.reason.startsWith('workbench.date_order_') && { format: format(read), likely: format(likely) }),
  })
}

/** PLT-4: an empty sheet with the entity's columns, which is read back without any mapping. */
export function template(
  ctx: Ctx,
  desk: Desk,
  { entity, language }: { entity: string; language: Language },
): Download {
  const importer = importerFor(ctx, desk, entity)
  const { texts } = desk
  const note = (required: boolean, type: string) =>
    [
      required ? texts.say('workbench.template.required', language) : '',
      texts.say(`workbench.template.${type}`, language),
    ]
      .filter((text) => text !== '')
      .join('\n')
  const columns = importer.fields.map((field): Column => {
    const type = field.type === 'choice' || field.type === 'phone' ? 'text' : field.type
    const choices = (field.choices ?? []).map(({ value, labelKey }) =>
      labelKey === undefined ? value : texts.say(labelKey, language),
    )
    return {
      key: field.key,
      header: texts.say(field.labelKey, language),
      type,
      note: note(field.required === true, field.type),
      ...(choices.length > 0 && { choices }),
    }
  })
  const title = texts.say(`import.${entity}`, language)
  const body = writeBook([{ name: title, columns, rows: [] }], { timeZone: ctx.company.timeZone })
  return { fileName: `${title}.xlsx`, contentType: xlsx, body }
}
