import type { Ctx } from '../../platform/ctx'
import { addJob } from '../../platform/jobs'
import { indexTerms, spokenInFull } from '../../platform/search'
import { archivesOf, mergedNames, ownersOfKeys, writeKeys, type ArchiveRow } from './keys.store'
import { digitsOf } from './rules'
import type { Contact, Phone } from './schemas'
import { keysOf, plainName, tellingNumbers, type Comparable, type SimilarParameters } from './similar.rules'
import { similarParameters } from './similar.settings'

export interface Findable {
  id: string
  name: string
  kind: string
  code?: string | null
  phones: readonly Phone[]
  contacts: readonly Contact[]
}

const pairsAtOnce = 1000

/** CUS-6: an archive as it is compared with others. */
export function comparable(
  archive: Pick<ArchiveRow, 'name' | 'kind' | 'phones' | 'numbers'>,
  parameters: SimilarParameters,
): Comparable {
  const plain = plainName(archive, parameters)
  const { phones, numbers } = archive
  return { ...plain, phones, numbers, spoken: spokenInFull(plain.core) }
}

const phonesOf = (customer: Findable): string[] =>
  [...customer.phones, ...customer.contacts.flatMap((contact) => contact.phones)].map(({ phone }) =>
    digitsOf(phone),
  )

/** Queues the search for duplicates of some customers, after the commit: so two who enter the same at once are found. */
export async function queuePairs(ctx: Ctx, ids: readonly string[]): Promise<void> {
  for (let at = 0; at < ids.length; at += pairsAtOnce)
    await addJob(
      ctx,
      'customers.findPairs',
      { ids: ids.slice(at, at + pairsAtOnce) },
      { queue: `customers.pairs:${ctx.company.id}` },
    )
}

/** Makes the queue of a new company, so that no long import is the one that makes it and lets others wait. */
export const openPairs = (ctx: Ctx): Promise<void> =>
  addJob(ctx, 'customers.findPairs', { ids: [] }, { queue: `customers.pairs:${ctx.company.id}` })

async function indexKeys(ctx: Ctx, customers: readonly Findable[]): Promise<void> {
  const parameters = await similarParameters(ctx)
  if (!parameters) return
  await writeKeys(
    ctx,
    customers.map(({ id }) => id),
    customers.map((customer) => {
      const archive = { name: customer.name, kind: customer.kind, phones: phonesOf(customer), numbers: [] }
      return {
        customerId: customer.id,
        sourceId: customer.id,
        keys: keysOf(comparable(archive, parameters), parameters),
      }
    }),
  )
}

/**
 * CUS-6, CUS-7: a customer is found by name, code, every phone and every contact, and by the names of archives that
 * were merged into it; and it is compared with others.
 */
export async function indexCustomers(ctx: Ctx, customers: readonly Findable[]): Promise<void> {
  const ids = customers.map(({ id }) => id)
  const merged = await mergedNames(ctx, ids)
  await indexTerms(
    ctx,
    'customer',
    customers.map((customer) => ({
      id: customer.id,
      texts: [
        customer.name,
        customer.code,
        ...customer.phones.map((phone) => phone.phone),
        ...customer.contacts.flatMap((contact) => [
          contact.name,
          ...contact.phones.map((phone) => phone.phone),
        ]),
        ...merged.filter((one) => one.mergedInto === customer.id).map((one) => one.name),
      ],
    })),
  )
  await indexKeys(ctx, customers)
  await queuePairs(ctx, ids)
}

/** CUS-6: a merged archive is no longer found nor compared. */
export async function forgetCustomer(ctx: Ctx, id: string): Promise<void> {
  await indexTerms(ctx, 'customer', [{ id, texts: [] }])
  await writeKeys(ctx, [id], [])
}

/** CUS-6: writes the keys of stored archives anew, for a search from the start. */
export async function rewriteKeys(ctx: Ctx, ids: readonly string[]): Promise<void> {
  const parameters = await similarParameters(ctx)
  if (!parameters) return
  const archives = [...(await archivesOf(ctx, ids)).values()]
  await writeKeys(
    ctx,
    ids,
    archives.map((archive) => ({
      customerId: archive.id,
      sourceId: archive.id,
      keys: keysOf(comparable(archive, parameters), parameters),
    })),
  )
}

/** A product with its owner and the numbers on it. */
export interface OwnedNumbers {
  productId: string
  customerId: string | null
  numbers: readonly (string | null)[]
}

/** CUS-6: who owns a VIN, a serial number or a plate, in sets; masked numbers say nothing. */
export async function keepNumbers(ctx: Ctx, products: readonly OwnedNumbers[]): Promise<void> {
  if (products.length === 0) return
  const sources = products.map(({ productId }) => productId)
  const before = await ownersOfKeys(ctx, sources)
  const owned = products.flatMap(({ productId, customerId, numbers }) =>
    customerId === null
      ? []
      : [
          {
            customerId,
            sourceId: productId,
            keys: tellingNumbers(numbers).map((key) => ({ kind: 'product' as const, key })),
          },
        ],
  )
  await writeKeys(ctx, sources, owned)
  const after = owned.filter(({ keys }) => keys.length > 0).map(({ customerId }) => customerId)
  await queuePairs(ctx, [...new Set([...before, ...after])])
}
