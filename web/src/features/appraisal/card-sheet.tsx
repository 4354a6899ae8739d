import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { Panel } from '../../shared/ui/panel'
import { useRefusal } from '../../shared/ui/use-refusal'
import {
  contestEvidence,
  refreshCard,
  removeDeduction,
  type Card,
  type Contest,
  type Deduction,
  type Item,
} from './api'
import { CardForm } from './card-form'
import { Contests, Group, Versions } from './card-side'
import { EvidenceDrawer } from './evidence-drawer'
import { DeductionDrawer, ItemDrawer } from './item-drawer'
import { DecisionDrawer, ReasonDrawer } from './reason-drawer'

interface Subject {
  itemKey: string
  subjectKind: string
  subjectId: string
  words: string
}

function Notices({ card, onRefresh }: { card: Card; onRefresh: () => void }) {
  const { t } = useTranslation()
  return (
    <>
      {card.state === 'returned' && card.returnedReason !== null && (
        <Alert
          type="warning"
          showIcon
          className="fh-form-note"
          title={t('appraisal.returnedBecause', { reason: card.returnedReason })}
        />
      )}
      {card.totalNow !== null && (
        <Alert
          type="warning"
          showIcon
          className="fh-form-note"
          title={t('appraisal.movedNow', { total: card.totalNow })}
          description={
            ['reviewed', 'confirmed'].includes(card.state) ? t('appraisal.refreshBack') : undefined
          }
          action={
            card.can.refresh && (
              <Button size="small" onClick={onRefresh}>
                {t('appraisal.refresh')}
              </Button>
            )
          }
        />
      )}
    </>
  )
}

/** A card with everything that can be done on it: entering, contesting, deciding. The steps are in the page's head. */
export function CardSheet({ card, isMine = false }: { card: Card; isMine?: boolean }) {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  const refuse = useRefusal()
  const [shown, setShown] = useState<Item | null>(null)
  const [entered, setEntered] = useState<Item | null>(null)
  const [removed, setRemoved] = useState<Deduction | null>(null)
  const [subject, setSubject] = useState<Subject | null>(null)
  const [decided, setDecided] = useState<Contest | null>(null)
  const done = () => invalidate('scorecards')
  const ofDeduction = (item: Item, deduction: Deduction): Subject => ({
    itemKey: item.key,
    subjectKind: 'deduction',
    subjectId: deduction.id,
    words: deduction.orderNumber ?? deduction.note,
  })
  return (
    <div className="fh-stack">
      <Panel>
        <CardForm
          card={card}
          notice={<Notices card={card} onRefresh={() => void refreshCard(card).then(done, refuse)} />}
          onEvidence={setShown}
          onEnter={card.can.enter ? setEntered : undefined}
          onRemove={card.can.enter ? (_, deduction) => setRemoved(deduction) : undefined}
          onContest={
            card.can.contest ? (item, deduction) => setSubject(ofDeduction(item, deduction)) : undefined
          }
        />
      </Panel>
      <div className="fh-grid">
        <div className="fh-column">
          <Contests card={card} onDecide={setDecided} />
          <Versions card={card} />
        </div>
        <div className="fh-column">{!isMine && <Group card={card} />}</div>
      </div>
      <EvidenceDrawer
        card={card}
        item={shown}
        onClose={() => setShown(null)}
        onContest={
          card.can.contest
            ? (item, fact) =>
                setSubject({
                  itemKey: item.key,
                  subjectKind: fact.factKind,
                  subjectId: fact.sourceId,
                  words: fact.sourceNumber,
                })
            : undefined
        }
      />
      <ItemDrawer card={card} item={entered} onClose={() => setEntered(null)} onDone={done} />
      <DeductionDrawer card={card} item={entered} onClose={() => setEntered(null)} onDone={done} />
      <ReasonDrawer
        open={removed !== null}
        title={t('appraisal.removeDeduction')}
        label={t('field.scorecard.reason')}
        onClose={() => setRemoved(null)}
        submit={(reason) => removeDeduction(card, removed?.id ?? '', reason)}
        onDone={done}
      />
      <ReasonDrawer
        open={subject !== null}
        title={t('appraisal.contestTitle', { subject: subject?.words ?? '' })}
        label={t('appraisal.contestReason')}
        onClose={() => setSubject(null)}
        submit={(reason) => {
          const { itemKey = '', subjectKind = '', subjectId = '' } = subject ?? {}
          return contestEvidence(card, { itemKey, subjectKind, subjectId, reason })
        }}
        onDone={done}
      />
      <DecisionDrawer card={card} contest={decided} onClose={() => setDecided(null)} onDone={done} />
    </div>
  )
}
