import { expect, it } from 'vitest'
import { safeTarget } from './use-enter'

it('follows only addresses of this site after a login', () => {
  expect(safeTarget('/org/people?q=1')).toBe('/org/people?q=1')
  for (const target of [
    null,
    '',
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:1',
  ])
    expect(safeTarget(target)).toBe('/')
})
