import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Empty, Table } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Loaded } from '../../shared/ui/loaded'
import { Panel } from '../../shared/ui/panel'
import { fetchPeople, fetchUnits, type Cut, type Definition } from './api'
import { indicatorTo } from './tile'
import { valueText } from './words'

interface Row {
  key: string
  name: ReactNode
  rank: number | null
  value: string | null
}

interface SplitProps {
  title: string
  note?: string
  heading: string
  rows: Row[]
  definition: Definition
  empty: string
}

function Split({ title, note, heading, rows, definition, empty }: SplitProps) {
  const { t } = useTranslation()
  return (
    <Panel title={title} extra={note && <span className="fh-quiet">{note}</span>} flush>
      {rows.length === 0 ? (
        <Empty className="fh-empty" image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty} />
      ) : (
        <Table<Row>
          size="small"
          pagination={false}
          rowKey="key"
          dataSource={rows}
          scroll={{ y: 320 }}
          columns={[
            { key: 'rank', title: t('indicators.rank'), width: 64, render: (_, row) => row.rank ?? '—' },
            { key: 'name', title: heading, render: (_, row) => row.name },
            {
              key: 'value',
              title: t('indicators.value'),
              align: 'right',
              render: (_, row) => (
                <span className="fh-figure">
                  {valueText(row.value, definition.unit, definition.decimals) ?? '—'}
                </span>
              ),
            },
          ]}
        />
      )}
    </Panel>
  )
}

interface Props {
  definition: Definition
  cut: Cut
}

/** IND-3: an indicator by the units below the chosen one; each opens itself. */
export function UnitsPanel({ definition, cut }: Props) {
  const { t } = useTranslation()
  const { code } = definition
  const units = useQuery({
    queryKey: ['indicators', 'units', code, cut],
    queryFn: () => fetchUnits(code, cut),
    placeholderData: keepPreviousData,
  })
  return (
    <Loaded query={units}>
      {({ items }) => (
        <Split
          title={t('indicators.byUnit')}
          heading={t('field.fact.unit')}
          definition={definition}
          empty={t('indicators.noParts')}
          rows={items.map(({ unitId, name, isSelf, rank, value }) => ({
            key: `${unitId}${isSelf ? ' self' : ''}`,
            name: isSelf ? (
              t('indicators.self', { name })
            ) : (
              <Link to={indicatorTo(code, { ...cut, unitId })}>{name}</Link>
            ),
            rank,
            value,
          }))}
        />
      )}
    </Loaded>
  )
}

/** IND-3: an indicator by person with places among peers; each opens himself. */
export function PeoplePanel({ definition, cut }: Props) {
  const { t } = useTranslation()
  const { code } = definition
  const { personId: _one, ...peers } = cut
  const people = useQuery({
    queryKey: ['indicators', 'people', code, peers],
    queryFn: () => fetchPeople(code, peers),
    placeholderData: keepPreviousData,
  })
  return (
    <Loaded query={people}>
      {({ role, items }) => (
        <Split
          title={t('indicators.byPerson')}
          note={role ? t('indicators.roleNote', { role: t(`indicators.role.${role}`) }) : undefined}
          heading={t('indicators.scopePerson')}
          definition={definition}
          empty={role ? t('indicators.noParts') : t('indicators.noPersonValue')}
          rows={items.map(({ personId, name, rank, value }) => ({
            key: personId ?? 'nobody',
            name: personId ? (
              <Link to={indicatorTo(code, { ...cut, personId })}>{name}</Link>
            ) : (
              <span className="fh-quiet">{t('indicators.nobody')}</span>
            ),
            rank,
            value,
          }))}
        />
      )}
    </Loaded>
  )
}
