import { useMutation, useQuery } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useParams, useSearchParams } from 'react-router'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { Can } from '../../shared/ui/can'
import { Money } from '../../shared/ui/figures'
import { KeyValues } from '../../shared/ui/key-values'
import { Loaded } from '../../shared/ui/loaded'
import { PageHeader } from '../../shared/ui/page-header'
import { Panel } from '../../shared/ui/panel'
import { StatusTag } from '../../shared/ui/status-tag'
import { CivilDay } from '../../shared/ui/times'
import { Timeline } from '../../shared/ui/timeline'
import { useRefusal } from '../../shared/ui/use-refusal'
import { archiveCustomer, fetchCustomer, type CustomerRecord } from './api'
import { ArchiveTag } from './archive-tag'
import { CustomerDrawer } from './customer-drawer'
import { Changes, Products, Reach } from './customer-panels'
import { MergeButton, MergedNotice, Merges } from './merge-panels'

function Facts({ customer }: { customer: CustomerRecord }) {
  const { t } = useTranslation()
  const label = (name: string) => t(`field.customer.${name}`)
  return (
    <Panel title={t('customers.facts')}>
      <KeyValues
        items={[
          { label: label('kind'), value: t(`value.customer.kind.${customer.kind}`) },
          { label: label('region'), value: customer.region },
          { label: label('source'), value: customer.source },
          { label: label('responsiblePerson'), value: customer.responsiblePersonName },
          { label: label('firstContactOn'), value: <CivilDay on={customer.firstContactOn} /> },
          { label: label('archivedOn'), value: <CivilDay on={customer.archivedOn} /> },
          { label: label('archiveDueOn'), value: <CivilDay on={customer.archiveDueOn} /> },
          { label: label('creditLimit'), value: <Money value={customer.creditLimit} sign="¥" /> },
          { label: label('code'), value: customer.code },
          { label: label('address'), value: customer.address, wide: true },
          { label: label('note'), value: customer.note, wide: true },
        ]}
      />
    </Panel>
  )
}

function Next({ customer }: { customer: CustomerRecord }) {
  const { t } = useTranslation()
  const label = (name: string) => t(`field.customer.${name}`)
  return (
    <Panel title={t('customers.needs')}>
      <KeyValues
        columns={1}
        items={[
          { label: label('hopedService'), value: customer.hopedService },
          { label: label('nextService'), value: customer.nextService },
          { label: label('nextServiceOn'), value: <CivilDay on={customer.nextServiceOn} /> },
        ]}
      />
    </Panel>
  )
}

function ArchiveNotice({ customer }: { customer: CustomerRecord }) {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  const refuse = useRefusal()
  const archive = useMutation({
    mutationFn: archiveCustomer,
    onSuccess: () => invalidate('customers'),
    onError: refuse,
  })
  if (customer.archivedOn !== null) return null
  return (
    <Alert
      type={customer.archiveState === 'late' ? 'error' : 'warning'}
      showIcon
      className="fh-notice"
      title={t('customers.notArchived')}
      description={t('customers.notArchivedHint')}
      action={
        <Can of={customer} to="archive">
          <Button loading={archive.isPending} onClick={() => archive.mutate(customer)}>
            {t('customers.archive')}
          </Button>
        </Can>
      }
    />
  )
}

export function Component() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const [search] = useSearchParams()
  const [isOpen, setOpen] = useState(false)
  const record = useQuery({ queryKey: ['customers', 'record', id], queryFn: () => fetchCustomer(id) })
  return (
    <Loaded query={record}>
      {(customer) =>
        customer.mergedInto && search.get('as') !== 'itself' ? (
          <Navigate to={`/customers/${customer.mergedInto.id}?from=${customer.id}`} replace />
        ) : (
          <>
            <PageHeader
              title={customer.name}
              tags={
                <>
                  <ArchiveTag state={customer.archiveState} archivedOn={customer.archivedOn} />
                  {customer.creditBlocked && <StatusTag tone="bad">{t('customers.blocked')}</StatusTag>}
                </>
              }
              back={{ to: '/customers', label: t('nav.customers') }}
              actions={
                <>
                  <MergeButton customer={customer} />
                  <Can of={customer} to="edit">
                    <Button onClick={() => setOpen(true)}>{t('ui.edit')}</Button>
                  </Can>
                </>
              }
            />
            <MergedNotice customer={customer} cameFrom={search.get('from')} />
            {customer.mergedInto === null && <ArchiveNotice customer={customer} />}
            <div className="fh-grid">
              <div className="fh-column">
                <Reach customer={customer} />
                <Facts customer={customer} />
                <Products customer={customer} />
                <Changes customer={customer} />
              </div>
              <div className="fh-column">
                <Next customer={customer} />
                <Merges customer={customer} />
                <Panel title={t('ui.history')}>
                  <Timeline entries={customer.timeline} entity="customer" />
                </Panel>
              </div>
            </div>
            <CustomerDrawer open={isOpen} onClose={() => setOpen(false)} customer={customer} />
          </>
        )
      }
    </Loaded>
  )
}
