import { MoreOutlined, PlusOutlined } from '@ant-design/icons'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Dropdown, Empty, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { treeOfUnits, type UnitNode } from '../../shared/pickers/unit-tree'
import { usePermission } from '../../shared/session/session'
import { Permitted } from '../../shared/ui/can'
import { Count, NumberLink } from '../../shared/ui/figures'
import { DayInput } from '../../shared/ui/inputs'
import { Loaded } from '../../shared/ui/loaded'
import { PageHeader } from '../../shared/ui/page-header'
import { useIsPhone } from '../../shared/ui/use-is-phone'
import { useListParams } from '../../shared/ui/use-list-params'
import { listUnits, type Unit } from './api'
import { ExampleTag } from './example-tag'
import { UnitDrawers, type UnitAction } from './unit-drawers'
import { UnitHistory } from './unit-history'

interface Row {
  key: string
  unit: Unit
  children?: Row[]
}

const rowOf = (node: UnitNode<Unit>): Row => ({
  key: node.unit.id,
  unit: node.unit,
  ...(node.children.length > 0 && { children: node.children.map(rowOf) }),
})

function UnitMenu({ unit, onAct }: { unit: Unit; onAct: (action: UnitAction) => void }) {
  const { t } = useTranslation()
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          {
            key: 'create',
            label: t('org.newUnitBelow'),
            onClick: () => onAct({ kind: 'create', parent: unit }),
          },
          { key: 'edit', label: t('org.editUnit'), onClick: () => onAct({ kind: 'edit', unit }) },
          { key: 'move', label: t('org.move'), onClick: () => onAct({ kind: 'move', unit }) },
          { type: 'divider' },
          {
            key: 'close',
            label: t('org.close'),
            danger: true,
            onClick: () => onAct({ kind: 'close', unit }),
          },
        ],
      }}
    >
      <Button
        type="text"
        size="small"
        icon={<MoreOutlined />}
        aria-label={t('org.unitActions', { name: unit.name })}
      />
    </Dropdown>
  )
}

/** People of the unit and all below it, as in the list it opens (PLT-3); lists know today only. */
function People({ row, isToday }: { row: Row; isToday: boolean }) {
  const { unit } = row
  if (!isToday || unit.people === 0) return <Count value={unit.people} />
  return <NumberLink to={`/org/people?unitId=${unit.id}`}>{unit.people}</NumberLink>
}

interface TreeProps {
  units: Unit[]
  isToday: boolean
  onAct: (action: UnitAction) => void
  onOpen: (unit: Unit) => void
}

function UnitTree({ units, isToday, onAct, onOpen }: TreeProps) {
  const { t } = useTranslation()
  const isPhone = useIsPhone()
  const mayEdit = usePermission()('org.edit')
  const columns: TableColumnsType<Row> = [
    {
      title: t('field.unit.name'),
      render: (_, { unit }) => (
        <span className="fh-tree-name">
          <button type="button" className="fh-link-button" onClick={() => onOpen(unit)}>
            {unit.name}
          </button>{' '}
          <ExampleTag isExample={unit.isExample} />
        </span>
      ),
    },
    { title: t('field.unit.code'), width: 200, hidden: isPhone, render: (_, { unit }) => unit.code },
    {
      title: t('field.unit.people'),
      width: isPhone ? 64 : 100,
      align: 'right',
      render: (_, row) => <People row={row} isToday={isToday} />,
    },
    {
      title: <span className="fh-sr">{t('ui.actions')}</span>,
      width: 48,
      hidden: !mayEdit,
      render: (_, { unit }) => <UnitMenu unit={unit} onAct={onAct} />,
    },
  ]
  return (
    <Table<Row>
      aria-label={t('nav.units')}
      size="small"
      columns={columns}
      dataSource={treeOfUnits(units).map(rowOf)}
      pagination={false}
      expandable={{ defaultExpandAllRows: true, indentSize: isPhone ? 12 : 24 }}
    />
  )
}

export function Component() {
  const { t } = useTranslation()
  const state = useListParams()
  const on = state.one('on')
  const [action, setAction] = useState<UnitAction | null>(null)
  const [opened, setOpened] = useState<Unit | null>(null)
  const units = useQuery({
    queryKey: ['org', 'units', on ?? 'today'],
    queryFn: () => listUnits(on),
    placeholderData: keepPreviousData,
  })
  const create = (
    <Permitted permission="org.edit">
      <Button
        type="primary"
        icon={<PlusOutlined />}
        onClick={() => setAction({ kind: 'create', parent: null })}
      >
        {t('org.newUnit')}
      </Button>
    </Permitted>
  )
  return (
    <>
      <PageHeader title={t('nav.units')} actions={create} />
      <section className="fh-panel fh-table fh-narrow">
        <div className="fh-toolbar">
          <label htmlFor="units-on" className="fh-quiet">
            {t('org.asOf')}
          </label>
          <div className="fh-day">
            <DayInput
              id="units-on"
              value={on}
              onChange={(day) => state.change({ on: day })}
              placeholder={t('ui.today')}
            />
          </div>
          {on && <span className="fh-quiet">{t('org.asOfNote', { on })}</span>}
        </div>
        <Loaded query={units}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty className="fh-empty" description={t('org.noUnits')}>
                {create}
              </Empty>
            ) : (
              <UnitTree key={on} units={items} isToday={!on} onAct={setAction} onOpen={setOpened} />
            )
          }
        </Loaded>
      </section>
      <UnitDrawers action={action} onClose={() => setAction(null)} />
      <UnitHistory unit={opened} onClose={() => setOpened(null)} />
    </>
  )
}
