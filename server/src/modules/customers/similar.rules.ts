/** CUS-6: by what two archives are compared. All of it is a parameter of the company; the pack sets the start. */
export interface SimilarParameters {
  /** Legal forms that say nothing about who it is: 有限公司, 公司 … */
  endings: readonly string[]
  /** Provinces and towns that stand before a company's name. */
  regions: readonly string[]
  /** From so many characters on, one wrong character makes a near-same name. */
  nameErrorFrom: number
  /** What so many archives share says nothing: the phone of a reception, a name like 个体. */
  crowded: number
  /** Points of each agreement; of several about the name the highest counts. */
  weights: Readonly<Record<Weight, number>>
  possibleFrom: number
  likelyFrom: number
}

export const weightNames = [
  'phone',
  'masked_phone',
  'product',
  'organisation_name',
  'organisation_near_name',
  'organisation_pinyin',
  'person_name',
  'person_near_name',
  'person_pinyin',
] as const
export type Weight = (typeof weightNames)[number]

export const reasonNames = ['phone', 'masked_phone', 'product', 'name', 'near_name', 'pinyin'] as const
export type ReasonName = (typeof reasonNames)[number]
export type Strength = 'none' | 'possible' | 'likely'

/** A name, cut down to what tells one from another. */
export interface PlainName {
  core: string
  /** Provinces and towns that stood before it. */
  regions: readonly string[]
  isOrganisation: boolean
}

/** What is compared of an archive. `spoken` is the pinyin of the core; phones are digits, masked digits are `*`. */
export interface Comparable extends PlainName {
  spoken: string
  phones: readonly string[]
  /** VIN, serial numbers and plates of its products. */
  numbers: readonly string[]
}

export interface Agreement {
  because: ReasonName
  value: string
}

export interface Likeness {
  reasons: Agreement[]
  score: number
  strength: Strength
}

const shortestCore = 2
const shortestPhone = 7
const shortestNumber = 5
const longestCore = 40

const squeezed = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}*]/gu, '')

const longestFirst = (words: readonly string[]): string[] =>
  [...words]
    .map(squeezed)
    .filter(Boolean)
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))

const lettersOf = (text: string): number => [...text].length

function withoutEndings(name: string, endings: readonly string[]): string {
  const ending = endings.find(
    (word) => name.endsWith(word) && lettersOf(name) - lettersOf(word) >= shortestCore,
  )
  return ending === undefined ? name : withoutEndings(name.slice(0, -ending.length), endings)
}

function withoutRegions(name: string, words: readonly string[], found: string[] = []): [string, string[]] {
  const word = words.find((one) => name.startsWith(one) && lettersOf(name) - lettersOf(one) >= shortestCore)
  if (word === undefined) return [name, found]
  const rest = name.slice(word.length)
  const short = rest.replace(/^(\u7701|\u5e02|\u81ea\u6cbb\u533a|\u533a|\u53bf)/u, '')
  return withoutRegions(lettersOf(short) >= shortestCore ? short : rest, words, [...found, word])
}

/**
 * CUS-6: a company's name without province, town and legal form, full width and half width the same, without blanks,
 * marks and case. A person's name only loses blanks and marks: 海南 may be somebody's name.
 */
export function plainName(
  archive: { name: string; kind: string },
  parameters: Pick<SimilarParameters, 'endings' | 'regions'>,
): PlainName {
  const name = squeezed(archive.name)
  const bare = withoutEndings(name, longestFirst(parameters.endings))
  const isOrganisation = archive.kind === 'organisation' || bare !== name
  if (!isOrganisation) return { core: name, regions: [], isOrganisation }
  const [core, regions] = withoutRegions(bare, longestFirst(parameters.regions))
  return { core, regions, isOrganisation }
}

const numerals =
  /[0-9\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341\u767e\u7532\u4e59\u4e19\u4e01]/u

/** One character added, left out or exchanged; a number is not a slip of the pen (一分店 is not 二分店). */
export function isOneSlipApart(one: string, other: string): boolean {
  const [a, b] = [[...one], [...other]]
  if (one === other || Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start += 1
  let end = 0
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end += 1
  const middles = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  if (middles.some((middle) => middle.length > 1)) return false
  return !middles.some((middle) => numerals.test(middle.join('')))
}

const shared = (one: readonly string[], other: readonly string[]): string[] =>
  [...new Set(one)].filter((value) => other.includes(value)).sort()

const isPhone = (digits: string): boolean => digits.length >= shortestPhone
const isMasked = (text: string): boolean => text.includes('*')
const isNumber = (text: string): boolean => text.length >= shortestNumber && !isMasked(text)

function nameAgreement(a: Comparable, b: Comparable, parameters: SimilarParameters): Agreement[] {
  if (a.core === '' || b.core === '') return []
  const isElsewhere =
    a.regions.length > 0 && b.regions.length > 0 && shared(a.regions, b.regions).length === 0
  // 北京宏达 and 深圳宏达 are two companies.
  if (isElsewhere) return []
  if (a.core === b.core) return [{ because: 'name', value: a.core }]
  const isLong = Math.min(lettersOf(a.core), lettersOf(b.core)) >= parameters.nameErrorFrom
  if (isLong && isOneSlipApart(a.core, b.core))
    return [{ because: 'near_name', value: [a.core, b.core].sort().join(' ') }]
  if (a.spoken !== '' && a.spoken === b.spoken) return [{ because: 'pinyin', value: a.spoken }]
  return []
}

const nameWeights = {
  name: ['person_name', 'organisation_name'],
  near_name: ['person_near_name', 'organisation_near_name'],
  pinyin: ['person_pinyin', 'organisation_pinyin'],
} as const satisfies Partial<Record<ReasonName, readonly [Weight, Weight]>>

function weightOf(because: ReasonName, isOrganisation: boolean): Weight {
  if (because === 'phone' || because === 'masked_phone' || because === 'product') return because
  return nameWeights[because][isOrganisation ? 1 : 0]
}

export function strengthOf(score: number, parameters: SimilarParameters): Strength {
  if (score >= parameters.likelyFrom) return 'likely'
  return score >= parameters.possibleFrom ? 'possible' : 'none'
}

/** CUS-6: what two archives have in common, how much that is worth, and whether they may be the same customer. */
export function likeness(a: Comparable, b: Comparable, parameters: SimilarParameters): Likeness {
  const phones = shared(a.phones, b.phones).filter(isPhone)
  const [plain] = phones.filter((phone) => !isMasked(phone))
  const [masked] = phones.filter(isMasked)
  const [number] = shared(a.numbers, b.numbers).filter(isNumber)
  const phone = plain ?? masked
  const reasons: Agreement[] = [
    ...(phone === undefined
      ? []
      : [{ because: plain === undefined ? ('masked_phone' as const) : ('phone' as const), value: phone }]),
    ...(number === undefined ? [] : [{ because: 'product' as const, value: number }]),
    ...nameAgreement(a, b, parameters),
  ]
  // A company and a person of one name are as little the same as two persons of one name.
  const isOrganisation = a.isOrganisation && b.isOrganisation
  const score = reasons.reduce(
    (sum, reason) => sum + parameters.weights[weightOf(reason.because, isOrganisation)],
    0,
  )
  return { reasons, score, strength: strengthOf(score, parameters) }
}

export type KeyKind = 'phone' | 'name' | 'pinyin' | 'product'
export interface Key {
  kind: KeyKind
  key: string
}

const withOneLeftOut = (core: string): string[] => {
  const letters = [...core]
  return letters.map((_, at) => [...letters.slice(0, at), ...letters.slice(at + 1)].join(''))
}

/**
 * CUS-6: the keys under which an archive is looked for. Two archives that come to `possible` share a phone, a product
 * number, or an agreement of names that is worth it alone; so exactly those agreements need keys. Two names one slip
 * apart share a form with one character left out.
 */
export function keysOf(archive: Omit<Comparable, 'numbers'>, parameters: SimilarParameters): Key[] {
  const { core, spoken, isOrganisation } = archive
  const isEnough = (because: ReasonName) =>
    parameters.weights[weightOf(because, isOrganisation)] >= parameters.possibleFrom
  const phones = [...new Set(archive.phones)].filter(isPhone).map((key) => ({ kind: 'phone' as const, key }))
  if (core === '' || lettersOf(core) > longestCore) return phones
  const isSlippery = isEnough('near_name') && lettersOf(core) >= parameters.nameErrorFrom
  const names = isSlippery ? [core, ...withOneLeftOut(core)] : isEnough('name') ? [core] : []
  return [
    ...phones,
    ...[...new Set(names)].map((key) => ({ kind: 'name' as const, key })),
    ...(isEnough('pinyin') && spoken !== '' ? [{ kind: 'pinyin' as const, key: spoken }] : []),
  ]
}

/** The numbers of products that can tell who owns them: masked and short ones cannot. */
export const tellingNumbers = (numbers: readonly (string | null)[]): string[] => [
  ...new Set(numbers.filter((one): one is string => one !== null && isNumber(one))),
]
