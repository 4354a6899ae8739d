import type { ImportIssue, ImportSeverity } from '../../../kernel/importing'

export interface ReasonCount {
  readonly reason: string
  readonly severity: ImportSeverity
  readonly count: number
}

/** Kept of each reason, so that a frequent one does not hide the others. */
export const keptPerReason = 500

/**
 * Collects remarks: counted in full per reason, kept up to a limit. The first error of a line is always kept, so that
 * every bad row of a marked file says why.
 */
export class IssueBag {
  readonly kept: ImportIssue[] = []
  readonly badLines = new Set<number>()
  private readonly counts = new Map<string, { reason: string; severity: ImportSeverity; count: number }>()

  add(issue: ImportIssue): void {
    const key = `${issue.severity} ${issue.reason}`
    const counted = this.counts.get(key) ?? { reason: issue.reason, severity: issue.severity, count: 0 }
    counted.count += 1
    this.counts.set(key, counted)
    const firstOfLine = issue.severity === 'error' && !this.badLines.has(issue.line)
    if (counted.count <= keptPerReason || firstOfLine) this.kept.push(issue)
    if (issue.severity === 'error') this.badLines.add(issue.line)
  }

  /** Counts per reason, errors first, frequent first. */
  summary(): ReasonCount[] {
    return [...this.counts.values()].sort(
      (a, b) => a.severity.localeCompare(b.severity) || b.count - a.count || a.reason.localeCompare(b.reason),
    )
  }

  count(severity: ImportSeverity): number {
    return this.summary().reduce((sum, one) => (one.severity === severity ? sum + one.count : sum), 0)
  }
}
