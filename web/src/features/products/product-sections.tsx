import { Button, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Can } from '../../shared/ui/can'
import { KeyValues } from '../../shared/ui/key-values'
import { Panel } from '../../shared/ui/panel'
import { CivilDay } from '../../shared/ui/times'
import type { ProductRecord } from './api'
import { AlterationDrawer } from './alteration-drawer'

interface Props {
  product: ProductRecord
}

/** AST-1 A: configuration and service terms. */
export function Configuration({ product }: Props) {
  const { t } = useTranslation()
  const label = (name: string) => t(`field.product.${name}`)
  return (
    <Panel title={t('products.sectionA')}>
      <KeyValues
        items={[
          ...product.configuration.map(({ name, value }) => ({ label: name, value })),
          { label: label('warrantyStartsOn'), value: <CivilDay on={product.warrantyStartsOn} /> },
          { label: label('serviceTerms'), value: product.serviceTerms, wide: true },
        ]}
      />
    </Panel>
  )
}

/** AST-1 C: the customer's acceptance. */
export function Acceptance({ product }: Props) {
  const { t } = useTranslation()
  const label = (name: string) => t(`field.product.${name}`)
  return (
    <Panel title={t('products.sectionC')}>
      <KeyValues
        items={[
          { label: label('acceptedBy'), value: product.acceptedBy },
          { label: label('acceptedOn'), value: <CivilDay on={product.acceptedOn} /> },
          { label: label('acceptanceNote'), value: product.acceptanceNote, wide: true },
        ]}
      />
    </Panel>
  )
}

/** AST-1 D: what was packed with the product. */
export function Packing({ product }: Props) {
  const { t } = useTranslation()
  const label = (name: string) => t(`field.product.packing.${name}`)
  const rows = product.packing.map((line, key) => ({ ...line, key }))
  return (
    <Panel title={t('products.sectionD')} flush={rows.length > 0}>
      {rows.length === 0 ? (
        <span className="fh-quiet">{t('products.noPacking')}</span>
      ) : (
        <Table
          size="small"
          pagination={false}
          dataSource={rows}
          scroll={{ x: 420 }}
          columns={[
            { key: 'name', title: label('name'), dataIndex: 'name' },
            { key: 'spec', title: label('spec'), dataIndex: 'spec' },
            {
              key: 'quantity',
              title: label('quantity'),
              align: 'right',
              render: (_, line) => <span className="fh-figure">{line.quantity}</span>,
            },
            { key: 'unit', title: label('unit'), dataIndex: 'unit' },
          ]}
        />
      )}
    </Panel>
  )
}

/** AST-1 E: technical changes, retrofits and replaced major parts. */
export function Alterations({ product }: Props) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  return (
    <Panel
      title={t('products.sectionE')}
      extra={
        <Can of={product} to="edit">
          <Button size="small" onClick={() => setOpen(true)}>
            {t('products.addAlteration')}
          </Button>
        </Can>
      }
    >
      {product.alterations.length === 0 && <span className="fh-quiet">{t('products.noAlterations')}</span>}
      <ul className="fh-lines">
        {product.alterations.map((one) => (
          <li key={one.id} className="fh-item">
            <div className="fh-row">
              <CivilDay on={one.happenedOn} />
              <strong>{t(`value.alteration.kind.${one.kind}`)}</strong>
              <span>{one.partName}</span>
              <span className="fh-quiet">{one.madeBy}</span>
            </div>
            <div>{one.description}</div>
            {(one.oldNumber || one.newNumber) && (
              <div className="fh-quiet">
                {one.oldNumber || '—'} → {one.newNumber || '—'}
              </div>
            )}
          </li>
        ))}
      </ul>
      <AlterationDrawer open={isOpen} onClose={() => setOpen(false)} product={product} />
    </Panel>
  )
}
