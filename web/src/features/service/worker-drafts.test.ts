import { describe, expect, it } from 'vitest'
import { draftsFrom, namesOf } from './worker-drafts'

const worker = (name: string, share: string, isLead = false) => ({ personId: name, name, share, isLead })

describe('IND-1: shares of workers in the form', () => {
  it('shows equal shares as the weight 1, also where a remainder fell on one of them', () => {
    const rows = [worker('a', '0.333334', true), worker('b', '0.333333'), worker('c', '0.333333')]
    expect(draftsFrom(rows).map((draft) => draft.weight)).toEqual(['1', '1', '1'])
  })

  it('keeps unequal shares as they are, and who leads', () => {
    const rows = [worker('a', '0.700000', true), worker('b', '0.300000')]
    expect(draftsFrom(rows).map(({ weight, isLead }) => [weight, isLead])).toEqual([
      ['0.7', true],
      ['0.3', false],
    ])
  })

  it('reads nothing out of nonsense', () => {
    expect(draftsFrom(null)).toEqual([])
    expect(namesOf([{ name: 'A' }, 3, { name: 'B' }], ', ')).toBe('A, B')
  })
})
