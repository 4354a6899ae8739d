import { dec } from '../../../kernel/money'
import type { ImportFinding, ImportRecord, ImportShape } from '../../../kernel/importing'

/** PLT-4: pairs of times in the wrong order are errors that show both cells; never a negative duration. */
export function timesOutOfOrder(
  records: readonly ImportRecord[],
  order: ImportShape['order'] = [],
): ImportFinding[] {
  return records.flatMap((record) =>
    order.flatMap(([earlier, later]): ImportFinding[] => {
      const [first, second] = [record.values[earlier] ?? null, record.values[later] ?? null]
      if (first === null || second === null || !isAfter(first, second)) return []
      const params = { earlierField: earlier, earlier: shown(first), later: shown(second) }
      return [{ record, fieldKey: later, severity: 'error', reason: 'workbench.times_out_of_order', params }]
    }),
  )
}

// A day without a time is compared as a day: closed on the day it was opened is in order.
function isAfter(first: string, second: string): boolean {
  const length = Math.min(first.length, second.length)
  return first.slice(0, length) > second.slice(0, length)
}

const shown = (moment: string) => moment.replace('T', ' ')

interface Reading {
  readonly record: ImportRecord
  readonly at: string
  readonly value: string
}

/** PLT-4: a reading below an earlier one of the same product is a warning; zero means nobody read it. */
export function odometerBack(
  records: readonly ImportRecord[],
  odometer: ImportShape['odometer'],
): ImportFinding[] {
  if (odometer === undefined) return []
  const { reading, at, of } = odometer
  const products = new Map<string, Reading[]>()
  const findings: ImportFinding[] = []
  for (const record of records) {
    const value = record.values[reading] ?? null
    if (value === null) continue
    if (dec(value).isZero()) {
      findings.push({ record, fieldKey: reading, severity: 'warning', reason: 'workbench.reading_zero' })
      continue
    }
    const keys = of.map((field) => record.values[field] ?? '')
    const when = record.values[at] ?? null
    if (when === null || keys.some((key) => key === '')) continue
    const key = keys.join('\u0000')
    const group = products.get(key) ?? []
    group.push({ record, at: when, value })
    products.set(key, group)
  }
  for (const group of products.values()) findings.push(...goingBack(group, reading))
  return findings
}

function goingBack(group: readonly Reading[], fieldKey: string): ImportFinding[] {
  const byTime = [...group].sort((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : a.record.line - b.record.line,
  )
  const findings: ImportFinding[] = []
  let highest: Reading | null = null
  for (const one of byTime) {
    if (highest !== null && one.at > highest.at && dec(one.value).lt(highest.value)) {
      const params = {
        value: one.value,
        before: highest.value,
        beforeOn: highest.at.slice(0, 10),
        beforeLine: highest.record.line,
      }
      findings.push({
        record: one.record,
        fieldKey,
        severity: 'warning',
        reason: 'workbench.reading_went_back',
        params,
      })
      continue
    }
    if (highest === null || dec(one.value).gte(highest.value)) highest = one
  }
  return findings
}
