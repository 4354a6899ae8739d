import { PlusOutlined, SearchOutlined } from '@ant-design/icons'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { AutoComplete, Input } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePermission } from '../../shared/session/session'
import { findCustomers, findProducts, type CustomerRow, type ProductRow } from './api'
import { productText } from './order-words'

/** Who and what was found; `fresh` is the text nobody was found under. */
export type Found = { product: ProductRow } | { customer: CustomerRow } | { fresh: string }

const pause = 200
const shown = 6
const fresh = 'fresh'

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pause)
    return () => clearTimeout(timer)
  }, [text])
  return settled.trim()
}

function useMatches(q: string) {
  const options = { enabled: q !== '', placeholderData: keepPreviousData }
  const products = useQuery({
    queryKey: ['products', 'finder', q],
    queryFn: () => findProducts({ q, limit: shown }),
    ...options,
  })
  const customers = useQuery({
    queryKey: ['customers', 'finder', q],
    queryFn: () => findCustomers({ q, limit: shown }),
    ...options,
  })
  return {
    products: q === '' ? [] : (products.data?.items ?? []),
    customers: q === '' ? [] : (customers.data?.items ?? []),
    isFetching: products.isFetching || customers.isFetching,
  }
}

/** CUS-7: customer or vehicle by any fragment: name, pinyin, phone, plate, VIN. Arrow keys and Enter choose. */
export function Finder({ onFound }: { onFound: (found: Found) => void }) {
  const { t } = useTranslation()
  const holds = usePermission()
  const [text, setText] = useState('')
  const q = useSettled(text)
  const { products, customers, isFetching } = useMatches(q)

  const productOptions = products.map((row) => ({
    value: `product:${row.id}`,
    label: (
      <span className="svc-found">
        <span className="svc-plate">{productText(row)}</span>
        <span>{row.modelName}</span>
        <span className="fh-quiet">{row.customerName}</span>
      </span>
    ),
  }))
  const customerOptions = customers.map((row) => ({
    value: `customer:${row.id}`,
    label: (
      <span className="svc-found">
        <span>{row.name}</span>
        <span className="fh-quiet">{row.phone}</span>
      </span>
    ),
  }))
  const freshOption = {
    value: fresh,
    label: (
      <span>
        <PlusOutlined aria-hidden /> {t('service.newParty', { text: q })}
      </span>
    ),
  }
  const isReady = q !== '' && !isFetching
  const mayAdd = holds('customers.edit') && holds('products.edit')
  const options = [
    ...(productOptions.length > 0 ? [{ label: t('service.vehicles'), options: productOptions }] : []),
    ...(customerOptions.length > 0 ? [{ label: t('service.customers'), options: customerOptions }] : []),
    ...(isReady && mayAdd ? [freshOption] : []),
  ]

  const choose = (value: string) => {
    const id = value.slice(value.indexOf(':') + 1)
    const product = products.find((row) => value.startsWith('product:') && row.id === id)
    const customer = customers.find((row) => value.startsWith('customer:') && row.id === id)
    setText('')
    if (product) return onFound({ product })
    if (customer) return onFound({ customer })
    onFound({ fresh: q })
  }
  return (
    <AutoComplete
      className="fh-full"
      value={text}
      options={options}
      autoFocus
      defaultActiveFirstOption
      showSearch={{ filterOption: false, onSearch: setText }}
      onSelect={choose}
      notFoundContent={q === '' ? null : isFetching ? t('ui.searching') : t('ui.nothingFound')}
    >
      <Input
        size="large"
        prefix={<SearchOutlined aria-hidden />}
        placeholder={t('service.finder')}
        aria-label={t('service.finder')}
        autoComplete="off"
      />
    </AutoComplete>
  )
}
