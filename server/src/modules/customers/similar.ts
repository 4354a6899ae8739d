import { sql } from 'kysely'
import { AppError } from '../../kernel/errors'
import type { Ctx } from '../../platform/ctx'
import { tables } from '../../platform/db'
import { personNames } from '../org'
import type { SimilarCustomer } from './duplicates.schemas'
import { comparable } from './indexing'
import { archivesOf, customersByKeys } from './keys.store'
import { customerRows } from './rows'
import { digitsOf } from './rules'
import type { Contact, Phone } from './schemas'
import { keysOf, likeness, type Comparable, type Likeness, type SimilarParameters } from './similar.rules'
import { similarParameters } from './similar.settings'
import type { Own } from './store'

/** What is known of a customer that is about to be entered. */
export interface Draft {
  name: string
  kind: string
  phones: readonly string[]
}

const shown = 20

/** Namesakes by the letter: worth showing while somebody types, even where the name alone says little. */
async function namesakes(ctx: Ctx, names: readonly string[]): Promise<{ id: string; name: string }[]> {
  const wanted = [...new Set(names.map((name) => name.trim()).filter(Boolean))]
  if (wanted.length === 0) return []
  return tables<Own>(ctx.tx)
    .selectFrom('customersCustomers')
    .select(['id', 'name'])
    .where('companyId', '=', ctx.company.id)
    .where('mergedInto', 'is', null)
    .where(sql<boolean>`name collate "C" = any(${wanted}::text[])`)
    .orderBy('id')
    .limit(shown * wanted.length)
    .execute()
}

export interface Met {
  id: string
  name: string
  like: Likeness
}

const byScore = (a: Met, b: Met): number => b.like.score - a.like.score || (a.id < b.id ? -1 : 1)

function compare(
  draft: Comparable,
  ids: Iterable<string>,
  known: { archives: Awaited<ReturnType<typeof archivesOf>>; parameters: SimilarParameters },
): Met[] {
  const { archives, parameters } = known
  return [...new Set(ids)]
    .flatMap((id) => archives.get(id) ?? [])
    .map((row) => ({
      id: row.id,
      name: row.name,
      like: likeness(draft, comparable(row, parameters), parameters),
    }))
    .filter((met) => met.like.reasons.length > 0)
    .sort(byScore)
}

/**
 * CUS-6: for each draft the archives that have something in common with it, the likeliest first. Three statements for
 * any number of drafts; one index range for each key.
 */
export async function metBy(
  ctx: Ctx,
  drafts: readonly Draft[],
  options: { withNamesakes: boolean },
): Promise<Met[][]> {
  const parameters = await similarParameters(ctx)
  if (!parameters) return drafts.map(() => [])
  const compared = drafts.map((draft) => {
    const phones = draft.phones.map(digitsOf)
    return comparable({ ...draft, phones, numbers: [] }, parameters)
  })
  const keys = compared.flatMap((draft, at) => keysOf(draft, parameters).map((key) => ({ ...key, at })))
  const found = await customersByKeys(ctx, keys, parameters.crowded)
  const same = options.withNamesakes
    ? await namesakes(
        ctx,
        drafts.map((draft) => draft.name),
      )
    : []
  const archives = await archivesOf(ctx, [...new Set([...found, ...same].map(({ id }) => id))])
  const byDraft = new Map<number, string[]>()
  for (const { at, id } of found) byDraft.set(at, [...(byDraft.get(at) ?? []), id])
  return compared.map((draft, at) => {
    const namesake = same.filter(({ name }) => name === drafts[at]?.name.trim()).map(({ id }) => id)
    return compare(draft, [...(byDraft.get(at) ?? []), ...namesake], { archives, parameters })
  })
}

async function shownOf(ctx: Ctx, met: readonly Met[]): Promise<SimilarCustomer[]> {
  const rows = await customerRows(
    ctx,
    met.map(({ id }) => id),
  )
  const names = await personNames(
    ctx,
    [...rows.values()].map((row) => row.responsiblePersonId),
  )
  return met.flatMap(({ id, like }) => {
    const row = rows.get(id)
    if (!row) return []
    return {
      id,
      name: row.name,
      phone: row.phone,
      region: row.region,
      responsiblePersonName: names.get(row.responsiblePersonId ?? '') ?? null,
      strength: like.strength,
      reasons: like.reasons,
    }
  })
}

/** CUS-6: who may be meant, company-wide, while somebody types; so that nobody is entered twice. */
export async function similarCustomers(
  ctx: Ctx,
  input: { phone?: string; name?: string; kind?: string; except?: string },
): Promise<{ items: SimilarCustomer[] }> {
  const draft = {
    name: (input.name ?? '').trim(),
    kind: input.kind ?? 'person',
    phones: input.phone ? [input.phone] : [],
  }
  const [met = []] = await metBy(ctx, [draft], { withNamesakes: true })
  const others = met.filter(({ id }) => id !== input.except).slice(0, shown)
  return { items: await shownOf(ctx, others) }
}

/** CUS-6: refuses a new archive that may be there already, with those it may be; the user may insist. */
export async function checkDuplicates(
  ctx: Ctx,
  input: { name: string; kind: string; phones: readonly Phone[]; contacts: readonly Contact[] },
): Promise<void> {
  const phones = [...input.phones, ...input.contacts.flatMap((contact) => contact.phones)]
  const draft = { ...input, phones: phones.map(({ phone }) => phone) }
  const [met = []] = await metBy(ctx, [draft], { withNamesakes: false })
  const candidates = met.filter(({ like }) => like.strength !== 'none').slice(0, shown)
  if (candidates.length === 0) return
  throw new AppError('conflict', 'customers.maybe_duplicate', {
    candidates: await shownOf(ctx, candidates),
  })
}
