import { join } from 'node:path'
import { getDayDetail } from 'chinese-days'
import { expect, it } from 'vitest'
import { addDays } from '../../kernel/civil-date'
import { daysOf } from '../org/calendar.pack'
import { holidayFilesIn } from './format-folder'

const files = await holidayFilesIn(join(import.meta.dirname, '../../../../packs'))

it('ORG-11: the official years come with their source', () => {
  expect(files.map((file) => `${file.region} ${file.year}`)).toEqual(['cn 2025', 'cn 2026'])
  for (const file of files) expect(file.source).toContain(`${file.year}年部分节假日安排`)
})

// The package's name of a holiday holds commas; the name of an ordinary day is a weekday.
const special = (date: string) => {
  const { name, work } = getDayDetail(date)
  return name.includes(',') ? (work ? 'make_up' : 'holiday') : undefined
}

it.each(files)('ORG-11: $year says of every day what an independent package says', (file) => {
  const kinds = new Map(daysOf(file).map((day) => [day.date, day.kind]))
  expect(kinds.size).toBe(daysOf(file).length)
  for (let date = `${file.year}-01-01`; date <= `${file.year}-12-31`; date = addDays(date, 1))
    expect(`${date} ${kinds.get(date)}`).toBe(`${date} ${special(date)}`)
})
