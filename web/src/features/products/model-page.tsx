import { useQuery } from '@tanstack/react-query'
import { Button, Empty, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { Can } from '../../shared/ui/can'
import { Count, NumberLink } from '../../shared/ui/figures'
import { KeyValues } from '../../shared/ui/key-values'
import { Loaded } from '../../shared/ui/loaded'
import { PageHeader } from '../../shared/ui/page-header'
import { Panel } from '../../shared/ui/panel'
import { StatusTag } from '../../shared/ui/status-tag'
import { Timeline } from '../../shared/ui/timeline'
import { fetchModel, type ModelRecord } from './api'
import { useLimits } from './clause-text'
import { ModelDrawer } from './model-drawer'

function Warranty({ model }: { model: ModelRecord }) {
  const { t } = useTranslation()
  const limits = useLimits()
  const label = (name: string) => t(`field.clause.${name}`)
  const rows = model.warranty.map((clause, key) => ({ ...clause, key }))
  return (
    <Panel title={t('field.model.warranty')} flush={rows.length > 0}>
      {rows.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('products.noWarranty')} />
      ) : (
        <Table
          size="small"
          pagination={false}
          dataSource={rows}
          scroll={{ x: 640 }}
          columns={[
            { key: 'name', title: label('name'), dataIndex: 'name' },
            {
              key: 'assembly',
              title: label('assembly'),
              render: (_, clause) => clause.assembly ?? t('products.wholeProduct'),
            },
            { key: 'limits', title: t('products.limits'), render: (_, clause) => limits(clause) },
            {
              key: 'covers',
              title: label('covers'),
              render: (_, clause) => t(`value.clause.covers.${clause.covers}`),
            },
            {
              key: 'startsFrom',
              title: label('startsFrom'),
              render: (_, clause) => t(`value.clause.startsFrom.${clause.startsFrom}`),
            },
            { key: 'note', title: label('note'), dataIndex: 'note' },
          ]}
        />
      )}
    </Panel>
  )
}

export function Component() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const [isOpen, setOpen] = useState(false)
  const record = useQuery({ queryKey: ['products', 'model', id], queryFn: () => fetchModel(id) })
  const label = (name: string) => t(`field.model.${name}`)
  return (
    <Loaded query={record}>
      {(model) => (
        <>
          <PageHeader
            title={model.name}
            tags={
              <StatusTag tone={model.isActive ? 'good' : 'neutral'}>
                {t(`value.model.isActive.${model.isActive}`)}
              </StatusTag>
            }
            back={{ to: '/products/models', label: t('nav.models') }}
            actions={
              <Can of={model} to="edit">
                <Button onClick={() => setOpen(true)}>{t('ui.edit')}</Button>
              </Can>
            }
          />
          <div className="fh-grid">
            <div className="fh-column">
              <Panel>
                <KeyValues
                  items={[
                    { label: label('code'), value: model.code },
                    { label: label('family'), value: model.family },
                    {
                      label: label('products'),
                      value: (
                        <NumberLink to={`/products?modelId=${model.id}`}>
                          <Count value={model.products} />
                        </NumberLink>
                      ),
                    },
                    {
                      label: label('assemblies'),
                      value: model.assemblies.join(t('ui.listComma')),
                      wide: true,
                    },
                    { label: label('note'), value: model.note, wide: true },
                  ]}
                />
              </Panel>
              <Warranty model={model} />
            </div>
            <div className="fh-column">
              <Panel title={t('ui.history')}>
                <Timeline entries={model.timeline} entity="model" />
              </Panel>
            </div>
          </div>
          <ModelDrawer open={isOpen} onClose={() => setOpen(false)} model={model} />
        </>
      )}
    </Loaded>
  )
}
