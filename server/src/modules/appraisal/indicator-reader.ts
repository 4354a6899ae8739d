import { monthOf } from '../../kernel/civil-date'
import { dec, plain } from '../../kernel/money'
import type { Ctx } from '../../platform/ctx'
import { indicatorFacts, indicatorValue } from '../indicators'
import { exactText, type Basis, type EvidenceFact } from './values.rules'

type Role = 'owner' | 'technician' | 'lead_technician'

export interface IndicatorAsk {
  code: string
  period: { from: string; to: string }
  /** Null for the whole company's value. */
  personId: string | null
  personRole: Role | null
}

export interface IndicatorReading {
  basis: Basis
  facts: EvidenceFact[]
}

const pageSize = 200

/**
 * APR-4: a value of a month, a person's with its facts; the company's opens its indicator instead. Read as the server itself: a card must say the same whoever looks
 * at it, however far their own sight of the indicators goes.
 */
export async function readIndicator(reader: Ctx, ask: IndicatorAsk): Promise<IndicatorReading> {
  const ctx: Ctx = { ...reader, actor: { ...reader.actor, kind: 'system' } }
  const question = {
    code: ask.code,
    period: monthOf(ask.period.from),
    ...(ask.personId !== null && { personId: ask.personId }),
    ...(ask.personId !== null && ask.personRole && { personRole: ask.personRole }),
  }
  const { definition, exact, targets } = await indicatorValue(ctx, question)
  const role = ask.personRole ?? definition.personRole ?? 'owner'
  return {
    basis: {
      indicator: ask.code,
      name: { zh: definition.name, en: definition.nameEn || definition.name },
      formula: definition.formula,
      role: ask.personId === null ? 'company' : role,
      ...ask.period,
      value: exact === null ? null : exactText(exact),
      target: targets[0]?.demanded ?? null,
    },
    facts: ask.personId === null ? [] : await allFacts(ctx, question, { personId: ask.personId, role }),
  }
}

type Question = Parameters<typeof indicatorFacts>[1]
type Page = Awaited<ReturnType<typeof indicatorFacts>>

async function allFacts(
  ctx: Ctx,
  question: Omit<Question, 'limit' | 'cursor'>,
  person: { personId: string; role: string },
): Promise<EvidenceFact[]> {
  const facts: EvidenceFact[] = []
  let cursor: string | undefined
  do {
    const page: Page = await indicatorFacts(ctx, { ...question, limit: pageSize, cursor })
    facts.push(...page.items.map((fact) => factOf(fact, person)))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return facts
}

function factOf(
  fact: Page['items'][number],
  { personId, role }: { personId: string; role: string },
): EvidenceFact {
  const part = fact.people.find((other) => other.personId === personId && other.role === role)
  const share = role === 'owner' ? '1' : (part?.share ?? '0')
  const quantities = Object.entries(fact.quantities).map(([measure, amount]) => [
    measure,
    plain(dec(amount).times(share)),
  ])
  return {
    factId: fact.id,
    sourceKind: fact.sourceKind,
    sourceId: fact.sourceId,
    sourceNumber: fact.sourceNumber,
    factKind: fact.kind,
    happenedOn: fact.happenedOn,
    quantities: Object.fromEntries(quantities) as Record<string, string>,
  }
}
