import { addDays, monthRange, type Month } from '../../kernel/civil-date'
import {
  addDeduction,
  cardEvidence,
  cardRecord,
  cardsOfMonth,
  contestEvidence,
  currentCards,
  decideContest,
  moveCard,
  openCards,
  saveDefinition,
  scoreCardOf,
  setItem,
  type CardInput,
  type CardItem,
  type CardTemplate,
  type MonthCard,
} from '../../modules/appraisal'
import type { PastDoer } from '../../modules/service'
import type { Ctx } from '../../platform/ctx'
import type { Chance } from '../random'
import type { Story } from '../story'
import type { Words } from '../words'
import type { Stage } from './stage'

/** The 产值 targets that the pack leaves to the company: a new version of the card, as a company would make one. */
export async function setCardTargets(ctx: Ctx, story: Story): Promise<void> {
  for (const { card, item, target } of story.cardTargets) {
    const found = (await currentCards(ctx)).find(({ key }) => key === card)
    if (!found) throw new Error(`The pack has no card ${card}.`)
    const sections = found.body.sections.map((section) => ({
      ...section,
      items: section.items.map((other) => (other.key === item ? { ...other, target } : other)),
    }))
    const body = { ...found.body, sections }
    await saveDefinition(ctx, { kind: 'card', key: card, version: found.version, body, note: target })
  }
}

/** How far the cards of a month have come: filed, some contested, or all kinds of states. */
export type Progress = 'filed' | 'confirmed' | 'mixed'

export interface CardCast {
  story: Story
  words: Words
  chance: Chance
  stage: Stage
  people: ReadonlyMap<string, PastDoer>
  /** The people whose pay moves with the month: owners of orders and those who do the work. */
  earners: readonly string[]
  /** Who holds a position first. */
  holder(position: string): PastDoer
}

const rated = (chance: Chance, from: number, to: number): string =>
  (Math.round(chance.between(from, to) * 1000) / 1000).toFixed(3)

/** What a rater would write for an item that nobody has rated. */
function ratingOf(chance: Chance, item: CardItem): CardInput | null {
  const share = chance.between(0.78, 1)
  switch (item.kind) {
    case 'goal':
      return { points: String(Math.floor(Number(item.full) * share)) }
    case 'band':
      return { value: rated(chance, 0.88, 1) }
    case 'level':
      return { level: chance.weighed(item.levels, (level) => (Number(level.deduct ?? 0) <= 4 ? 6 : 1)).key }
    case 'level_range': {
      const level = chance.weighed(item.levels, (each) => 1 + Number(each.pointsTo))
      // A border named “above” does not belong to its class.
      const over = level.above === undefined ? undefined : String(Number(level.above) + 1)
      const value = level.atMost ?? over ?? level.atLeast ?? '1'
      return { level: level.key, value, points: level.pointsTo }
    }
    default:
      return null
  }
}

const itemsOf = (template: CardTemplate) => template.sections.flatMap((section) => section.items)

class CardWork {
  constructor(
    private readonly cast: CardCast,
    private readonly month: Month,
    private card: MonthCard,
    private readonly template: CardTemplate,
  ) {}

  private get target() {
    return { id: this.card.id, version: this.card.version }
  }

  private async done<R>(work: Promise<R>): Promise<void> {
    await work
    this.card = { ...this.card, version: this.card.version + 1 }
  }

  private by(position: string, days: number): Ctx {
    const day = addDays(monthRange(this.month).to, days)
    return this.cast.stage.on(day, '10:00', this.cast.holder(position))
  }

  private rater(): string {
    return (
      this.cast.story.raters.find(({ scheme }) => scheme === this.card.schemeKey)?.by ??
      this.cast.story.reviewer
    )
  }

  /** The position that rates this card; nobody rates himself. */
  private raterOf(): Ctx {
    const own = this.isOf(this.rater())
    return this.by(own ? this.reviewer() : this.rater(), 2)
  }

  private isOf(position: string): boolean {
    return this.cast.holder(position).id === this.card.personId
  }

  private reviewer(): string {
    const { reviewer, top } = this.cast.story
    return this.isOf(reviewer) ? top : reviewer
  }

  async rate(): Promise<void> {
    const { chance, words } = this.cast
    const ctx = this.raterOf()
    const items = itemsOf(this.template)
    for (const item of items) {
      const isOpen = this.card.missing.includes(item.key)
      const byHand = item.kind === 'band' && item.indicator === undefined && chance.happens(0.7)
      const input = isOpen || byHand ? ratingOf(chance, item) : null
      if (input) await this.done(setItem(ctx, this.target, { key: item.key, input, reason: '' }))
    }
    const deductions = items.filter(({ kind }) => kind === 'deduction')
    if (deductions.length === 0 || !chance.happens(0.22)) return
    const occurredOn = addDays(monthRange(this.month).from, chance.whole(2, 25))
    const entry = {
      itemKey: chance.pick(deductions).key,
      occurredOn,
      note: chance.pick(words.deductionNotes),
    }
    await this.done(addDeduction(ctx, this.target, { ...entry, orderId: null, orderNumber: null }))
  }

  async score(): Promise<void> {
    await this.done(scoreCardOf(this.raterOf(), this.target))
  }

  async move(move: 'review' | 'confirm' | 'file' | 'return'): Promise<void> {
    const { story, words, chance, stage, people } = this.cast
    const note = move === 'return' ? chance.pick(words.returnReasons) : ''
    if (move === 'confirm') {
      const ctx = stage.on(
        addDays(monthRange(this.month).to, 4),
        '17:00',
        people.get(this.card.personId) ?? null,
      )
      return this.done(moveCard(ctx, this.target, { move, note }))
    }
    const who = move === 'file' ? story.filer : this.reviewer()
    await this.done(moveCard(this.by(who, move === 'file' ? 6 : 3), this.target, { move, note }))
  }

  /** APR-18: the employee names one late order or one return that he does not answer for. */
  async contest(): Promise<{ decide(decision: 'excluded' | 'kept'): Promise<void> } | null> {
    const { stage, people, words, chance } = this.cast
    const mine = stage.on(
      addDays(monthRange(this.month).to, 3),
      '14:00',
      people.get(this.card.personId) ?? null,
    )
    for (const item of itemsOf(this.template)) {
      if (item.kind !== 'per_excess' && !(item.kind === 'band' && item.indicator)) continue
      const { items } = await cardEvidence(mine, this.card.id, item.key)
      const against = items.find(({ isAgainst }) => isAgainst)
      if (!against) continue
      const subject = { itemKey: item.key, subjectKind: against.factKind, subjectId: against.sourceId }
      await this.done(
        contestEvidence(mine, this.target, { ...subject, reason: chance.pick(words.contestReasons) }),
      )
      return {
        decide: async (decision) => {
          const ctx = this.by(this.reviewer(), 4)
          const { contests } = await cardRecord(ctx, this.card.id)
          const open = contests.find(({ state }) => state === 'open')
          const reason = words.contestDecisions[decision]
          if (open) await this.done(decideContest(ctx, this.target, { contestId: open.id, decision, reason }))
        },
      }
    }
    return null
  }
}

/** The last month: cards in every state, one of them with an open contest. */
async function mixed(work: CardWork, at: number): Promise<void> {
  const stop = at % 6
  if (stop === 0) return
  await work.rate()
  await work.score()
  if (stop === 1) return
  if (stop === 2) return work.move('return')
  if (stop === 3) return void (await work.contest())
  await work.move('review')
  if (stop === 4) return
  await work.move('confirm')
}

/** Gives whether the employee found something to contest. */
async function whole(work: CardWork, file: boolean, contested: 'excluded' | 'kept' | null): Promise<boolean> {
  await work.rate()
  await work.score()
  const contest = contested && (await work.contest())
  if (contest && contested) await contest.decide(contested)
  await work.move('review')
  await work.move('confirm')
  if (file) await work.move('file')
  return contest !== null
}

/** APR-5, PCK-4: the cards of a month, opened and taken as far as the month's progress says. */
export async function makeCards(cast: CardCast, month: Month, progress: Progress): Promise<void> {
  const opened = cast.stage.on(addDays(monthRange(month).to, 1), '09:00', cast.holder(cast.story.filer))
  await openCards(opened, { month, unitId: null })
  const templates = new Map((await currentCards(opened)).map((card) => [card.key, card.body]))
  const cards = await cardsOfMonth(opened, month)
  let contests = 0
  for (const [at, card] of cards.entries()) {
    const template = templates.get(card.templateKey)
    if (!template) continue
    const work = new CardWork(cast, month, card, template)
    if (progress === 'mixed') {
      await mixed(work, at)
      continue
    }
    const isContested = contests < (progress === 'confirmed' ? 2 : 1)
    const decision = isContested ? (contests % 2 === 0 ? ('excluded' as const) : ('kept' as const)) : null
    const did = await whole(work, progress === 'filed' || at % 2 === 0, decision)
    if (did) contests += 1
  }
}
