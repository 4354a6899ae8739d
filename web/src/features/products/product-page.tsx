import { useMutation, useQuery } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { usePermission } from '../../shared/session/session'
import { Can } from '../../shared/ui/can'
import { Count } from '../../shared/ui/figures'
import { KeyValues } from '../../shared/ui/key-values'
import { Loaded } from '../../shared/ui/loaded'
import { PageHeader } from '../../shared/ui/page-header'
import { Panel } from '../../shared/ui/panel'
import { CivilDay } from '../../shared/ui/times'
import { Timeline } from '../../shared/ui/timeline'
import { useRefusal } from '../../shared/ui/use-refusal'
import { archiveProduct, fetchProduct, type ProductRecord } from './api'
import { ArchiveTag } from './archive-tag'
import { ComponentsPanel } from './components-panel'
import { CoveragePanel } from './coverage-panel'
import { ProductDrawer } from './product-drawer'
import { Acceptance, Alterations, Configuration, Packing } from './product-sections'

interface Props {
  product: ProductRecord
}

const titleOf = (product: ProductRecord) => product.plate || product.vin || product.serial || ''

function Facts({ product }: Props) {
  const { t } = useTranslation()
  const holds = usePermission()
  const label = (name: string) => t(`field.product.${name}`)
  const { customerId, customerName, modelId, modelName } = product
  return (
    <Panel title={t('products.facts')}>
      <KeyValues
        items={[
          { label: label('plate'), value: product.plate },
          { label: label('vin'), value: product.vin },
          { label: label('serial'), value: product.serial },
          {
            label: label('model'),
            value: modelId && <Link to={`/products/models/${modelId}`}>{modelName}</Link>,
          },
          { label: label('family'), value: product.family },
          {
            label: label('customer'),
            value:
              customerId && holds('customers.read') ? (
                <Link to={`/customers/${customerId}`}>{customerName}</Link>
              ) : (
                customerName
              ),
          },
          { label: label('contactName'), value: product.contactName },
          { label: label('contactPhone'), value: product.contactPhone },
          { label: label('exWorksOn'), value: <CivilDay on={product.exWorksOn} /> },
          { label: label('deliveredOn'), value: <CivilDay on={product.deliveredOn} /> },
          { label: label('archivedOn'), value: <CivilDay on={product.archivedOn} /> },
          { label: label('archiveDueOn'), value: <CivilDay on={product.archiveDueOn} /> },
          { label: label('note'), value: product.note, wide: true },
        ]}
      />
    </Panel>
  )
}

function Readings({ product }: Props) {
  const { t } = useTranslation()
  const label = (name: string) => t(`field.product.${name}`)
  return (
    <Panel title={t('products.sectionB')}>
      <KeyValues
        items={[
          { label: label('mileageKm'), value: <Count value={product.mileageKm} /> },
          { label: label('hours'), value: <Count value={product.hours} /> },
          { label: label('readOn'), value: <CivilDay on={product.readOn} /> },
        ]}
      />
    </Panel>
  )
}

function ArchiveNotice({ product }: Props) {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  const refuse = useRefusal()
  const archive = useMutation({
    mutationFn: archiveProduct,
    onSuccess: () => invalidate('products'),
    onError: refuse,
  })
  if (product.archivedOn !== null) return null
  return (
    <Alert
      type={product.archiveState === 'late' ? 'error' : 'warning'}
      showIcon
      className="fh-notice"
      title={t('products.notArchived')}
      description={t('products.notArchivedHint')}
      action={
        <Can of={product} to="archive">
          <Button loading={archive.isPending} onClick={() => archive.mutate(product)}>
            {t('products.archive')}
          </Button>
        </Can>
      }
    />
  )
}

/** AST-1: the archive of one vehicle or machine. */
export function Component() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const [isOpen, setOpen] = useState(false)
  const record = useQuery({ queryKey: ['products', 'record', id], queryFn: () => fetchProduct(id) })
  return (
    <Loaded query={record}>
      {(product) => (
        <>
          <PageHeader
            title={titleOf(product)}
            tags={<ArchiveTag state={product.archiveState} archivedOn={product.archivedOn} />}
            note={[product.modelName, product.customerName].filter(Boolean).join(' · ') || undefined}
            back={{ to: '/products', label: t('nav.products') }}
            actions={
              <Can of={product} to="edit">
                <Button onClick={() => setOpen(true)}>{t('ui.edit')}</Button>
              </Can>
            }
          />
          <ArchiveNotice product={product} />
          <div className="fh-grid">
            <div className="fh-column">
              <Facts product={product} />
              <Configuration product={product} />
              <ComponentsPanel product={product} />
              <Readings product={product} />
              <Acceptance product={product} />
              <Packing product={product} />
              <Alterations product={product} />
            </div>
            <div className="fh-column">
              <CoveragePanel key={product.version} product={product} />
              <Panel title={t('ui.history')}>
                <Timeline entries={product.timeline} entity="product" />
              </Panel>
            </div>
          </div>
          <ProductDrawer open={isOpen} onClose={() => setOpen(false)} product={product} />
        </>
      )}
    </Loaded>
  )
}
