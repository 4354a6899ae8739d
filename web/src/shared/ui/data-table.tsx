import { Button, Empty, Skeleton, Spin, Table, type TableColumnsType } from 'antd'
import type { TFunction } from 'i18next'
import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { formatCount } from '../format/numbers'
import { ColumnChooser, useHiddenColumns } from './column-chooser'
import { ErrorNotice } from './error-notice'
import { FilterBar } from './filter-bar'
import { RowCards } from './row-cards'
import { SearchBox } from './search-box'
import type { Column, TableProps } from './table-types'
import { useIsPhone } from './use-is-phone'
import { useListParams } from './use-list-params'
import { usePageQuery } from './use-page-query'

const sortName = <T,>(column: Column<T>): string =>
  typeof column.sort === 'string' ? column.sort : column.key

const isOnControl = (event: MouseEvent): boolean =>
  event.target instanceof Element && event.target.closest('a,button,input,label,.ant-select') !== null

const hasSelectedText = (): boolean => (window.getSelection()?.toString() ?? '') !== ''

function countText(shown: number, total: number | null, t: TFunction): string {
  if (total === null) return t('ui.shown', { shown: formatCount(shown) })
  if (total === shown) return t('ui.all', { total: formatCount(total) })
  return t('ui.shownOf', { shown: formatCount(shown), total: formatCount(total) })
}

function antdColumns<T>(columns: Column<T>[], sort: string | undefined, rowTo: TableProps<T>['rowTo']) {
  const link = columns.find((column) => column.phone === 'title') ?? columns[0]
  const made: TableColumnsType<T & object> = columns.map((column) => {
    const name = sortName(column)
    const order = sort === name ? 'ascend' : sort === `-${name}` ? 'descend' : null
    return {
      key: column.key,
      title: column.title,
      width: column.width,
      align: column.align,
      ...(column.sort && { sorter: true, sortOrder: order }),
      render: (_: unknown, row: T) =>
        rowTo && column === link ? <Link to={rowTo(row)}>{column.render(row)}</Link> : column.render(row),
    }
  })
  return made
}

/**
 * PLT-1: a list of the server. Paging by cursor, sort and filters in the address bar, columns to choose, cards on a
 * phone; says what to do next when it is empty and what went wrong when it cannot be read.
 */
export function DataTable<T extends object>(props: TableProps<T>) {
  const {
    columns,
    filters = [],
    search,
    scope,
    rowTo,
    onRow,
    selection,
    rowKey,
    defaultSort,
    toolbar,
  } = props
  const { t } = useTranslation()
  const isPhone = useIsPhone()
  const navigate = useNavigate()
  const state = useListParams(scope)
  const { query, rows, total, isFiltered, clear, filtersOf } = usePageQuery(props)
  const { hidden, change: setHidden } = useHiddenColumns(props.id, columns)
  const shown = columns.filter((column, index) => index === 0 || !hidden.includes(column.key))
  const width = shown.reduce((sum, column) => sum + (column.width ?? 140), 0)

  const open = (row: T) => (rowTo ? void navigate(rowTo(row)) : onRow?.(row))
  const isClickable = rowTo !== undefined || onRow !== undefined

  const body = () => {
    if (query.isPending) return <Skeleton active title={false} paragraph={{ rows: 8 }} className="fh-pad" />
    if (query.isError && rows.length === 0)
      return (
        <div className="fh-pad">
          <ErrorNotice error={query.error} retry={() => void query.refetch()} />
        </div>
      )
    if (rows.length === 0)
      return (
        <Empty
          className="fh-empty"
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description={isFiltered ? t('ui.noMatch') : props.empty.text}
        >
          {isFiltered ? <Button onClick={clear}>{t('ui.clearFilters')}</Button> : props.empty.action}
        </Empty>
      )
    if (isPhone) return <RowCards table={props} columns={columns} rows={rows} />
    return (
      <Table<T>
        aria-label={props.label}
        size="small"
        columns={antdColumns(shown, state.one('sort') ?? defaultSort, rowTo)}
        dataSource={rows}
        rowKey={rowKey}
        pagination={false}
        sticky={{ offsetHeader: 48 }}
        scroll={{ x: width }}
        rowClassName={isClickable ? 'fh-clickable' : ''}
        rowSelection={
          selection && {
            selectedRowKeys: selection.keys,
            onChange: (keys, chosen) => selection.onChange(keys.map(String), chosen),
          }
        }
        onRow={(row) => ({
          onClick: (event) => {
            if (isClickable && !isOnControl(event) && !hasSelectedText()) open(row)
          },
        })}
        onChange={(_pages, _filters, sorter) => {
          const one = Array.isArray(sorter) ? sorter[0] : sorter
          const column = columns.find((item) => item.key === one?.columnKey)
          const name = column && one?.order ? sortName(column) : null
          state.change({ sort: name && one?.order === 'descend' ? `-${name}` : name })
        }}
      />
    )
  }

  return (
    <section className="fh-panel fh-table" aria-busy={query.isFetching}>
      <div className="fh-toolbar">
        {search && (
          <SearchBox
            value={state.one('q') ?? ''}
            placeholder={search}
            onChange={(q) => state.change({ q })}
          />
        )}
        <FilterBar filters={filters} state={state} />
        {isFiltered && !isPhone && (
          <Button type="link" onClick={clear}>
            {t('ui.clearFilters')}
          </Button>
        )}
        <div className="fh-toolbar-end">
          {query.isFetching && !query.isPending && <Spin size="small" />}
          {typeof toolbar === 'function' ? toolbar(filtersOf()) : toolbar}
          {!isPhone && columns.length > 2 && (
            <ColumnChooser columns={columns} hidden={hidden} onChange={setHidden} />
          )}
        </div>
      </div>
      {query.isError && rows.length > 0 && (
        <ErrorNotice error={query.error} retry={() => void query.refetch()} />
      )}
      {body()}
      {rows.length > 0 && (
        <div className="fh-table-foot">
          <span aria-live="polite">{countText(rows.length, total, t)}</span>
          {query.hasNextPage && (
            <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
              {t('ui.more')}
            </Button>
          )}
        </div>
      )}
    </section>
  )
}
