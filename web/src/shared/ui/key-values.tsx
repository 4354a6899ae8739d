import type { ReactNode } from 'react'

export interface KeyValue {
  label: ReactNode
  value: ReactNode
  /** Takes the whole width: long texts. */
  wide?: boolean
}

/** Labels and values of a record in aligned columns; an empty value is a dash. */
export function KeyValues({ items, columns = 3 }: { items: KeyValue[]; columns?: 1 | 2 | 3 | 4 }) {
  return (
    <dl className={`fh-keys fh-keys-${columns}`}>
      {items.map((item, index) => (
        <div key={index} className={item.wide ? 'fh-wide' : undefined}>
          <dt>{item.label}</dt>
          <dd>{item.value === null || item.value === undefined || item.value === '' ? '—' : item.value}</dd>
        </div>
      ))}
    </dl>
  )
}
