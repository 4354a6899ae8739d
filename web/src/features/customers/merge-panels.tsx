import { useMutation } from '@tanstack/react-query'
import { Alert, App, Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { CustomerSelect } from '../../shared/pickers/customer-select'
import { Can } from '../../shared/ui/can'
import { usePermission } from '../../shared/session/session'
import { Panel } from '../../shared/ui/panel'
import { When } from '../../shared/ui/times'
import { useRefusal } from '../../shared/ui/use-refusal'
import { undoMerge, type CustomerRecord, type Merge } from './api'
import { MergeDrawer } from './merge-drawer'

interface Props {
  customer: CustomerRecord
}

/** CUS-6: an archive that was merged away says where it went; the survivor says whom one came for. */
export function MergedNotice({ customer, cameFrom }: Props & { cameFrom: string | null }) {
  const { t } = useTranslation()
  const came = customer.merges.find((merge) => merge.fromId === cameFrom && merge.undoneAt === null)
  if (customer.mergedInto)
    return (
      <Alert
        type="warning"
        showIcon
        className="fh-notice"
        title={t('customers.mergedAway', { name: customer.mergedInto.name })}
        description={t('customers.mergedAwayHint')}
        action={
          <Link to={`/customers/${customer.mergedInto.id}`}>
            <Button>{t('customers.openSurvivor')}</Button>
          </Link>
        }
      />
    )
  if (!came) return null
  return (
    <Alert
      type="info"
      showIcon
      closable
      className="fh-notice"
      title={t('customers.cameFrom', { name: came.fromName })}
      action={<Link to={`/customers/${came.fromId}?as=itself`}>{t('customers.openOriginal')}</Link>}
    />
  )
}

function UndoButton({ merge }: { merge: Merge }) {
  const { t } = useTranslation()
  const { modal, message } = App.useApp()
  const invalidate = useInvalidate()
  const refuse = useRefusal()
  const undo = useMutation({
    mutationFn: () => undoMerge(merge.id, ''),
    onSuccess: ({ stayed }) => {
      for (const topic of ['customers', 'products', 'orders']) invalidate(topic)
      const fields = stayed.map((field) => t(`field.customer.${field}`)).join(t('ui.listComma'))
      void message.success(
        stayed.length > 0 ? t('customers.undoneStayed', { fields }) : t('customers.undone'),
        stayed.length > 0 ? 8 : 3,
      )
    },
    onError: refuse,
  })
  if (merge.refusal) return <span className="fh-quiet">{t(`reason.${merge.refusal}`)}</span>
  return (
    <Button
      size="small"
      loading={undo.isPending}
      onClick={() =>
        modal.confirm({
          title: t('customers.undoTitle', { name: merge.fromName }),
          content: t('customers.undoHint'),
          okText: t('customers.undoMerge'),
          onOk: () => undo.mutateAsync().catch(() => undefined),
        })
      }
    >
      {t('customers.undoMerge')}
    </Button>
  )
}

/** CUS-6: what was merged into this archive, by whom, and the way back. */
export function Merges({ customer }: Props) {
  const { t } = useTranslation()
  const holds = usePermission()
  if (customer.merges.length === 0) return null
  return (
    <Panel title={t('customers.merges')}>
      <ul className="fh-lines">
        {customer.merges.map((merge) => (
          <li key={merge.id} className="fh-item">
            <div className="fh-row">
              <Link to={`/customers/${merge.fromId}?as=itself`}>{merge.fromName}</Link>
              <span aria-hidden>→</span>
              <Link to={`/customers/${merge.intoId}`}>{merge.intoName}</Link>
            </div>
            <div className="fh-quiet">
              {merge.mergedByName} <When at={merge.mergedAt} />
              {merge.note && ` · ${merge.note}`}
            </div>
            {merge.undoneAt ? (
              <div className="fh-quiet">
                {t('customers.undoneBy', { name: merge.undoneByName })} <When at={merge.undoneAt} />
              </div>
            ) : (
              holds('customers.merge') && <UndoButton merge={merge} />
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** CUS-6: merges another archive into this one, from its page. */
export function MergeButton({ customer }: Props) {
  const { t } = useTranslation()
  const [isChoosing, setChoosing] = useState(false)
  const [otherId, setOtherId] = useState<string | null>(null)
  const [pair, setPair] = useState<[string, string] | null>(null)
  return (
    <Can of={customer} to="merge">
      <Button onClick={() => setChoosing(true)}>{t('customers.mergeWith')}</Button>
      <Modal
        open={isChoosing}
        title={t('customers.mergeWithTitle', { name: customer.name })}
        okText={t('customers.compare')}
        okButtonProps={{ disabled: otherId === null || otherId === customer.id }}
        onCancel={() => setChoosing(false)}
        onOk={() => {
          setChoosing(false)
          if (otherId) setPair([customer.id, otherId])
        }}
      >
        <CustomerSelect value={otherId} onChange={setOtherId} aria-label={t('field.customer.other')} />
      </Modal>
      <MergeDrawer pair={pair} onClose={() => setPair(null)} />
    </Can>
  )
}
