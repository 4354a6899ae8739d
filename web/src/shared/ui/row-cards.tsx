import { Checkbox } from 'antd'
import { Link } from 'react-router'
import type { Column, TableProps } from './table-types'

interface Props<T> {
  table: TableProps<T>
  columns: Column<T>[]
  rows: T[]
}

/** The rows of a table on a phone: one card each, with a heading, marks and lines of label and value. */
export function RowCards<T>({ table, columns, rows }: Props<T>) {
  const { rowKey, rowTo, onRow, selection, label } = table
  const head = columns.find((column) => column.phone === 'title') ?? columns[0]
  const tags = columns.filter((column) => column.phone === 'tag')
  const lines = columns.filter((column) => column !== head && (column.phone ?? 'line') === 'line')

  const heading = (row: T) => {
    if (rowTo) return <Link to={rowTo(row)}>{head?.render(row)}</Link>
    if (!onRow) return head?.render(row)
    return (
      <button type="button" className="fh-link-button" onClick={() => onRow(row)}>
        {head?.render(row)}
      </button>
    )
  }
  const select = (row: T, isOn: boolean) => {
    const keys = (selection?.keys ?? []).filter((key) => key !== rowKey(row))
    const next = isOn ? [...keys, rowKey(row)] : keys
    selection?.onChange(
      next,
      rows.filter((item) => next.includes(rowKey(item))),
    )
  }
  return (
    <ul className="fh-cards" aria-label={label}>
      {rows.map((row) => (
        <li key={rowKey(row)} className="fh-card">
          <div className="fh-row fh-card-head">
            {selection && (
              <Checkbox
                checked={selection.keys.includes(rowKey(row))}
                onChange={(event) => select(row, event.target.checked)}
              />
            )}
            <strong>{heading(row)}</strong>
            {tags.map((column) => (
              <span key={column.key}>{column.render(row)}</span>
            ))}
          </div>
          <dl>
            {lines.map((column) => (
              <div key={column.key}>
                <dt>{column.title}</dt>
                <dd>{column.render(row)}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}
