import { describe, expect, it } from 'vitest'
import { guessParty } from './party-guess'

describe('SVC-1: what was typed goes where it belongs', () => {
  it.each([
    ['13800138000', { phone: '13800138000' }],
    ['0571-8888 6666', { phone: '0571-8888 6666' }],
    ['粤a12345', { plate: '粤A12345' }],
    ['粤BD12345', { plate: '粤BD12345' }],
    ['lsvaa4182e2123456', { vin: 'LSVAA4182E2123456' }],
    ['AB12CDE', { plate: 'AB12CDE' }],
    ['张三', { name: '张三' }],
    ['Li Ming', { name: 'Li Ming' }],
    ['', {}],
  ])('%s', (text, guess) => expect(guessParty(text)).toEqual(guess))
})
