import { newId } from '../../kernel/ids'
import { createCustomers, type NewCustomerRow } from '../../modules/customers'
import { addAlteration, createProducts, type NewProductRow } from '../../modules/products'
import type { Ctx } from '../../platform/ctx'
import type { Days } from '../plan/days'
import type { PlannedCustomer, PlannedProduct } from '../plan/owners'
import type { Chance } from '../random'
import type { Words } from '../words'
import type { Stage } from './stage'

export interface Owners {
  customers: Map<string, string>
  products: Map<string, string>
}

export const customerRow = (
  customer: PlannedCustomer,
  responsiblePersonId: string | null,
): NewCustomerRow => ({
  id: newId(),
  code: null,
  name: customer.name,
  kind: customer.kind,
  region: customer.region,
  address: customer.address,
  source: customer.source,
  responsiblePersonId,
  creditLimit: customer.kind === 'organisation' ? '20000.00' : null,
  creditBlocked: false,
  hopedService: '',
  nextService: '',
  nextServiceOn: null,
  note: '',
  firstContactOn: customer.firstContactOn,
  archivedOn: customer.archivedOn,
  phones: customer.contact === null ? [{ phone: customer.phone, label: '' }] : [],
  contacts:
    customer.contact === null
      ? []
      : [{ name: customer.contact, title: '', note: '', phones: [{ phone: customer.phone, label: '' }] }],
})

const productRow = (
  product: PlannedProduct,
  ids: { customerId: string | null; modelId: string | null },
): NewProductRow => ({
  id: newId(),
  ...ids,
  plate: product.plate,
  vin: product.vin,
  serial: product.serial,
  exWorksOn: product.exWorksOn,
  deliveredOn: product.deliveredOn,
  warrantyStartsOn: product.deliveredOn,
  configuration: [],
  serviceTerms: '',
  contactName: '',
  contactPhone: '',
  mileageKm: null,
  hours: null,
  readOn: null,
  acceptedBy: '',
  acceptedOn: null,
  acceptanceNote: '',
  note: '',
  archivedOn: product.archivedOn,
})

export interface OwnersInput {
  customers: readonly PlannedCustomer[]
  products: readonly PlannedProduct[]
  models: ReadonlyMap<string, string>
  /** Who looks after customers, by turns. */
  owners: readonly string[]
}

/** PCK-4: the customers and products that come into being within some days; ids by their place in the plan. */
export async function makeOwners(
  ctx: Ctx,
  input: OwnersInput,
  of: { known: Owners; within: (since: number) => boolean },
): Promise<void> {
  const customers = input.customers.flatMap((customer, at) => {
    if (!of.within(customer.since)) return []
    const row = customerRow(customer, input.owners[at % Math.max(1, input.owners.length)] ?? null)
    of.known.customers.set(String(at), row.id)
    return [row]
  })
  await createCustomers(ctx, customers, 'customers.customer_added')
  const products = input.products.flatMap((product, at) => {
    if (!of.within(product.since)) return []
    const customerId = of.known.customers.get(String(product.customer)) ?? null
    const row = productRow(product, { customerId, modelId: input.models.get(product.model) ?? null })
    of.known.products.set(String(at), row.id)
    return [row]
  })
  await createProducts(ctx, products, 'products.product_added')
}

/** AST-1 E: some products were changed during the year. */
export async function makeAlterations(
  stage: Stage,
  chance: Chance,
  { owners, days, words }: { owners: Owners; days: Days; words: Words },
): Promise<void> {
  const ids = [...owners.products.values()]
  const count = Math.min(40, Math.ceil(ids.length / 12))
  for (let each = 0; each < count; each += 1) {
    const day = days.dates[chance.whole(300, days.dates.length - 2)] ?? ''
    const kind = chance.pick(['technical_change', 'retrofit', 'part_replacement'] as const)
    const description = chance.pick(words.alterations)
    const of = { kind, happenedOn: day, description, partName: '', oldNumber: '', newNumber: '', madeBy: '' }
    await addAlteration(stage.on(day, '16:30'), chance.pick(ids), of)
  }
}
