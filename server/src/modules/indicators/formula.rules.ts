import { dec, plain, type Decimal } from '../../kernel/money'

/** IND-2: an indicator's formula as a tree. `sum` is the sum of a measure over facts of a kind. */
export type Formula =
  | { type: 'number'; value: string }
  | { type: 'sum'; kind: string; measure: string }
  | { type: 'distinct_customers'; months: number }
  | { type: 'negative'; of: Formula }
  | { type: 'operation'; operator: '+' | '-' | '*' | '/'; left: Formula; right: Formula }

export type FormulaErrorReason =
  'unknown_sign' | 'unexpected' | 'unfinished' | 'unknown_function' | 'bad_months'

export interface FormulaError {
  reason: FormulaErrorReason
  /** Where in the text, counted from 0. */
  position: number
  found: string
}

export type ParsedFormula = { ok: true; formula: Formula } | { ok: false; error: FormulaError }

interface Token {
  kind: 'number' | 'name' | 'sign' | 'end'
  text: string
  position: number
}

class FormulaFault extends Error {
  constructor(readonly error: FormulaError) {
    super(error.reason)
  }
}

/** IND-2: reads `handover.on_time / handover.judged`; a fault names its place, so that a form can point at it. */
export function parseFormula(text: string): ParsedFormula {
  try {
    return { ok: true, formula: new Reader(tokensOf(text)).whole() }
  } catch (fault) {
    if (fault instanceof FormulaFault) return { ok: false, error: fault.error }
    throw fault
  }
}

/** The value of a formula; null where it has none, because something is divided by zero. */
export function evaluate(
  formula: Formula,
  sums: (kind: string, measure: string) => Decimal,
  distinct: (months: number) => number,
): Decimal | null {
  switch (formula.type) {
    case 'number':
      return dec(formula.value)
    case 'sum':
      return sums(formula.kind, formula.measure)
    case 'distinct_customers':
      return dec(distinct(formula.months))
    case 'negative':
      return evaluate(formula.of, sums, distinct)?.neg() ?? null
    case 'operation': {
      const left = evaluate(formula.left, sums, distinct)
      const right = evaluate(formula.right, sums, distinct)
      return left === null || right === null ? null : calculate(formula.operator, left, right)
    }
  }
}

/** The sums a formula needs, each once, in the order of the text. */
export function factsOf(formula: Formula): { kind: string; measure: string }[] {
  const found = new Map<string, { kind: string; measure: string }>()
  for (const part of leavesOf(formula)) {
    if (part.type === 'sum')
      found.set(`${part.kind}.${part.measure}`, { kind: part.kind, measure: part.measure })
  }
  return [...found.values()]
}

/** The spans of `distinct_customers(n)` in a formula, in months. */
export function distinctMonthsOf(formula: Formula): number[] {
  const months = leavesOf(formula).flatMap((part) =>
    part.type === 'distinct_customers' ? [part.months] : [],
  )
  return [...new Set(months)]
}

/** The formula with its values filled in: what a value shows when it is opened. */
export function formulaWithValues(
  formula: Formula,
  sums: (kind: string, measure: string) => Decimal,
  distinct: (months: number) => number,
): string {
  switch (formula.type) {
    case 'number':
      return formula.value
    case 'sum':
      return plain(sums(formula.kind, formula.measure))
    case 'distinct_customers':
      return String(distinct(formula.months))
    case 'negative':
      return `-${inBrackets(formula.of, formulaWithValues(formula.of, sums, distinct))}`
    case 'operation': {
      const left = inBrackets(formula.left, formulaWithValues(formula.left, sums, distinct))
      const right = inBrackets(formula.right, formulaWithValues(formula.right, sums, distinct))
      return `${left} ${signs[formula.operator]} ${right}`
    }
  }
}

const signs = { '+': '+', '-': '−', '*': '×', '/': '÷' } as const

function inBrackets(part: Formula, text: string): string {
  return part.type === 'operation' ? `(${text})` : text
}

function leavesOf(formula: Formula): Formula[] {
  if (formula.type === 'negative') return leavesOf(formula.of)
  if (formula.type === 'operation') return [...leavesOf(formula.left), ...leavesOf(formula.right)]
  return [formula]
}

function calculate(operator: '+' | '-' | '*' | '/', left: Decimal, right: Decimal): Decimal | null {
  switch (operator) {
    case '+':
      return left.plus(right)
    case '-':
      return left.minus(right)
    case '*':
      return left.times(right)
    case '/':
      return right.isZero() ? null : left.div(right)
  }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  const pattern = /\s*(?:(\d+(?:\.\d+)?)|([a-z][a-z0-9_]*)|([-+*/().]))/y
  let position = 0
  while (text.slice(position).trim() !== '') {
    pattern.lastIndex = position
    const match = pattern.exec(text)
    if (match === null) {
      const start = position + text.slice(position).search(/\S/)
      throw new FormulaFault({ reason: 'unknown_sign', position: start, found: text.charAt(start) })
    }
    const [, number, name, sign] = match
    const word = number ?? name ?? sign ?? ''
    const kind = number === undefined ? (name === undefined ? 'sign' : 'name') : 'number'
    tokens.push({ kind, text: word, position: pattern.lastIndex - word.length })
    position = pattern.lastIndex
  }
  return [...tokens, { kind: 'end', text: '', position: text.length }]
}

class Reader {
  private next = 0

  constructor(private readonly tokens: Token[]) {}

  whole(): Formula {
    const formula = this.sumOfTerms()
    if (this.look().kind !== 'end') throw this.unexpected()
    return formula
  }

  private sumOfTerms(): Formula {
    let left = this.product()
    for (let operator = this.take('+', '-'); operator !== null; operator = this.take('+', '-')) {
      left = { type: 'operation', operator, left, right: this.product() }
    }
    return left
  }

  private product(): Formula {
    let left = this.factor()
    for (let operator = this.take('*', '/'); operator !== null; operator = this.take('*', '/')) {
      left = { type: 'operation', operator, left, right: this.factor() }
    }
    return left
  }

  private factor(): Formula {
    if (this.take('-') !== null) return { type: 'negative', of: this.factor() }
    if (this.take('(') !== null) {
      const inner = this.sumOfTerms()
      this.need(')')
      return inner
    }
    const token = this.look()
    this.next += 1
    if (token.kind === 'number') return { type: 'number', value: token.text }
    if (token.kind !== 'name') throw this.unexpected(token)
    if (this.look().text === '(') return this.call(token)
    this.need('.')
    const measure = this.look()
    if (measure.kind !== 'name') throw this.unexpected()
    this.next += 1
    return { type: 'sum', kind: token.text, measure: measure.text }
  }

  private call(name: Token): Formula {
    if (name.text !== 'distinct_customers') {
      throw new FormulaFault({ reason: 'unknown_function', position: name.position, found: name.text })
    }
    this.need('(')
    const token = this.look()
    const months = Number(token.text)
    if (token.kind !== 'number' || !Number.isInteger(months) || months < 1) {
      throw new FormulaFault({ reason: 'bad_months', position: token.position, found: token.text })
    }
    this.next += 1
    this.need(')')
    return { type: 'distinct_customers', months }
  }

  private look(): Token {
    return this.tokens[this.next] ?? { kind: 'end', text: '', position: 0 }
  }

  private take<Sign extends string>(...wanted: Sign[]): Sign | null {
    const token = this.look()
    const found = token.kind === 'sign' ? wanted.find((sign) => sign === token.text) : undefined
    if (found === undefined) return null
    this.next += 1
    return found
  }

  private need(sign: string): void {
    if (this.take(sign) === null) throw this.unexpected()
  }

  private unexpected(token: Token = this.look()): FormulaFault {
    const reason = token.kind === 'end' ? 'unfinished' : 'unexpected'
    return new FormulaFault({ reason, position: token.position, found: token.text })
  }
}
