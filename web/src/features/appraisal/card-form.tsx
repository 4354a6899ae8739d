import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { trimZeros } from '../../shared/format/numbers'
import { useIsPhone } from '../../shared/ui/use-is-phone'
import { When } from '../../shared/ui/times'
import { Actual, EventLine } from './actual'
import type { Card, Deduction, Item, Section } from './api'
import './appraisal.css'
import { Standard } from './standard'
import { ExampleMark, useName } from './words'

export interface CardActions {
  onEvidence: (item: Item) => void
  /** Only where the reader may enter values. */
  onEnter?: (item: Item) => void
  onRemove?: (item: Item, deduction: Deduction) => void
  onContest?: (item: Item, deduction: Deduction) => void
}

interface PartProps extends CardActions {
  item: Item
}

/** The facts behind an item, or its recorded events. */
function EvidenceCell({ item, onEvidence, onRemove, onContest }: PartProps) {
  const { t } = useTranslation()
  const isPhone = useIsPhone()
  const none = isPhone ? null : <span className="fh-quiet">—</span>
  if (item.kind === 'deduction')
    return item.deductions.length === 0 ? (
      none
    ) : (
      <ul>
        {item.deductions.map((deduction) => (
          <EventLine
            key={deduction.id}
            deduction={deduction}
            onRemove={onRemove && (() => onRemove(item, deduction))}
            onContest={onContest && (() => onContest(item, deduction))}
          />
        ))}
      </ul>
    )
  if (item.basis === null) return none
  const { total, against } = item.evidence
  return (
    <button type="button" className="fh-link-button" onClick={() => onEvidence(item)}>
      {against > 0 ? t('appraisal.against', { against, total }) : t('appraisal.facts', { count: total })}
    </button>
  )
}

function EnterButton({ item, onEnter }: PartProps) {
  const { t } = useTranslation()
  const name = useName()
  if (!onEnter) return null
  const word = item.kind === 'deduction' ? 'record' : (item.hand ?? item.system) ? 'change' : 'enter'
  const label = t(`appraisal.${word}`)
  return (
    <Button size="small" onClick={() => onEnter(item)} aria-label={`${label} ${name(item.name)}`}>
      {label}
    </Button>
  )
}

const signed = (points: string): string => (points.startsWith('-') ? points.replace('-', '−') : points)

function SectionRows({ section, ...actions }: CardActions & { section: Section }) {
  const { t } = useTranslation()
  const name = useName()
  const span = section.items.length
  return section.items.map((item, index) => (
    <tr key={item.key}>
      {index === 0 && (
        <th rowSpan={span} scope="rowgroup">
          <div>{name(section.name)}</div>
          <div className="fh-quiet">{t('appraisal.full', { full: section.full })}</div>
        </th>
      )}
      <td>{name(item.name)}</td>
      <td>
        <Standard item={item} />
      </td>
      <td>
        <Actual item={item} />
      </td>
      <td className="fh-card-number">{signed(item.points)}</td>
      {index === 0 && (
        <td rowSpan={span} className="fh-card-number fh-card-middle">
          {section.points}
          {section.cut !== '0' && (
            <div className="fh-quiet">{t('appraisal.cut', { full: section.full, cut: section.cut })}</div>
          )}
        </td>
      )}
      <td>
        <EvidenceCell item={item} {...actions} />
      </td>
      {actions.onEnter && (
        <td>
          <EnterButton item={item} {...actions} />
        </td>
      )}
    </tr>
  ))
}

function Paper({ card, ...actions }: CardActions & { card: Card }) {
  const { t } = useTranslation()
  const name = useName()
  const heads = ['section', 'content', 'standard', 'actual', 'deducted', 'score', 'evidence']
  return (
    <div className="fh-card-form">
      <table>
        <caption>{name(card.templateName)}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {t(`appraisal.${head}`)}
              </th>
            ))}
            {actions.onEnter && <th scope="col">{t('ui.actions')}</th>}
          </tr>
        </thead>
        <tbody>
          {card.sections.map((section) => (
            <SectionRows key={section.key} section={section} {...actions} />
          ))}
          <tr>
            <th scope="row">{t('appraisal.total')}</th>
            <td colSpan={4}>
              <Grades card={card} />
            </td>
            <td className="fh-card-number fh-card-middle">{card.total}</td>
            <td colSpan={actions.onEnter ? 2 : 1}>
              <span className="fh-quiet">{t('appraisal.grade')}</span>{' '}
              <strong>{gradeText(card, name)}</strong>
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  )
}

const gradeText = (card: Card, name: ReturnType<typeof useName>): string =>
  card.grade === null ? '—' : `${card.grade}${card.gradeName ? ` ${name(card.gradeName)}` : ''}`

function Grades({ card }: { card: Card }) {
  const { t } = useTranslation()
  const words = card.grades.map((grade, index) => {
    const better = card.grades[index - 1]
    return better && index === card.grades.length - 1
      ? t('appraisal.gradeBelow', { grade: grade.key, from: trimZeros(better.atLeast) })
      : t('appraisal.gradeRange', { grade: grade.key, from: trimZeros(grade.atLeast) })
  })
  return <span className="fh-quiet">{words.join(t('ui.listComma'))}</span>
}

/** The same form on a phone: a block per section, an item below the other. */
function Blocks({ card, ...actions }: CardActions & { card: Card }) {
  const { t } = useTranslation()
  const name = useName()
  return (
    <div className="fh-card-sections">
      {card.sections.map((section) => (
        <section key={section.key} className="fh-card-section">
          <header>
            <h3>{name(section.name)}</h3>
            <span className="fh-card-score">
              {section.points} <span className="fh-quiet">/ {section.full}</span>
            </span>
          </header>
          {section.items.map((item) => (
            <div key={item.key} className="fh-card-item">
              <div className="fh-card-item-head">
                <span>{name(item.name)}</span>
                <span className="fh-card-score">{signed(item.points)}</span>
              </div>
              <Actual item={item} />
              <div className="fh-quiet">
                <Standard item={item} />
              </div>
              <div className="fh-row">
                <EvidenceCell item={item} {...actions} />
                <EnterButton item={item} {...actions} />
              </div>
            </div>
          ))}
          {section.cut !== '0' && (
            <div className="fh-card-item fh-quiet">
              {t('appraisal.cut', { full: section.full, cut: section.cut })}
            </div>
          )}
        </section>
      ))}
      <section className="fh-card-section">
        <header>
          <h3>{t('appraisal.total')}</h3>
          <span className="fh-card-score">
            {card.total} <span className="fh-quiet">{gradeText(card, name)}</span>
          </span>
        </header>
        <div className="fh-card-item">
          <Grades card={card} />
        </div>
      </section>
    </div>
  )
}

function Signs({ card }: { card: Card }) {
  const { t } = useTranslation()
  const signs = ['scored', 'reviewed', 'confirmed', 'filed'] as const
  return (
    <div className="fh-card-signs">
      {signs.map((sign) => {
        const mark = card[sign]
        return (
          <div key={sign}>
            <div className="fh-quiet">{t(`appraisal.sign.${sign}`)}</div>
            {mark ? (
              <div>
                {mark.by} <When at={mark.at} />
              </div>
            ) : (
              <div className="fh-quiet">{t('appraisal.notYet')}</div>
            )}
          </div>
        )
      })}
    </div>
  )
}

/** APR-3, APR-16: the card with the rows of its paper form: sections with their marks, standard, what happened, points. */
export function CardForm({ card, notice, ...actions }: CardActions & { card: Card; notice?: ReactNode }) {
  const { t } = useTranslation()
  const isPhone = useIsPhone()
  return (
    <section>
      {notice}
      <div className="fh-card-head">
        <span>
          <span className="fh-quiet">{t('appraisal.month')}</span> {card.month}
        </span>
        <span>
          <span className="fh-quiet">{t('field.scorecard.personName')}</span> {card.personName}
        </span>
        <span>
          <span className="fh-quiet">{t('field.scorecard.unitName')}</span> {card.unitName}
        </span>
        <span>
          <span className="fh-quiet">{t('field.scorecard.positionName')}</span> {card.positionName}
        </span>
        <ExampleMark of={card} />
      </div>
      {isPhone ? <Blocks card={card} {...actions} /> : <Paper card={card} {...actions} />}
      <Signs card={card} />
    </section>
  )
}
