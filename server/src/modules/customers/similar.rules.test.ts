import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spokenInFull } from '../../platform/search'
import {
  isOneSlipApart,
  keysOf,
  likeness,
  plainName,
  tellingNumbers,
  type Comparable,
  type SimilarParameters,
} from './similar.rules'

const parameters: SimilarParameters = {
  endings: ['有限责任公司', '股份有限公司', '有限公司', '分公司', '公司', '集团'],
  regions: ['广东', '深圳', '北京', '上海', '广州', '海南'],
  nameErrorFrom: 5,
  crowded: 20,
  weights: {
    phone: 50,
    masked_phone: 20,
    product: 50,
    organisation_name: 60,
    organisation_near_name: 40,
    organisation_pinyin: 40,
    person_name: 30,
    person_near_name: 20,
    person_pinyin: 15,
  },
  possibleFrom: 40,
  likelyFrom: 70,
}

interface Written {
  name: string
  kind?: string
  phones?: string[]
  numbers?: string[]
}

const written = ({ name, kind = 'person', phones = [], numbers = [] }: Written): Comparable => {
  const plain = plainName({ name, kind }, parameters)
  return { ...plain, spoken: spokenInFull(plain.core), phones, numbers }
}

const compare = (a: Written, b: Written) => {
  const { strength, reasons } = likeness(written(a), written(b), parameters)
  return [strength, ...reasons.map(({ because }) => because)]
}

describe('CUS-6: a name without what says nothing', () => {
  it.each([
    ['深圳市宏达物流有限公司', 'person', '宏达物流', ['深圳']],
    ['广东省深圳市 宏达物流（集团）有限责任公司', 'person', '宏达物流', ['广东', '深圳']],
    ['ＡＢＣ Logistics 公司', 'person', 'abclogistics', []],
    ['宏达物流', 'organisation', '宏达物流', []],
    ['海南', 'person', '海南', []],
    ['北京公司', 'organisation', '北京', []],
    ['张 建国', 'person', '张建国', []],
  ])('%s (%s) is %s', (name, kind, core, regions) => {
    expect(plainName({ name, kind }, parameters)).toMatchObject({ core, regions })
  })
})

describe('CUS-6: may two archives be the same customer', () => {
  const phone = ['13800138000']
  it.each<[string, Written, Written, unknown[]]>([
    [
      '同名同电话',
      { name: '张建国', phones: phone },
      { name: '张 建国', phones: phone },
      ['likely', 'phone', 'name'],
    ],
    [
      '同电话不同名（夫妻）',
      { name: '张建国', phones: phone },
      { name: '李秀英', phones: phone },
      ['possible', 'phone'],
    ],
    ['只同名', { name: '张伟' }, { name: '张伟' }, ['none', 'name']],
    ['同音不同字', { name: '王伟' }, { name: '王威' }, ['none', 'pinyin']],
    [
      '同音同电话',
      { name: '王伟', phones: phone },
      { name: '王威', phones: phone },
      ['possible', 'phone', 'pinyin'],
    ],
    [
      '掩码电话加同名',
      { name: '张建国', phones: ['138****8000'] },
      { name: '张建国', phones: ['138****8000'] },
      ['possible', 'masked_phone', 'name'],
    ],
    [
      '公司后缀和省市不同写法',
      { name: '深圳市宏达物流有限公司' },
      { name: '宏达物流', kind: 'organisation' },
      ['possible', 'name'],
    ],
    ['不同城市的同名公司', { name: '深圳宏达物流有限公司' }, { name: '北京宏达物流有限公司' }, ['none']],
    [
      '公司名错一个字',
      { name: '顺通达工程机械有限公司' },
      { name: '顺通大工程机械有限公司' },
      ['possible', 'near_name'],
    ],
    ['公司名同音', { name: '鑫达运输公司' }, { name: '新达运输公司' }, ['possible', 'pinyin']],
    ['短名错一个字不算', { name: '宏达公司' }, { name: '宏大公司' }, ['possible', 'pinyin']],
    [
      '分店编号不同',
      { name: '顺风快递一分店', kind: 'organisation' },
      { name: '顺风快递二分店', kind: 'organisation' },
      ['none'],
    ],
    [
      '同一车架号',
      { name: '甲', numbers: ['LSVAB2183E2100001'] },
      { name: '乙', numbers: ['LSVAB2183E2100001'] },
      ['possible', 'product'],
    ],
    [
      '同一车牌同名',
      { name: '张伟', numbers: ['粤B12345'] },
      { name: '张伟', numbers: ['粤B12345'] },
      ['likely', 'product', 'name'],
    ],
    [
      '掩码车牌不算',
      { name: '张伟', numbers: ['粤B12***'] },
      { name: '李四', numbers: ['粤B12***'] },
      ['none'],
    ],
    ['个人与公司同名', { name: '张建国' }, { name: '张建国', kind: 'organisation' }, ['none', 'name']],
    ['毫不相干', { name: '张建国', phones: phone }, { name: '李秀英', phones: ['13900139000'] }, ['none']],
  ])('%s', (_, a, b, expected) => {
    expect(compare(a, b)).toEqual(expected)
  })

  it.each([
    ['宏达物流', '宏达物流', false],
    ['宏达物流', '宏大物流', true],
    ['宏达物流', '宏达大物流', true],
    ['宏达物流', '达物流', true],
    ['宏达物流', '达宏物流', false],
    ['三号车队', '四号车队', false],
    ['车队1', '车队', false],
  ])('one slip apart: %s, %s: %s', (a, b, expected) => {
    expect(isOneSlipApart(a, b)).toBe(expected)
    expect(isOneSlipApart(b, a)).toBe(expected)
  })

  it('numbers that tell nobody apart are no keys', () => {
    expect(tellingNumbers(['粤B12***', '', null, '粤B1', '粤B12345', '粤B12345'])).toEqual(['粤B12345'])
  })
})

const name = fc.oneof(
  fc.constantFrom(
    '张伟',
    '张建国',
    '深圳市宏达物流有限公司',
    '宏达物流公司',
    '宏大物流公司',
    '北京宏达物流有限公司',
  ),
  fc.string({
    unit: fc.constantFrom('宏', '达', '大', '物', '流', '一', '二', '公', '司', 'a'),
    maxLength: 9,
  }),
)
const archive = fc.record({
  name,
  kind: fc.constantFrom('person', 'organisation'),
  phones: fc.array(fc.constantFrom('13800138000', '13900139000', '138****8000', '12345'), { maxLength: 3 }),
  numbers: fc.array(fc.constantFrom('粤B12345', '粤B12***', 'LSVAB2183E2100001'), { maxLength: 2 }),
})

describe('CUS-6: whatever the archives', () => {
  it('likeness is symmetric', () => {
    fc.assert(
      fc.property(archive, archive, (a, b) => {
        const [one, other] = [written(a), written(b)]
        expect(likeness(one, other, parameters)).toEqual(likeness(other, one, parameters))
      }),
    )
  })

  it('an archive agrees with itself in all it says', () => {
    fc.assert(
      fc.property(archive, (a) => {
        const one = written(a)
        const { reasons } = likeness(one, one, parameters)
        const names = reasons.map(({ because }) => because)
        expect(names.includes('name')).toBe(one.core !== '')
        expect(names.includes('product')).toBe(tellingNumbers(one.numbers).length > 0)
      }),
    )
  })

  it('what comes to possible shares a key or a product number, so that nothing is missed', () => {
    fc.assert(
      fc.property(archive, archive, (a, b) => {
        const [one, other] = [written(a), written(b)]
        if (likeness(one, other, parameters).strength === 'none') return
        const keys = keysOf(one, parameters).map(({ kind, key }) => `${kind} ${key}`)
        const shared = keysOf(other, parameters).some(({ kind, key }) => keys.includes(`${kind} ${key}`))
        const product = tellingNumbers(one.numbers).some((number) => other.numbers.includes(number))
        expect(shared || product).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
