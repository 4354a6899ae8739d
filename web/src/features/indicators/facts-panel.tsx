import { useQuery } from '@tanstack/react-query'
import { Tooltip } from 'antd'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { trimZeros } from '../../shared/format/numbers'
import { useLanguage } from '../../shared/i18n/use-language'
import { DataTable } from '../../shared/ui/data-table'
import { ExportButtons } from '../../shared/ui/export-buttons'
import { StatusTag } from '../../shared/ui/status-tag'
import type { Column } from '../../shared/ui/table-types'
import {
  cutParams,
  exportPath,
  fetchKinds,
  listFacts,
  type Cut,
  type Definition,
  type FactRow,
  type Value,
} from './api'
import { partName, sumText } from './words'

const quantities = (row: FactRow, t: TFunction): string =>
  Object.entries(row.quantities)
    .map(([measure, sum]) => {
      const part = `${row.kind}.${measure}`
      return `${t(`indicators.measure.${part}`)} ${sumText(part, sum)}`
    })
    .join(t('indicators.comma'))

const people = (row: FactRow): string =>
  [...new Map(row.people.map((person) => [person.personId, person])).values()]
    .map(({ name, role, share }) =>
      role === 'technician' && !/^1(\.0+)?$/.test(share) ? `${name} ${trimZeros(share)}` : name,
    )
    .join(' / ')

function columnsOf(t: TFunction, language: string, part: string | undefined): Column<FactRow>[] {
  return [
    {
      key: 'sourceNumber',
      title: t('field.fact.sourceNumber'),
      width: 150,
      sort: true,
      phone: 'title',
      render: (row) =>
        row.can.open ? <Link to={`/orders/${row.sourceId}`}>{row.sourceNumber}</Link> : row.sourceNumber,
    },
    {
      key: 'happenedOn',
      title: t('field.fact.happenedOn'),
      width: 110,
      sort: true,
      render: (row) => row.happenedOn,
    },
    {
      key: 'kind',
      title: t('field.fact.kind'),
      width: 150,
      phone: 'tag',
      render: (row) => (
        <span className="fh-row">
          {t(`indicators.kind.${row.kind}`)}
          {row.adjustsMonth && (
            <Tooltip title={t('indicators.adjustsNote', { month: row.adjustsMonth })}>
              <span tabIndex={0}>
                <StatusTag tone="warn">{t('indicators.adjusts', { month: row.adjustsMonth })}</StatusTag>
              </span>
            </Tooltip>
          )}
        </span>
      ),
    },
    {
      key: 'quantity',
      title: part ? t(`indicators.measure.${part}`) : t('field.fact.quantities'),
      width: part ? 130 : 280,
      align: part ? 'right' : undefined,
      render: (row) =>
        part && row.quantity !== null ? (
          <span className="fh-figure">{sumText(part, row.quantity)}</span>
        ) : (
          quantities(row, t)
        ),
    },
    { key: 'owner', title: t('field.fact.owner'), width: 100, render: (row) => row.ownerName ?? '—' },
    { key: 'people', title: t('field.fact.people'), width: 160, render: (row) => people(row) || '—' },
    { key: 'unit', title: t('field.fact.unit'), width: 110, render: (row) => row.unitName },
    {
      key: 'orderType',
      title: t('field.fact.orderType'),
      width: 110,
      render: (row) => (language === 'en' && row.orderTypeNameEn ? row.orderTypeNameEn : row.orderTypeName),
    },
    {
      key: 'productFamily',
      title: t('field.fact.productFamily'),
      width: 110,
      optional: true,
      phone: 'none',
      render: (row) => row.productFamily || '—',
    },
  ]
}

function useParts(value: Value): string[] {
  const kinds = useQuery({ queryKey: ['indicators', 'kinds'], queryFn: fetchKinds, staleTime: Infinity })
  const own = new Set(value.parts.map(({ kind }) => kind))
  const all = (kinds.data?.items ?? []).filter(({ kind }) => own.has(kind))
  const measures = all.flatMap(({ kind, measures: names }) =>
    names.map((measure) => partName({ kind, measure })),
  )
  return [...measures, ...value.customers.map(({ months }) => `customers.${months}`)]
}

const measureOf = (part: string | undefined): string | undefined =>
  part?.startsWith('customers.') ? 'handover.count' : part

interface Props {
  definition: Definition
  value: Value
  cut: Cut
  part: string | undefined
}

/** IND-3: the facts behind the value, with exactly its filters; each opens its order. */
export function FactsPanel({ definition, value, cut, part }: Props) {
  const { t } = useTranslation()
  const language = useLanguage()
  const parts = useParts(value)
  const { code } = definition
  const sum = useQuery({
    queryKey: ['indicators', 'facts-sum', code, cut, part],
    queryFn: () =>
      listFacts(code, cut, {
        page: { limit: 1 },
        one: () => part,
        many: none,
        oneOf: none,
        manyOf: none,
        flag: none,
      }),
    enabled: part !== undefined,
  })
  const label = (name: string) =>
    name.startsWith('customers.')
      ? t('indicators.customersOf', { months: name.slice('customers.'.length) })
      : t(`indicators.measure.${name}`)
  const measure = measureOf(part)
  return (
    <DataTable<FactRow>
      id="indicator-facts"
      label={t('indicators.facts')}
      queryKey={['indicators', 'facts', code, cut]}
      list={(params) => listFacts(code, cut, params)}
      rowKey={(row) => row.id}
      columns={columnsOf(t, language, measure)}
      filters={[
        {
          kind: 'select',
          name: 'part',
          label: t('indicators.part'),
          width: 200,
          options: parts.map((name) => ({ value: name, label: label(name) })),
        },
      ]}
      defaultSort="-happenedOn"
      empty={{ text: t('indicators.noFacts') }}
      toolbar={(filters) => (
        <>
          {measure && sum.data?.sum && (
            <span className="fh-figure">
              {t('indicators.factsSum', { sum: sumText(measure, sum.data.sum) })}
            </span>
          )}
          <ExportButtons
            path={exportPath(code)}
            filters={new URLSearchParams([...cutParams(cut), ...filters, ['language', language]])}
          />
        </>
      )}
    />
  )
}

const none = () => undefined
