import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { ErrorNotice } from './error-notice'

interface Props<T> {
  query: { data: T | undefined; error: unknown; isError: boolean; refetch: () => unknown }
  children: (data: T) => ReactNode
}

/** What a query brings: a skeleton while it is on its way, its refusal, its data. Old data stays while it is asked again. */
export function Loaded<T>({ query, children }: Props<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.isError) return <ErrorNotice error={query.error} retry={() => void query.refetch()} />
  return <Skeleton active paragraph={{ rows: 8 }} />
}
