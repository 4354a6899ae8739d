import { useMutation } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { DataTable } from '../../shared/ui/data-table'
import { PageHeader } from '../../shared/ui/page-header'
import { StatusTag } from '../../shared/ui/status-tag'
import type { Column, Filter } from '../../shared/ui/table-types'
import { When } from '../../shared/ui/times'
import { useListParams } from '../../shared/ui/use-list-params'
import { useRefusal } from '../../shared/ui/use-refusal'
import { decidePair, listPairs, pairReasons, pairStates, searchPairs, strengths, type Pair } from './api'
import { ApartDrawer } from './apart-drawer'
import { MergeDrawer } from './merge-drawer'
import { useReasons } from './use-reasons'

function Side({ side }: { side: Pair['a'] }) {
  return (
    <div>
      <Link to={`/customers/${side.id}`}>{side.name}</Link>
      <div className="fh-quiet">{[side.phone, side.region].filter(Boolean).join(' · ') || '—'}</div>
    </div>
  )
}

interface Doing {
  merge: (pair: Pair) => void
  apart: (pair: Pair) => void
  reopen: (pair: Pair) => void
}

function useColumns(doing: Doing): Column<Pair>[] {
  const { t } = useTranslation()
  const reasons = useReasons()
  return [
    {
      key: 'a',
      title: t('customers.pair.a'),
      width: 220,
      phone: 'title',
      render: (pair) => <Side side={pair.a} />,
    },
    { key: 'b', title: t('customers.pair.b'), width: 220, render: (pair) => <Side side={pair.b} /> },
    {
      key: 'score',
      title: t('customers.pair.strength'),
      width: 110,
      sort: true,
      phone: 'tag',
      render: (pair) => (
        <StatusTag tone={pair.strength === 'likely' ? 'bad' : 'warn'}>
          {t(`value.customer.strength.${pair.strength}`)}
        </StatusTag>
      ),
    },
    {
      key: 'reasons',
      title: t('customers.pair.reasons'),
      width: 180,
      render: (pair) => reasons(pair.reasons),
    },
    {
      key: 'foundAt',
      title: t('customers.pair.foundAt'),
      width: 130,
      sort: true,
      render: (pair) =>
        pair.state === 'open' ? (
          <When at={pair.foundAt} />
        ) : (
          <>
            {pair.decidedByName} <When at={pair.decidedAt} />
            {pair.note && <div className="fh-quiet">{pair.note}</div>}
          </>
        ),
    },
    {
      key: 'actions',
      title: t('customers.pair.actions'),
      width: 210,
      render: (pair) => (
        <div className="fh-row">
          {pair.state === 'open' ? (
            <>
              <Button size="small" type="primary" ghost onClick={() => doing.merge(pair)}>
                {t('customers.merge')}
              </Button>
              <Button size="small" onClick={() => doing.apart(pair)}>
                {t('customers.tellApart')}
              </Button>
            </>
          ) : (
            <Button size="small" onClick={() => doing.reopen(pair)}>
              {t('customers.reopenPair')}
            </Button>
          )}
        </div>
      ),
    },
  ]
}

function useFilters(): Filter[] {
  const { t } = useTranslation()
  const options = (values: readonly string[], key: string) =>
    values.map((value) => ({ value, label: t(`${key}.${value}`) }))
  return [
    {
      kind: 'select',
      name: 'state',
      label: t('customers.pair.state'),
      width: 150,
      options: options(pairStates, 'value.customer.pairState'),
    },
    {
      kind: 'multi',
      name: 'strength',
      label: t('customers.pair.strength'),
      width: 130,
      options: options(strengths, 'value.customer.strength'),
    },
    {
      kind: 'multi',
      name: 'reason',
      label: t('customers.pair.reasons'),
      width: 150,
      options: options(pairReasons, 'customers.pairReason'),
    },
  ]
}

/** CUS-6: decide each pair: merge, or two customers. */
export function Component() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const invalidate = useInvalidate()
  const refuse = useRefusal()
  const params = useListParams()
  const [merging, setMerging] = useState<Pair | null>(null)
  const [apart, setApart] = useState<Pair | null>(null)
  const search = useMutation({
    mutationFn: searchPairs,
    onSuccess: () => void message.info(t('customers.searchQueued')),
    onError: refuse,
  })
  const reopen = useMutation({
    mutationFn: (pair: Pair) => decidePair(pair, { state: 'open', note: '' }),
    onSuccess: () => invalidate('customers'),
    onError: refuse,
  })
  const columns = useColumns({ merge: setMerging, apart: setApart, reopen: (pair) => reopen.mutate(pair) })
  const filters = useFilters()
  return (
    <>
      <PageHeader
        title={t('nav.duplicates')}
        note={t('customers.duplicatesNote')}
        actions={
          <Button loading={search.isPending} onClick={() => search.mutate()}>
            {t('customers.searchAnew')}
          </Button>
        }
      />
      <DataTable
        id="customer-duplicates"
        label={t('nav.duplicates')}
        queryKey={['customers', 'duplicates']}
        list={listPairs}
        columns={columns}
        rowKey={(row) => row.id}
        filters={filters}
        defaultSort="-score"
        empty={{
          text: t(params.one('state') === 'different' ? 'customers.noneApart' : 'customers.noDuplicates'),
        }}
      />
      <MergeDrawer pair={merging && [merging.a.id, merging.b.id]} onClose={() => setMerging(null)} />
      <ApartDrawer pair={apart} onClose={() => setApart(null)} />
    </>
  )
}
