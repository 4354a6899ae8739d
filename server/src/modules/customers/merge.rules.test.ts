import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addedPeople,
  fieldMoves,
  fieldsBack,
  mergedFields,
  mergeRefusal,
  peopleBack,
  undoRefusal,
  type MergeFields,
} from './merge.rules'

const blank: MergeFields = {
  code: null,
  name: '张建国',
  kind: 'person',
  region: '',
  address: '',
  source: '',
  responsiblePersonId: null,
  creditLimit: null,
  creditBlocked: false,
  hopedService: '',
  nextService: '',
  nextServiceOn: null,
  note: '',
  firstContactOn: null,
  archivedOn: null,
}
const fields = (values: Partial<MergeFields>): MergeFields => ({ ...blank, ...values })

describe('CUS-6: the fields of the survivor', () => {
  it.each<[string, Partial<MergeFields>, Partial<MergeFields>, object, Partial<MergeFields>]>([
    ['自己有的留下', { region: '朝阳' }, { region: '海淀' }, {}, { region: '朝阳' }],
    ['自己没有的取对方的', { region: '' }, { region: '海淀' }, {}, { region: '海淀' }],
    ['选了对方的', { name: '张建国' }, { name: '张建國' }, { name: 'other' }, { name: '张建國' }],
    [
      '首次接触和建档取早的',
      { firstContactOn: '2026-03-02', archivedOn: null },
      { firstContactOn: '2026-03-01', archivedOn: '2026-03-05' },
      {},
      { firstContactOn: '2026-03-01', archivedOn: '2026-03-05' },
    ],
    ['停止赊账不会因合并而放开', {}, { creditBlocked: true }, {}, { creditBlocked: true }],
    ['除非明确选择', {}, { creditBlocked: true }, { creditBlocked: 'survivor' }, { creditBlocked: false }],
    [
      '下次服务的内容和日期一起',
      { nextService: '保养' },
      { nextService: '换胎', nextServiceOn: '2026-06-01' },
      { nextService: 'other' },
      { nextService: '换胎', nextServiceOn: '2026-06-01' },
    ],
  ])('%s', (_, survivor, other, choices, expected) => {
    expect(mergedFields(fields(survivor), fields(other), choices)).toMatchObject(expected)
  })

  it('go back as they were; what was changed since stays', () => {
    const before = fields({ region: '朝阳', note: '旧' })
    const after = fields({ region: '海淀', note: '新' })
    const moves = fieldMoves(before, after)
    expect(moves).toEqual({ region: ['朝阳', '海淀'], note: ['旧', '新'] })
    expect(fieldsBack({ ...after, note: '后来改的' }, moves)).toEqual({
      values: { region: '朝阳' },
      stayed: ['note'],
    })
  })
})

const digits = fc.constantFrom('13800138000', '13900139000', '02087654321')
const phone = fc
  .record({ digits, label: fc.constantFrom('', '手机') })
  .map((one) => ({ ...one, phone: one.digits }))
const contact = fc.record({
  name: fc.constantFrom('李秘书', '王会计'),
  title: fc.constantFrom('', '行政'),
  note: fc.constant(''),
  phones: fc.array(phone, { maxLength: 2 }),
})
const people = fc.record({
  phones: fc.array(phone, { maxLength: 3 }),
  contacts: fc.array(contact, { maxLength: 3 }),
})

describe('CUS-6: phones and contacts', () => {
  it('nobody is lost, nothing is added twice, and taking back leaves what was there', () => {
    fc.assert(
      fc.property(people, people, (survivor, other) => {
        const added = addedPeople(survivor, other)
        const now = {
          phones: [...survivor.phones, ...added.phones],
          contacts: [...survivor.contacts, ...added.contacts],
        }
        for (const { digits: wanted } of other.phones)
          expect(now.phones.filter((one) => one.digits === wanted).length).toBeGreaterThan(0)
        expect(new Set(added.phones.map((one) => one.digits)).size).toBe(added.phones.length)
        const taken = peopleBack(now, added)
        expect(now.phones.filter((one) => !taken.phones.includes(one))).toEqual(survivor.phones)
        expect(now.contacts.filter((one) => !taken.contacts.includes(one))).toEqual(survivor.contacts)
      }),
    )
  })
})

describe('CUS-6: what may not be', () => {
  const ok = { survivorMergedInto: null, laterMerge: false, codeTaken: false }
  it.each([
    ['可以撤销', { undoneAt: null }, ok, null],
    ['已撤销', { undoneAt: new Date(0) }, ok, 'customers.merge_undone'],
    [
      '保留的档案又并入别的档案',
      { undoneAt: null },
      { ...ok, survivorMergedInto: 'x' },
      'customers.survivor_merged',
    ],
    ['之后还有一次合并', { undoneAt: null }, { ...ok, laterMerge: true }, 'customers.later_merge_first'],
    ['编号已被别人使用', { undoneAt: null }, { ...ok, codeTaken: true }, 'customers.code_taken'],
  ])('%s', (_, merge, facts, expected) => {
    expect(undoRefusal(merge, facts)).toBe(expected)
  })

  it.each([
    ['a', null, 'b', null, null],
    ['a', null, 'a', null, 'customers.merge_with_itself'],
    ['a', 'c', 'b', null, 'customers.merged_away'],
    ['a', null, 'b', 'c', 'customers.merged_away'],
  ])('merging %s (%s) and %s (%s)', (id, mergedInto, otherId, otherInto, expected) => {
    expect(mergeRefusal({ id, mergedInto }, { id: otherId, mergedInto: otherInto })).toBe(expected)
  })
})
