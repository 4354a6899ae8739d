import type { ReactNode } from 'react'
import type { ListParams } from './list-params'

export interface Page<T> {
  items: T[]
  nextCursor: string | null
  total: number | null
}

export interface Column<T> {
  /** Also the sort name of the API, unless `sort` says another. */
  key: string
  title: string
  render: (row: T) => ReactNode
  width?: number
  align?: 'right' | 'center'
  sort?: boolean | string
  /** On a phone: the heading of the card, a mark beside it, a line `label value` (default), or nothing. */
  phone?: 'title' | 'tag' | 'line' | 'none'
  /** Not shown until chosen in the column chooser. */
  optional?: boolean
}

export interface FilterOption {
  value: string
  label: string
}

interface FilterBase {
  /** Name in the address and in the query of the API. */
  name: string
  label: string
  width?: number
}

/** `days` uses two parameters: `<name>From` and `<name>To`. `custom` draws itself: a tree of units, a person. */
export type Filter =
  | (FilterBase & { kind: 'select' | 'multi'; options: FilterOption[] })
  | (FilterBase & { kind: 'day' | 'month' | 'days' })
  | (FilterBase & {
      kind: 'custom'
      render: (value: string | undefined, change: (value: string | null) => void) => ReactNode
    })

export interface Empty {
  text: ReactNode
  /** What to do next: a button. */
  action?: ReactNode
}

export interface TableProps<T> {
  /** Remembers chosen columns; unique among all tables. */
  id: string
  /** Starts with the topic: ['orders']. Values that `list` closes over belong into it as well. */
  queryKey: readonly unknown[]
  list: (params: ListParams) => Promise<Page<T>>
  columns: Column<T>[]
  rowKey: (row: T) => string
  /** The page of a record; the first column becomes its link, the whole row a click target. */
  rowTo?: (row: T) => string
  onRow?: (row: T) => void
  filters?: Filter[]
  /** Placeholder of the search box; no box without it. */
  search?: string
  defaultSort?: string
  pageSize?: number
  empty: Empty
  /** Export buttons and the like; gets the filters of the moment. */
  toolbar?: ReactNode | ((filters: URLSearchParams) => ReactNode)
  /** Chosen rows, for work on many at once. */
  selection?: { keys: string[]; onChange: (keys: string[], rows: T[]) => void }
  /** Keeps the parameters of several lists on one page apart. */
  scope?: string
  /** The name of the table for screen readers. */
  label: string
}

/** The names a filter uses in the address. */
export const filterNames = (filters: Filter[]): string[] =>
  filters.flatMap((filter) =>
    filter.kind === 'days' ? [`${filter.name}From`, `${filter.name}To`] : [filter.name],
  )
