import { expect, it } from 'vitest'
import { spansOfText, textOfSpans } from './span-text'

const day = [
  { from: '08:30', to: '12:00' },
  { from: '13:00', to: '17:30' },
]

it.each([
  ['08:30-12:00, 13:00-17:30', day],
  ['8:30-12:00 13:00-17:30', day],
  ['8：30～12：00，13：00至17：30', day],
  ['08:30–12:00、13:00–17:30', day],
  ['20:00-24:00', [{ from: '20:00', to: '24:00' }]],
  ['', []],
  ['   ', []],
  ['08:30', null],
  ['08:30-', null],
  ['08:30-25:00', null],
  ['08:30-24:30', null],
  ['08:60-09:00', null],
  ['morning', null],
])('ORG-11: hours written as %j', (text, spans) => {
  expect(spansOfText(text)).toEqual(spans)
})

it('ORG-11: hours are written as they are read', () => {
  expect(spansOfText(textOfSpans(day))).toEqual(day)
})
