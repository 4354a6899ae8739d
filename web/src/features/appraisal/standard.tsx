import { useTranslation } from 'react-i18next'
import type { Item } from './api'
import { ExampleMark, rowRange, useName, valueOf } from './words'

function useRowText(item: Item) {
  const { t } = useTranslation()
  const name = useName()
  return (row: Item['rows'][number]): string => {
    const range = rowRange(row, item.unit, t)
    const head = row.name ? name(row.name) : range
    const points = row.pointsFrom ?? row.points ?? (row.deduct === '0' ? '0' : `−${row.deduct ?? '0'}`)
    const shown =
      row.pointsFrom !== null && row.pointsTo !== null && row.pointsFrom !== row.pointsTo
        ? t('appraisal.pointsRange', { from: row.pointsFrom, to: row.pointsTo })
        : t('appraisal.points', { points })
    return t('appraisal.rowOf', { range: head, points: shown })
  }
}

// Of a share of a target the value is a ratio, but the target itself is a sum.
const targetUnit = ({ unit, target }: Item): Item['unit'] =>
  unit === 'ratio' && Number(target) > 1 ? 'number' : unit

/** APR-3: what an item is rated by, as its form prints it; rows that are only examples say so. */
export function Standard({ item }: { item: Item }) {
  const { t } = useTranslation()
  const rowText = useRowText(item)
  if (item.rows.length > 0)
    return (
      <div>
        {item.target !== null && (
          <div className="fh-quiet">
            {t('appraisal.target', { target: valueOf(item.target, targetUnit(item), t) })}
          </div>
        )}
        <ul className="fh-card-rows">
          {item.rows.map((row, index) => (
            <li key={index}>
              {rowText(row)} {!item.isExample && <ExampleMark of={row} />}
            </li>
          ))}
        </ul>
        <ExampleMark of={item} />
      </div>
    )
  return (
    <div>
      <span>{termText(item, t)}</span> <ExampleMark of={item} />
      {item.personalPenalty && <div className="fh-quiet">{t('appraisal.personalPenalty')}</div>}
    </div>
  )
}

function termText(item: Item, t: ReturnType<typeof useTranslation>['t']): string {
  switch (item.kind) {
    case 'deduction':
      return `−${item.deduct ?? ''} (${t(`appraisal.per.${item.per ?? 'kind_and_month'}`)})`
    case 'per_excess':
      return [
        item.target === null ? '' : t('appraisal.target', { target: valueOf(item.target, 'ratio', t) }),
        t('appraisal.eachOver', { deduct: item.deduct ?? '' }),
      ]
        .filter(Boolean)
        .join(t('ui.listComma'))
    case 'bonus':
      return t('appraisal.most', { most: item.most ?? '' })
    default:
      return t('appraisal.goalFull', { full: item.full ?? '' })
  }
}
