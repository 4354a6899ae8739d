import { expect, it } from 'vitest'
import { concerns, topicsOf, waitBefore } from './topics'

it('reads the topics of a message and survives nonsense', () => {
  expect(topicsOf('{"topics":["orders","org"]}')).toEqual(['orders', 'org'])
  expect(topicsOf({ topics: ['pay'] })).toEqual(['pay'])
  expect(topicsOf('hello')).toEqual([])
  expect(topicsOf('null')).toEqual([])
})

it('finds the queries a topic concerns', () => {
  expect(concerns(['orders'], ['orders', 'list', {}])).toBe(true)
  expect(concerns(['orders'], ['customers'])).toBe(false)
  expect(concerns(['*'], ['customers'])).toBe(true)
  expect(concerns(['*'], ['session'])).toBe(false)
})

it('waits longer each time, but not for ever', () => {
  expect([0, 1, 4, 9].map(waitBefore)).toEqual([1000, 2000, 16_000, 30_000])
})
