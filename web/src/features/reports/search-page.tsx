import { Empty } from 'antd'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { answer, api, type Answer } from '../../shared/api/client'
import { Loaded } from '../../shared/ui/loaded'
import { PageHeader } from '../../shared/ui/page-header'
import { Panel } from '../../shared/ui/panel'
import { When } from '../../shared/ui/times'

type Found = Answer<'/search', 'get'>

interface Hit {
  id: string
  to: string
  title: ReactNode
  note: ReactNode
}

function Hits({ title, hits }: { title: string; hits: Hit[] }) {
  if (hits.length === 0) return null
  return (
    <Panel title={title} flush>
      <ul className="fh-hits">
        {hits.map((hit) => (
          <li key={hit.id}>
            <Link to={hit.to}>{hit.title}</Link> <span className="fh-quiet">{hit.note}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

const joined = (...words: (string | null)[]) => words.filter(Boolean).join(' · ')

function Results({ found, q }: { found: Found; q: string }) {
  const { t } = useTranslation()
  const { customers, products, orders } = found
  if (customers.length + products.length + orders.length === 0)
    return <Empty description={t('reports.nothingFound', { q })} />
  return (
    <div className="fh-stack">
      <Hits
        title={t('nav.customers')}
        hits={customers.map(({ id, name, phone }) => ({
          id,
          to: `/customers/${id}`,
          title: name,
          note: phone,
        }))}
      />
      <Hits
        title={t('nav.products')}
        hits={products.map(({ id, plate, vin, serial, modelName, customerName }) => ({
          id,
          to: `/products/${id}`,
          title: plate || vin || serial || modelName,
          note: joined(modelName, vin, customerName),
        }))}
      />
      <Hits
        title={t('nav.orders')}
        hits={orders.map(({ id, number, customerName, plate, receivedAt }) => ({
          id,
          to: `/orders/${id}`,
          title: number,
          note: (
            <>
              {joined(plate, customerName)} <When at={receivedAt} />
            </>
          ),
        }))}
      />
    </div>
  )
}

/** CUS-7: everything that carries a fragment. */
export function Component() {
  const { t } = useTranslation()
  const [params] = useSearchParams()
  const q = params.get('q')?.trim() ?? ''
  const query = useQuery({
    queryKey: ['search', q],
    enabled: q !== '',
    queryFn: () => answer(api.GET('/search', { params: { query: { q } } })),
  })
  return (
    <>
      <PageHeader title={t('reports.searchFor', { q })} />
      {q !== '' && <Loaded query={query}>{(found) => <Results found={found} q={q} />}</Loaded>}
    </>
  )
}
