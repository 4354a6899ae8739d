import { addMonths, type CivilDate } from '../../kernel/civil-date'
import type { Clause } from './schemas'

export type Missing = 'start' | 'mileage' | 'hours'
export type Lapse = 'not_started' | 'time' | 'mileage' | 'hours'
export type Answer = 'covered' | 'not_covered' | 'partly' | 'unknown'

/** What is known of the product; `seen` are the last readings, which can only have grown since. */
export interface Covered {
  deliveredOn: CivilDate | null
  exWorksOn: CivilDate | null
  /** Agreed start of the warranty; goes before both dates. */
  warrantyStartsOn: CivilDate | null
  seen: { mileageKm: number | null; hours: number | null; on: CivilDate | null }
}

/** The fault: when, at what reading, in which assembly (null: not said). */
export interface Fault {
  on: CivilDate
  mileageKm: number | null
  hours: number | null
  assembly: string | null
}

export interface JudgedClause extends Clause {
  state: 'in_force' | 'lapsed' | 'unknown'
  because: Lapse | null
  missing: Missing[]
  startsOn: CivilDate | null
  endsOn: CivilDate | null
}

export interface Coverage {
  answer: Answer
  missing: Missing[]
  clauses: JudgedClause[]
}

const startOf = (clause: Clause, product: Covered): CivilDate | null => {
  const { deliveredOn, exWorksOn, warrantyStartsOn } = product
  if (warrantyStartsOn !== null) return warrantyStartsOn
  return clause.startsFrom === 'delivery' ? (deliveredOn ?? exWorksOn) : (exWorksOn ?? deliveredOn)
}

type Limited = 'in_force' | 'lapsed' | 'missing'

/**
 * A reading is within its limit, beyond it, or not known. An older reading beyond the limit decides as well, because
 * readings only grow; one below it decides nothing.
 */
function byReading(limit: number | null, reading: number | null, olderReading: number | null): Limited {
  if (limit === null) return 'in_force'
  if (reading !== null) return reading <= limit ? 'in_force' : 'lapsed'
  return olderReading !== null && olderReading > limit ? 'lapsed' : 'missing'
}

/**
 * AST-2, AST-5: one clause at one moment. Time and readings run beside each other and the first to be reached ends the
 * clause. The start day counts as day 0, so a period of months ends with the day of the same number.
 */
export function judgeClause(clause: Clause, product: Covered, fault: Fault): JudgedClause {
  const startsOn = startOf(clause, product)
  const endsOn = startsOn !== null && clause.months !== null ? addMonths(startsOn, clause.months) : null
  const isOlder = product.seen.on !== null && product.seen.on <= fault.on
  const mileage = byReading(clause.mileageKm, fault.mileageKm, isOlder ? product.seen.mileageKm : null)
  const hours = byReading(clause.hours, fault.hours, isOlder ? product.seen.hours : null)
  const judged = (state: JudgedClause['state'], because: Lapse | null, missing: Missing[] = []) => ({
    ...clause,
    startsOn,
    endsOn,
    state,
    because,
    missing,
  })
  if (startsOn !== null && fault.on < startsOn) return judged('lapsed', 'not_started')
  if (endsOn !== null && fault.on > endsOn) return judged('lapsed', 'time')
  if (mileage === 'lapsed') return judged('lapsed', 'mileage')
  if (hours === 'lapsed') return judged('lapsed', 'hours')
  const missing: Missing[] = [
    ...(clause.months !== null && startsOn === null ? (['start'] as const) : []),
    ...(mileage === 'missing' ? (['mileage'] as const) : []),
    ...(hours === 'missing' ? (['hours'] as const) : []),
  ]
  return missing.length > 0 ? judged('unknown', null, missing) : judged('in_force', null)
}

/** What the clauses for one and the same thing say together: parts by one and labour by another make it whole. */
function together(clauses: JudgedClause[]): Answer {
  const paid = new Set(clauses.filter((clause) => clause.state === 'in_force').map((clause) => clause.covers))
  if (paid.has('parts_and_labour') || (paid.has('parts') && paid.has('labour'))) return 'covered'
  if (clauses.some((clause) => clause.state === 'unknown')) return 'unknown'
  return paid.size > 0 ? 'partly' : 'not_covered'
}

function whole(answers: Answer[]): Answer {
  const has = (answer: Answer) => answers.includes(answer)
  if (has('partly') || (has('covered') && has('not_covered'))) return 'partly'
  if (has('unknown')) return 'unknown'
  return has('covered') ? 'covered' : 'not_covered'
}

/**
 * AST-2: covered, not covered or covered in part, with the clauses that say so. A clause for an assembly goes before
 * the one for the product as a whole, in both directions: wearing parts shorter, the power train longer. Without an
 * assembly the answer is about the whole product: in part as soon as its parts differ. `unknown` names what is
 * missing instead of guessing.
 */
export function coverage(warranty: readonly Clause[], product: Covered, fault: Fault): Coverage {
  const clauses = warranty.map((clause) => judgeClause(clause, product, fault))
  const of = (assembly: string | null) => clauses.filter((clause) => clause.assembly === assembly)
  const own = fault.assembly === null ? [] : of(fault.assembly)
  const named = own.length > 0 ? own : of(null)
  const assemblies = [...new Set(clauses.flatMap((clause) => clause.assembly ?? []))]
  const relevant = fault.assembly === null ? clauses : named
  const answer =
    fault.assembly === null
      ? whole([together(of(null)), ...assemblies.map((assembly) => together(of(assembly)))])
      : together(named)
  const missing = [...new Set(relevant.flatMap((clause) => clause.missing))]
  return { answer, missing: answer === 'unknown' ? missing : [], clauses: relevant }
}
