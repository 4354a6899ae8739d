import { useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asApiError, conflictOf } from '../../shared/api/api-error'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { useTimeZone } from '../../shared/session/session'
import { useRefusal } from '../../shared/ui/use-refusal'
import { fieldLabel, valueText } from '../../shared/ui/value-text'
import type { OrderRecord } from './api'

/** Shows the order as it is after a change, in every list and on its page. */
export function useOrderChanged(): (order: OrderRecord) => void {
  const client = useQueryClient()
  const invalidate = useInvalidate()
  return (order) => {
    client.setQueryData(['orders', 'record', order.id], order)
    invalidate('orders')
  }
}

interface Action {
  call: (version: number) => Promise<OrderRecord>
  done: string
  /** What is to be written, by the record's fields: shown beside the other value if somebody was first. */
  sent?: Record<string, unknown>
}

/** SVC-2: an action in one click: success is said, a refusal explained, a conflict shows both values. */
export function useOrderAction(order: Pick<OrderRecord, 'version'>) {
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const timeZone = useTimeZone()
  const invalidate = useInvalidate()
  const changed = useOrderChanged()
  const refuse = useRefusal()
  const [isBusy, setBusy] = useState(false)

  const explain = (error: unknown, sent: Record<string, unknown>): boolean => {
    const moved = conflictOf(asApiError(error))
    if (!moved) return false
    const context = { t, timeZone, entity: 'order' }
    const lines = Object.entries(sent).map(([field, mine]) =>
      t('service.conflictLine', {
        field: fieldLabel(field, context),
        mine: valueText(field, mine, context),
        theirs: valueText(field, moved.current[field], context),
      }),
    )
    modal.warning({
      title: t('ui.conflict.title'),
      content: [t('service.conflictExplain'), ...lines].join('\n'),
      className: 'svc-lines-modal',
    })
    invalidate('orders')
    return true
  }

  const act = async ({ call, done, sent = {} }: Action): Promise<boolean> => {
    setBusy(true)
    try {
      changed(await call(order.version))
      void message.success(done)
      return true
    } catch (error) {
      if (!explain(error, sent)) refuse(error)
      return false
    } finally {
      setBusy(false)
    }
  }
  return { act, isBusy }
}
