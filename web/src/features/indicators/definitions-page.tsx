import { useQuery } from '@tanstack/react-query'
import { Button, Drawer, Empty, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useLanguage } from '../../shared/i18n/use-language'
import { Can } from '../../shared/ui/can'
import { KeyValues } from '../../shared/ui/key-values'
import { Loaded } from '../../shared/ui/loaded'
import { PageHeader } from '../../shared/ui/page-header'
import { Panel } from '../../shared/ui/panel'
import { StatusTag } from '../../shared/ui/status-tag'
import { useIsPhone } from '../../shared/ui/use-is-phone'
import { fetchDefinition, fetchDefinitions, type Definition, type IndicatorRecord } from './api'
import { DefinitionDrawer } from './definition-drawer'
import './indicators.css'
import { demandText, nameIn } from './words'

function Targets({ definition }: { definition: Definition }) {
  const { t } = useTranslation()
  if (definition.targets.length === 0) return <span className="fh-quiet">—</span>
  return (
    <ul>
      {definition.targets.map((target, at) => (
        <li key={at}>
          {target.ambition && (
            <span className="fh-quiet">{t(`indicators.ambition.${target.ambition}`)} </span>
          )}
          <span className="fh-figure">{demandText(target, definition.unit)}</span>{' '}
          <span className="fh-quiet">{t(`value.indicator.targetPeriod.${target.period}`)}</span>
          {target.example && (
            <>
              {' '}
              <StatusTag>{t('indicators.example')}</StatusTag>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

function Record({ record }: { record: IndicatorRecord }) {
  const { t } = useTranslation()
  return (
    <div className="fh-stack">
      <KeyValues
        columns={1}
        items={[
          { label: t('field.indicator.code'), value: record.code },
          {
            label: t('field.indicator.formula'),
            value: <span className="fh-formula">{record.formula}</span>,
          },
          {
            label: t('field.indicator.personRole'),
            value: record.personRole
              ? t(`indicators.role.${record.personRole}`)
              : t('indicators.noPersonRole'),
          },
          { label: t('field.indicator.targets'), value: <Targets definition={record} /> },
          { label: t('field.indicator.responsibleId'), value: record.responsibleName ?? '—' },
          { label: t('indicators.source'), value: record.source ?? '—' },
        ]}
      />
      <div>
        <h3 className="fh-heading">{t('indicators.versions')}</h3>
        <ul className="fh-lines">
          {record.history.map((row) => (
            <li key={row.version} className="fh-line">
              <div className="fh-line-main">
                <div className="fh-quiet">
                  {t('indicators.versionBy', {
                    version: row.version,
                    day: row.validFrom,
                    by: row.by || t('indicators.system'),
                  })}
                </div>
                <div className="fh-formula">{row.formula}</div>
                {row.note && <div>{row.note}</div>}
              </div>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

/** IND-2: the company's indicators: formulas, targets, versions. */
export function Component() {
  const { t } = useTranslation()
  const language = useLanguage()
  const isPhone = useIsPhone()
  const [opened, setOpened] = useState<string | null>(null)
  const [editing, setEditing] = useState<IndicatorRecord | 'new' | null>(null)
  const list = useQuery({ queryKey: ['indicators', 'definitions'], queryFn: fetchDefinitions })
  const record = useQuery({
    queryKey: ['indicators', 'definition', opened],
    queryFn: () => fetchDefinition(opened ?? ''),
    enabled: opened !== null,
  })
  return (
    <>
      <PageHeader
        title={t('indicators.definitions')}
        note={t('indicators.definitionsNote')}
        actions={
          list.data && (
            <Can of={list.data} to="edit">
              <Button type="primary" onClick={() => setEditing('new')}>
                {t('indicators.newIndicator')}
              </Button>
            </Can>
          )
        }
      />
      <Loaded query={list}>
        {({ items }) => (
          <Panel flush>
            {items.length === 0 ? (
              <Empty
                className="fh-empty"
                image={Empty.PRESENTED_IMAGE_SIMPLE}
                description={t('indicators.none')}
              />
            ) : (
              <Table<Definition>
                size="small"
                rowKey="code"
                pagination={false}
                dataSource={items}
                scroll={{ x: 760 }}
                columns={[
                  {
                    key: 'name',
                    title: t('field.indicator.name'),
                    width: 190,
                    render: (_, row) => (
                      <span className="fh-row">
                        <button type="button" className="fh-link-button" onClick={() => setOpened(row.code)}>
                          {nameIn(language, row)}
                        </button>
                        {row.isExample && <StatusTag>{t('indicators.example')}</StatusTag>}
                        {!row.isActive && <StatusTag>{t('indicators.inactive')}</StatusTag>}
                      </span>
                    ),
                  },
                  {
                    key: 'formula',
                    title: t('field.indicator.formula'),
                    render: (_, row) => <span className="fh-formula">{row.formula}</span>,
                  },
                  {
                    key: 'unit',
                    title: t('field.indicator.unit'),
                    width: 80,
                    render: (_, row) => t(`value.indicator.unit.${row.unit}`),
                  },
                  {
                    key: 'targets',
                    title: t('field.indicator.targets'),
                    width: 210,
                    render: (_, row) => <Targets definition={row} />,
                  },
                  {
                    key: 'board',
                    title: t('indicators.value'),
                    width: 80,
                    render: (_, row) => (
                      <Link to={`/indicators/${row.code}`}>{t('indicators.openValue')}</Link>
                    ),
                  },
                ]}
              />
            )}
          </Panel>
        )}
      </Loaded>
      <Drawer
        open={opened !== null}
        size={isPhone ? '100%' : 560}
        title={record.data && nameIn(language, record.data)}
        onClose={() => setOpened(null)}
        extra={
          record.data && (
            <Can of={record.data} to="edit">
              <Button onClick={() => record.data && setEditing(record.data)}>
                {t('indicators.editIndicator')}
              </Button>
            </Can>
          )
        }
      >
        <Loaded query={record}>{(data) => <Record record={data} />}</Loaded>
      </Drawer>
      <DefinitionDrawer
        open={editing !== null}
        record={editing === 'new' || editing === null ? undefined : editing}
        onClose={() => setEditing(null)}
      />
    </>
  )
}
