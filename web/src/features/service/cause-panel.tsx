import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Can } from '../../shared/ui/can'
import { Panel } from '../../shared/ui/panel'
import { StatusTag } from '../../shared/ui/status-tag'
import { When } from '../../shared/ui/times'
import type { OrderRecord } from './api'
import { FollowUpDrawer, MarkDrawer, SignDrawer, SpotCheckDrawer } from './cause-drawers'

type Dialog = 'mark' | 'sign' | 'check' | null

function Step({ title, isDone, children }: { title: string; isDone: boolean; children: React.ReactNode }) {
  return (
    <li className={isDone ? 'svc-cause svc-cause-done' : 'svc-cause'}>
      <strong>{title}</strong>
      <div>{children}</div>
    </li>
  )
}

function Steps({ order, open }: { order: OrderRecord; open: (dialog: Dialog) => void }) {
  const { t } = useTranslation()
  return (
    <ol className="fh-stack-tight">
      <Step title={t('service.cause.marked')} isDone>
        <p className="fh-note">{order.causedNote}</p>
        <div className="fh-quiet svc-small">
          {order.causedMarkedBy} <When at={order.causedMarkedAt} />
        </div>
      </Step>
      <Step title={t('service.cause.signed')} isDone={order.causedSignedAt !== null}>
        {order.causedSignedAt ? (
          <>
            {order.causedSignedBy} · {order.causedEvidence}
            <div className="fh-quiet svc-small">
              <When at={order.causedSignedAt} />
            </div>
          </>
        ) : (
          <div className="fh-row">
            <span className="fh-quiet">{t('service.cause.notSigned')}</span>
            <Can of={order} to="signCustomerCause">
              <Button size="small" type="primary" onClick={() => open('sign')}>
                {t('service.cause.sign')}
              </Button>
            </Can>
          </div>
        )}
      </Step>
      <Step title={t('service.cause.checked')} isDone={order.spotCheck !== 'none'}>
        <div className="fh-row">
          <StatusTag
            tone={
              order.spotCheck === 'accepted' ? 'good' : order.spotCheck === 'rejected' ? 'bad' : 'neutral'
            }
          >
            {t(`value.order.spotCheck.${order.spotCheck}`)}
          </StatusTag>
          <Can of={order} to="spotCheck">
            <Button size="small" onClick={() => open('check')}>
              {t(order.spotCheck === 'none' ? 'service.cause.check' : 'service.cause.checkAgain')}
            </Button>
          </Can>
        </div>
        {order.spotCheck !== 'none' && (
          <div className="fh-quiet svc-small">
            {order.spotCheckedBy} <When at={order.spotCheckedAt} /> {order.spotCheckNote}
          </div>
        )}
      </Step>
    </ol>
  )
}

/** SVC-9: a lateness the customer causes: marked on the order sheet, signed by the customer, spot-checked by the manager. */
export function CausePanel({ order }: { order: OrderRecord }) {
  const { t } = useTranslation()
  const [dialog, setDialog] = useState<Dialog>(null)
  const close = () => setDialog(null)
  const isMarked = order.causedMarkedAt !== null
  return (
    <Panel
      title={t('service.cause')}
      extra={
        <Can of={order} to="markCustomerCause">
          <Button size="small" onClick={() => setDialog('mark')}>
            {t('service.cause.mark')}
          </Button>
        </Can>
      }
    >
      {isMarked ? (
        <Steps order={order} open={setDialog} />
      ) : (
        <p className="fh-quiet">{t('service.cause.none')}</p>
      )}
      <MarkDrawer open={dialog === 'mark'} onClose={close} order={order} />
      <SignDrawer open={dialog === 'sign'} onClose={close} order={order} />
      <SpotCheckDrawer open={dialog === 'check'} onClose={close} order={order} />
    </Panel>
  )
}

/** SVC-9: what the customer said in the follow-up call; a "no" makes the order late in any case. */
export function FollowUpPanel({ order }: { order: OrderRecord }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  if (order.handedOverAt === null) return null
  const { followUpAnswer } = order
  return (
    <Panel
      title={t('service.followUp')}
      extra={
        <Can of={order} to="answerFollowUp">
          <Button size="small" onClick={() => setOpen(true)}>
            {t(followUpAnswer === null ? 'service.followUp.record' : 'service.followUp.change')}
          </Button>
        </Can>
      }
    >
      <div className="fh-row">
        <span>{t('service.followUp.question')}</span>
        <StatusTag tone={followUpAnswer === null ? 'neutral' : followUpAnswer === 'yes' ? 'good' : 'bad'}>
          {followUpAnswer === null
            ? t('service.followUp.none')
            : t(`value.order.followUpAnswer.${followUpAnswer}`)}
        </StatusTag>
      </div>
      {order.followUpNote && <p className="fh-note">{order.followUpNote}</p>}
      {order.followUpAt && (
        <div className="fh-quiet svc-small">
          <When at={order.followUpAt} />
        </div>
      )}
      <FollowUpDrawer open={isOpen} onClose={() => setOpen(false)} order={order} />
    </Panel>
  )
}
