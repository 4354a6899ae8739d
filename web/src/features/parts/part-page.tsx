import { useQuery } from '@tanstack/react-query'
import { Button, Empty, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { Can } from '../../shared/ui/can'
import { Money } from '../../shared/ui/figures'
import { KeyValues } from '../../shared/ui/key-values'
import { Loaded } from '../../shared/ui/loaded'
import { PageHeader } from '../../shared/ui/page-header'
import { Panel } from '../../shared/ui/panel'
import { StatusTag } from '../../shared/ui/status-tag'
import { CivilDay } from '../../shared/ui/times'
import { Timeline } from '../../shared/ui/timeline'
import { fetchPart, type PartRecord } from './api'
import { PartDrawer } from './part-drawer'

interface Props {
  part: PartRecord
}

function Facts({ part }: Props) {
  const { t } = useTranslation()
  const label = (name: string) => t(`field.part.${name}`)
  const cost = part.can.edit
    ? [{ label: label('standardCost'), value: <Money value={part.standardCost} sign="¥" /> }]
    : []
  return (
    <Panel>
      <KeyValues
        items={[
          { label: label('number'), value: part.number },
          { label: label('spec'), value: part.spec },
          { label: label('unit'), value: part.unit },
          { label: label('family'), value: part.family },
          { label: label('quality'), value: t(`value.part.quality.${part.quality}`) },
          ...cost,
          { label: label('note'), value: part.note, wide: true },
        ]}
      />
    </Panel>
  )
}

function Prices({ part }: Props) {
  const { t } = useTranslation()
  const label = (name: string) => t(`field.part.${name}`)
  const rows = part.prices.map((price, key) => ({ ...price, key }))
  return (
    <Panel title={label('prices')} flush={rows.length > 0}>
      {rows.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('parts.noPrices')} />
      ) : (
        <Table
          size="small"
          pagination={false}
          dataSource={rows}
          scroll={{ x: 420 }}
          columns={[
            { key: 'name', title: label('priceName'), dataIndex: 'name' },
            {
              key: 'price',
              title: label('price'),
              align: 'right',
              render: (_, row) => <Money value={row.price} />,
            },
            { key: 'from', title: label('validFrom'), render: (_, row) => <CivilDay on={row.validFrom} /> },
            { key: 'to', title: label('validTo'), render: (_, row) => <CivilDay on={row.validTo} /> },
          ]}
        />
      )}
    </Panel>
  )
}

function Interchange({ part }: Props) {
  const { t } = useTranslation()
  return (
    <Panel title={t('field.part.interchangeIds')}>
      {part.interchange.length === 0 && <span className="fh-quiet">{t('parts.noInterchange')}</span>}
      <ul className="fh-lines">
        {part.interchange.map((other) => (
          <li key={other.id} className="fh-item">
            <div className="fh-row">
              <Link to={`/parts/${other.id}`}>{other.number}</Link>
              <span>{other.name}</span>
              <span className="fh-quiet">{t(`value.part.quality.${other.quality}`)}</span>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** PRT-1: one part of the catalogue. */
export function Component() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const [isOpen, setOpen] = useState(false)
  const record = useQuery({ queryKey: ['parts', 'record', id], queryFn: () => fetchPart(id) })
  return (
    <Loaded query={record}>
      {(part) => (
        <>
          <PageHeader
            title={part.name}
            note={part.number}
            tags={
              <StatusTag tone={part.isActive ? 'good' : 'neutral'}>
                {t(`value.part.isActive.${part.isActive}`)}
              </StatusTag>
            }
            back={{ to: '/parts', label: t('nav.parts') }}
            actions={
              <Can of={part} to="edit">
                <Button onClick={() => setOpen(true)}>{t('ui.edit')}</Button>
              </Can>
            }
          />
          <div className="fh-grid">
            <div className="fh-column">
              <Facts part={part} />
              <Prices part={part} />
              <Interchange part={part} />
            </div>
            <div className="fh-column">
              <Panel title={t('ui.history')}>
                <Timeline entries={part.timeline} entity="part" />
              </Panel>
            </div>
          </div>
          <PartDrawer open={isOpen} onClose={() => setOpen(false)} part={part} />
        </>
      )}
    </Loaded>
  )
}
