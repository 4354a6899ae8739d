import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { formatCount, formatMoney, formatPercent } from '../format/numbers'

const nothing = <span className="fh-quiet">—</span>

interface MoneyProps {
  value: string | null | undefined
  /** Before the digits, e.g. ¥; columns of money say the unit in their head instead. */
  sign?: string
}

/** An amount as the server sent it, with thousands separators; never computed here. */
export function Money({ value, sign = '' }: MoneyProps) {
  if (value === null || value === undefined) return nothing
  const text = formatMoney(value)
  const shown = text.startsWith('-') ? `-${sign}${text.slice(1)}` : `${sign}${text}`
  return <span className={`fh-figure${text.startsWith('-') ? ' fh-negative' : ''}`}>{shown}</span>
}

interface PercentProps {
  /** The ratio: '0.960000' is 96.00%. */
  value: string | null | undefined
  places?: number
}

export function Percent({ value, places = 2 }: PercentProps) {
  if (value === null || value === undefined) return nothing
  return <span className="fh-figure">{formatPercent(value, places)}</span>
}

export function Count({ value }: { value: number | null | undefined }) {
  if (value === null || value === undefined) return nothing
  return <span className="fh-figure">{formatCount(value)}</span>
}

interface NumberLinkProps {
  /** The list with exactly these records. */
  to: string
  children: ReactNode
  /** Read out instead of the bare number. */
  label?: string
}

/** PLT-3: a number that opens its records. */
export function NumberLink({ to, children, label }: NumberLinkProps) {
  return (
    <Link
      to={to}
      className="fh-figure fh-number-link"
      aria-label={label}
      onClick={(event) => event.stopPropagation()}
    >
      {children}
    </Link>
  )
}
