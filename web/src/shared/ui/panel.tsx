import type { ReactNode } from 'react'

interface Props {
  title?: ReactNode
  extra?: ReactNode
  children: ReactNode
  /** No inner space: for a table that fills the panel. */
  flush?: boolean
}

/** A white area of a record page, with a heading. */
export function Panel({ title, extra, children, flush }: Props) {
  return (
    <section className="fh-panel">
      {(title || extra) && (
        <div className="fh-panel-head">
          <h2>{title}</h2>
          {extra && <div className="fh-actions">{extra}</div>}
        </div>
      )}
      <div className={flush ? '' : 'fh-panel-body'}>{children}</div>
    </section>
  )
}
