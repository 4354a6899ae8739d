import { expect, it } from 'vitest'
import { hoursText } from './hours-history'

const am = { to: '12:00', from: '08:30' }
const name = (day: string) => `D${day}`

it('ORG-11: hours in a history read like hours', () => {
  expect(hoursText('spans', [am, { from: '13:00', to: '17:30' }], name)).toBe('08:30-12:00, 13:00-17:30')
  expect(hoursText('weekly', { '2': [am], '1': [am] }, name)).toBe('D1 08:30-12:00; D2 08:30-12:00')
  expect(hoursText('spans', [], name)).toBeNull()
  expect(hoursText('name', 'x', name)).toBeNull()
})
