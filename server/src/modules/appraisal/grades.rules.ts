import { dec, type Decimal } from '../../kernel/money'
import type { GradeTable } from './schemas'

export interface Graded {
  grade: string
  /** What pays where the scheme's factor is the grade (PAY-1). */
  coefficient: string
}

/** APR-6: the best grade whose lower bound the score reaches; the bound belongs to the better grade. */
export function gradeOf(score: Decimal, table: GradeTable): Graded | null {
  const reached = table.grades.filter((grade) => score.greaterThanOrEqualTo(grade.atLeast))
  const [best] = reached.sort((a, b) => dec(b.atLeast).comparedTo(a.atLeast))
  return best === undefined ? null : { grade: best.key, coefficient: best.coefficient }
}
