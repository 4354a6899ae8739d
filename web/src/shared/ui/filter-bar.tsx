import { FilterOutlined } from '@ant-design/icons'
import { Badge, Button, DatePicker, Drawer, Select } from 'antd'
import dayjs from 'dayjs'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { DayInput, MonthInput } from './inputs'
import { filterNames, type Filter } from './table-types'
import { useIsPhone } from './use-is-phone'
import type { useListParams } from './use-list-params'

type UrlState = ReturnType<typeof useListParams>

function DaysFilter({ filter, state }: { filter: Filter; state: UrlState }) {
  const from = state.one(`${filter.name}From`)
  const to = state.one(`${filter.name}To`)
  return (
    <DatePicker.RangePicker
      aria-label={filter.label}
      placeholder={[filter.label, '']}
      allowEmpty={[true, true]}
      value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
      onChange={(range) =>
        state.change({
          [`${filter.name}From`]: range?.[0]?.format('YYYY-MM-DD') ?? null,
          [`${filter.name}To`]: range?.[1]?.format('YYYY-MM-DD') ?? null,
        })
      }
    />
  )
}

function FilterControl({ filter, state }: { filter: Filter; state: UrlState }): ReactNode {
  const change = (value: string | string[] | null | undefined) => state.change({ [filter.name]: value })
  const value = state.one(filter.name)
  const common = { 'aria-label': filter.label, placeholder: filter.label, allowClear: true }
  switch (filter.kind) {
    case 'select':
      return (
        <Select {...common} value={value} options={filter.options} onChange={change} className="fh-full" />
      )
    case 'multi':
      return (
        <Select
          {...common}
          mode="multiple"
          maxTagCount="responsive"
          value={state.many(filter.name)}
          options={filter.options}
          optionFilterProp="label"
          onChange={(values: string[]) => change(values)}
          className="fh-full"
        />
      )
    case 'day':
      return <DayInput {...common} value={value} onChange={change} />
    case 'month':
      return <MonthInput {...common} value={value} onChange={change} />
    case 'days':
      return <DaysFilter filter={filter} state={state} />
    case 'custom':
      return filter.render(value, change)
  }
}

const widthOf = (filter: Filter): number =>
  filter.width ?? (filter.kind === 'days' ? 250 : filter.kind === 'multi' ? 200 : 160)

/** The filters of a list: a row on a desk, a drawer behind one button on a phone. */
export function FilterBar({ filters, state }: { filters: Filter[]; state: UrlState }) {
  const { t } = useTranslation()
  const isPhone = useIsPhone()
  const [isOpen, setOpen] = useState(false)
  if (filters.length === 0) return null
  if (!isPhone)
    return filters.map((filter) => (
      <div key={filter.name} style={{ width: widthOf(filter) }}>
        <FilterControl filter={filter} state={state} />
      </div>
    ))
  const active = filterNames(filters).filter((name) => state.one(name)).length
  return (
    <>
      <Badge count={active} size="small">
        <Button icon={<FilterOutlined />} onClick={() => setOpen(true)}>
          {t('ui.filter')}
        </Button>
      </Badge>
      <Drawer
        open={isOpen}
        onClose={() => setOpen(false)}
        placement="bottom"
        size="auto"
        title={t('ui.filter')}
        extra={
          <Button type="primary" onClick={() => setOpen(false)}>
            {t('ui.ready')}
          </Button>
        }
      >
        <div className="fh-stack">
          {filters.map((filter) => (
            <div key={filter.name}>
              <div className="fh-quiet">{filter.label}</div>
              <FilterControl filter={filter} state={state} />
            </div>
          ))}
        </div>
      </Drawer>
    </>
  )
}
