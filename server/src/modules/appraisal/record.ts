import type { Ctx } from '../../platform/ctx'
import { dec, plain } from '../../kernel/money'
import { canRefresh } from './card-states.rules'
import { sectionViews } from './card-view.rules'
import { movedItems } from './commands'
import { evidenceOfCard } from './details.store'
import { Snapshot } from './http.schemas'
import { abilities } from './policy'
import { cardRow, evidenceCounts, named, ownCards, stateOf, versionRow, versionsOf } from './queries'
import { loadDetails, pointsOf, type LoadedCard } from './rescore'

const text = (value: string | null): string | null => (value === null ? null : plain(dec(value)))
const markOf = (at: Date | null, by: string | null) => (at && by !== null ? { at, by } : null)

async function liveOf(ctx: Ctx, loaded: LoadedCard) {
  if (!canRefresh(loaded.card.state)) return { systemNow: new Map<string, never>(), totalNow: null }
  const systemNow = await movedItems(ctx, loaded)
  if (systemNow.size === 0) return { systemNow, totalNow: null }
  const items = [...loaded.items]
  for (const [key, system] of systemNow) {
    const at = items.findIndex((item) => item.key === key)
    const known = items[at] ?? {
      key,
      hand: null,
      reason: null,
      basis: null,
      ratedAt: null,
      ratedByName: null,
    }
    items.splice(at < 0 ? items.length : at, at < 0 ? 0 : 1, { ...known, system })
  }
  return { systemNow, totalNow: pointsOf({ ...loaded, items }).total }
}

/** APR-3, APR-4: a card as its form, with what moved since, contests, versions and what the reader may do. */
export async function cardRecord(ctx: Ctx, id: string) {
  const row = await cardRow(ctx, id)
  const loaded = await loadDetails(ctx, { ...row, state: stateOf(row.state) })
  const { terms, items, deductions, contests } = loaded
  const result = pointsOf(loaded)
  const { systemNow, totalNow } = await liveOf(ctx, loaded)
  const evidence = await evidenceCounts(ctx, id)
  const [head] = await named(ctx, [row])
  if (!head) throw new Error('a card without a row')
  const template = terms.template
  return {
    ...head,
    templateName: template.name,
    full: template.full,
    isExample: template.example ?? false,
    gradeName: terms.grades.grades.find((grade) => grade.key === row.grade)?.name ?? null,
    coefficient: text(row.coefficient),
    grades: terms.grades.grades.map(({ key, name, atLeast }) => ({ key, name, atLeast })),
    sections: sectionViews({ template, result, items, deductions, contests, systemNow, evidence }),
    contests: contests.map((contest) => ({
      ...contest,
      totalBefore: text(contest.totalBefore),
      totalAfter: text(contest.totalAfter),
    })),
    versions: (await versionsOf(ctx, id)).map(versionView),
    totalNow,
    scored: markOf(row.scoredAt, row.scoredBy),
    reviewed: markOf(row.reviewedAt, row.reviewedBy),
    confirmed: markOf(row.confirmedAt, row.confirmedBy),
    filed: markOf(row.filedAt, row.filedBy),
    can: abilities(ctx.actor, {
      ...loaded.card,
      hasOpenContest: contests.some((contest) => contest.state === 'open'),
    }),
  }
}

const versionView = <Row extends { state: string; total: string }>(row: Row) => ({
  ...row,
  state: stateOf(row.state),
  total: plain(dec(row.total)),
})

/** APR-17: one version of a card as it was scored. */
export async function cardVersion(ctx: Ctx, id: string, number: number) {
  const { snapshot, ...row } = await versionRow(ctx, id, number)
  return { ...versionView(row), result: Snapshot.parse(snapshot).result }
}

/** APR-4: the facts behind one item of a card, those that cost points first. */
export async function cardEvidence(ctx: Ctx, id: string, key: string) {
  const row = await cardRow(ctx, id)
  const { contests } = await loadDetails(ctx, { ...row, state: stateOf(row.state) })
  const evidence = await evidenceOfCard(ctx, id, key)
  const items = evidence.map(({ itemKey, ...fact }) => {
    const contest = contests.findLast(
      (other) =>
        other.itemKey === itemKey && other.subjectKind === fact.factKind && other.subjectId === fact.sourceId,
    )
    return { ...fact, contest: contest?.state ?? null }
  })
  return { items }
}

/** APR-15: the own cards and one of them opened: the month asked for, or the newest. */
export async function myCards(ctx: Ctx, month?: string) {
  const items = await ownCards(ctx)
  const wanted = month ? items.find((card) => card.month === month) : items[0]
  return { items, current: wanted ? await cardRecord(ctx, wanted.id) : null }
}
