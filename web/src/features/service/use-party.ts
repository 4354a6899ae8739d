import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { fetchCustomer, fetchProduct, findProducts, type ProductRow } from './api'
import type { Found } from './finder'
import type { Party } from './party-drawer'
import { useVisits } from './visits'

/** Whom and what a new order is for: found, chosen, or just created, with what was here before. */
export function useParty(onChosen: () => void) {
  const [customer, setCustomer] = useState<Party['customer'] | null>(null)
  const [product, setProduct] = useState<ProductRow | null>(null)
  const [fresh, setFresh] = useState<string | null>(null)
  const visits = useVisits(product?.id ?? null, customer?.id ?? null)
  const record = useQuery({
    queryKey: ['customers', 'record', customer?.id],
    queryFn: () => fetchCustomer(customer?.id ?? ''),
    enabled: customer !== null,
  })

  const choose = (chosen: ProductRow) => {
    setProduct(chosen)
    if (chosen.customerId) setCustomer({ id: chosen.customerId, name: chosen.customerName ?? '' })
    onChosen()
  }
  const found = (what: Found) => {
    if ('product' in what) return choose(what.product)
    if ('fresh' in what) return setFresh(what.fresh)
    setCustomer({ id: what.customer.id, name: what.customer.name })
    void chooseOnly(what.customer.id)
  }
  // Most private customers have one car: then there is nothing to ask.
  const chooseOnly = async (customerId: string) => {
    const { items } = await findProducts({ customerId, limit: 2 })
    const [only, another] = items
    if (only && !another) choose(only)
  }
  const created = async (party: Party) => {
    setFresh(null)
    setCustomer(party.customer)
    if (party.productId) setProduct(await fetchProduct(party.productId))
    onChosen()
  }
  const clear = () => {
    setCustomer(null)
    setProduct(null)
  }
  return {
    ...{ customer, product, record: record.data, fresh, setFresh },
    ...{ visits, choose, found, created, clear },
  }
}
