import type { ImportFinding, ImportRecord } from '../../kernel/importing'
import type { Ctx } from '../../platform/ctx'
import type { ImportCall } from '../../platform/importer'
import * as rules from './import.rules'
import { importLookups, takenNumbers, type Lookups } from './import-lookups'

type Remark = Omit<ImportFinding, 'record'>
const error = (fieldKey: string, reason: string, params?: ImportFinding['params']): Remark => ({
  fieldKey,
  severity: 'error',
  reason,
  params,
})
const warning = (fieldKey: string, reason: string, params?: ImportFinding['params']): Remark => ({
  fieldKey,
  severity: 'warning',
  reason,
  params,
})

function wordsOf({ values }: ImportRecord, find: Lookups, call: ImportCall): Remark[] {
  const remarks: Remark[] = []
  const { type, faultGroup, unit } = values
  if (find.typeOf(type) === null)
    remarks.push(
      type ? error('type', 'service.type_unknown', { value: type }) : error('type', 'service.type_needed'),
    )
  if (faultGroup && find.faultGroupOf(faultGroup) === null)
    remarks.push(error('faultGroup', 'service.fault_group_unknown', { value: faultGroup }))
  if (find.unitOf(unit) === null) remarks.push(error('unit', 'service.unit_unknown', { value: unit ?? '' }))
  // People of the past may have left no trace; their orders are still worth having.
  const people: [string, string[]][] = [
    ['advisor', values.advisor ? [values.advisor] : []],
    ['technician', rules.namesIn(values.technician)],
  ]
  const remark = call.kind === 'history' ? warning : error
  for (const [field, names] of people)
    for (const name of names)
      if (find.personOf(name) === null) remarks.push(remark(field, 'service.person_unclear', { value: name }))
  return remarks
}

function timesOfRecord(ctx: Ctx, { values }: ImportRecord, call: ImportCall): Remark[] {
  const early = rules.timesBeforeReceived(values).map((field) => {
    const params = { received: shown(values.received), value: shown(values[field]) }
    return error(field, 'service.time_before_received_in_file', params)
  })
  const times = rules.timesOf(values, ctx.company.timeZone)
  const future = (['received', 'finished', 'settled', 'handedOver'] as const).flatMap((field) => {
    const at = times[field]
    return at !== null && at > ctx.now
      ? [error(field, 'service.time_in_future_in_file', { value: shown(values[field]) })]
      : []
  })
  const noClock = rules
    .timesWithoutClock(values)
    .map((field) => warning(field, 'service.time_without_clock', { received: shown(values.received) }))
  const promise = rules.promiseWithoutClock(values)
    ? [warning('promised', 'service.promise_without_clock', { value: shown(values.promised) })]
    : []
  return [...early, ...future, ...noClock, ...promise, ...stateOfRecord(values, call)]
}

const shown = (local: string | null | undefined): string => (local ?? '').replace('T', ' ')

function stateOfRecord(values: ImportRecord['values'], call: ImportCall): Remark[] {
  if (call.kind === 'normal') {
    const state = rules.stateFrom(values)
    const late = (['finished', 'settled', 'handedOver'] as const).filter((field) => values[field])
    const wrong = late.length > 0 || (state !== 'draft' && state !== 'accepted')
    return wrong ? [error(late[0] ?? 'state', 'service.times_need_history')] : []
  }
  const reason = rules.contradiction(values)
  return reason === null ? [] : [error('state', reason)]
}

function linesOfRecord(record: ImportRecord): (Remark & { line?: number })[] {
  return rules
    .linesWithoutName(record)
    .map((line) => ({ ...error('lineName', 'service.line_name_needed'), line }))
}

function repeated(records: readonly ImportRecord[], field: string): ImportFinding[] {
  const seen = new Set<string>()
  return records.flatMap((record) => {
    const value = record.values[field]
    if (!value) return []
    if (seen.has(value)) return [{ record, ...error(field, 'service.number_twice_in_file', { value }) }]
    seen.add(value)
    return []
  })
}

/** PLT-4: what is wrong with the orders of a file, all of it at once. */
export async function checkOrders(
  ctx: Ctx,
  records: readonly ImportRecord[],
  call: ImportCall,
): Promise<ImportFinding[]> {
  const find = await importLookups(ctx, records)
  const taken = await takenNumbers(ctx, records)
  const each = records.flatMap((record) => {
    const { number, externalNo, mileageKm } = record.values
    const remarks: (Remark & { line?: number })[] = [
      ...wordsOf(record, find, call),
      ...timesOfRecord(ctx, record, call),
      ...linesOfRecord(record),
    ]
    if (number && taken.numbers.has(number))
      remarks.push(error('number', 'service.number_taken', { value: number }))
    if (externalNo && taken.externalNos.has(externalNo))
      remarks.push(error('externalNo', 'service.number_taken', { value: externalNo }))
    const reading = rules.wholeOf(mileageKm)
    if (reading !== null && (reading < 0 || reading > 2_000_000_000))
      remarks.push(error('mileageKm', 'service.reading_impossible', { value: mileageKm ?? '' }))
    return remarks.map((remark): ImportFinding => ({ record, ...remark }))
  })
  return [...each, ...repeated(records, 'number'), ...repeated(records, 'externalNo')]
}
