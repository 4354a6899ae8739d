import type { ImportFinding, ImportRecord } from '../../kernel/importing'
import { newId } from '../../kernel/ids'
import type { Ctx } from '../../platform/ctx'
import type { Importer } from '../../platform/importer'
import { installedTexts } from '../../platform/installed-texts'
import { today } from '../org'
import { createParts } from './commands'
import { Quality } from './schemas'
import { partsByNumber, type NewRow } from './store'

const label = (name: string) => `field.part.${name}`
const text = (key: string, max: number) => ({ key, labelKey: label(key), type: 'text', max }) as const
const numberOf = (record: ImportRecord) => (record.values.number ?? '').trim()

async function check(ctx: Ctx, records: readonly ImportRecord[]): Promise<ImportFinding[]> {
  const there = await partsByNumber(ctx, records.map(numberOf))
  const seen = new Set<string>()
  return records.flatMap((record): ImportFinding[] => {
    const number = numberOf(record)
    const isAgain = seen.has(number)
    seen.add(number)
    if (!isAgain && !there.has(number)) return []
    const reason = isAgain ? 'parts.twice_in_file' : 'parts.already_there'
    return [{ record, fieldKey: 'number', severity: 'error', reason }]
  })
}

function rowOf(record: ImportRecord, priceName: string, day: string): NewRow {
  const { values } = record
  const price = values.price
  return {
    id: newId(),
    number: numberOf(record),
    name: values.name ?? '',
    spec: values.spec ?? '',
    unit: values.unit ?? '',
    family: values.family ?? '',
    quality: values.quality ?? 'genuine',
    standardCost: values.standardCost ?? null,
    note: values.note ?? '',
    isActive: true,
    prices: price
      ? [{ name: values.priceName ?? priceName, price, validFrom: values.priceFrom ?? day, validTo: null }]
      : [],
  }
}

async function save(ctx: Ctx, records: readonly ImportRecord[]) {
  const priceName = installedTexts().say('parts.retailPrice', 'zh-CN')
  const day = today(ctx)
  await createParts(
    ctx,
    records.map((record) => rowOf(record, priceName, day)),
    'parts.part_imported',
  )
  return { created: records.length, updated: 0 }
}

/** PLT-4: parts from a file, one row each, with one price. A number that is already there is an error of its row. */
export const partImporter: Importer = {
  entity: 'parts',
  kinds: ['normal'],
  modes: ['create'],
  permission: 'parts.edit',
  fields: [
    { ...text('number', 60), required: true },
    { ...text('name', 200), required: true },
    text('spec', 200),
    text('unit', 20),
    text('family', 100),
    {
      key: 'quality',
      labelKey: label('quality'),
      type: 'choice',
      choices: Quality.options.map((value) => ({ value, labelKey: `value.part.quality.${value}` })),
    },
    { key: 'price', labelKey: label('price'), type: 'money' },
    text('priceName', 60),
    { key: 'priceFrom', labelKey: label('priceFrom'), type: 'date' },
    { key: 'standardCost', labelKey: label('standardCost'), type: 'money' },
    text('note', 2000),
  ],
  check: (ctx, records) => check(ctx, records),
  save: (ctx, records) => save(ctx, records),
}
