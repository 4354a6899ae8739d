import { App, Form, type FormInstance } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { asApiError } from '../../shared/api/api-error'
import { newKey } from '../../shared/api/client'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { useTimeZone } from '../../shared/session/session'
import { fieldErrors } from '../../shared/ui/form-faults'
import { reasonText } from '../../shared/ui/reason'
import { openOrder, type NewOrder, type OrderRecord, type OrderRow, type OrderType } from './api'
import { useOrderTypes } from './order-words'
import type { Party } from './party-drawer'
import { rememberUnit, useHomeUnit } from './use-home-unit'
import { useParty } from './use-party'

interface Values extends Omit<NewOrder, 'receivedAt' | 'customerId' | 'productId' | 'returnOfId'> {
  receivedAt?: string | null
}

/** The values of a form without a fault; null after the faults have been shown, the first one under the cursor. */
async function valuesOf(form: FormInstance<Values>): Promise<Values | null> {
  try {
    return await form.validateFields()
  } catch {
    const [first] = form.getFieldsError().filter((field) => field.errors.length > 0)
    if (first) form.scrollToField(first.name, { focus: true, block: 'center' })
    return null
  }
}

/** Sends a form and shows what is refused on it: one key per attempt, so that a retry opens no second order. */
function useSending(form: FormInstance) {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const [key, setKey] = useState(newKey)
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)
  const send = async (call: (key: string) => Promise<OrderRecord>): Promise<OrderRecord | null> => {
    setBusy(true)
    setError(null)
    try {
      return await call(key)
    } catch (thrown) {
      const refusal = asApiError(thrown)
      form.setFields(fieldErrors(refusal, reasonText(refusal, t, timeZone), t))
      setError(refusal)
      // A refused order is another one once it is corrected; one that may have arrived keeps its key.
      if (refusal.status >= 400 && refusal.status < 500) setKey(newKey())
      return null
    } finally {
      setBusy(false)
    }
  }
  return { send, error, isBusy }
}

function useWatched(form: FormInstance, name: string): unknown {
  const value: unknown = Form.useWatch(name, form)
  return value
}

/** What is not filled in yet follows what is known; what somebody typed stays. */
function useKnownValues(form: FormInstance, known: Record<string, string | undefined>): void {
  const { unitId, typeKey, contactName, contactPhone } = known
  useEffect(() => {
    for (const [name, value] of Object.entries({ unitId, typeKey, contactName, contactPhone }))
      if (value && !form.isFieldTouched(name) && !form.getFieldValue(name)) form.setFieldValue(name, value)
  }, [form, unitId, typeKey, contactName, contactPhone])
}

/** SVC-13: the order this one is a return repair of; its fault group and the type come along. */
function useReturnOf(form: FormInstance, types: readonly OrderType[]) {
  const [returnOf, setReturnOf] = useState<OrderRow | null>(null)
  const makeReturn = (order: OrderRow | null) => {
    setReturnOf(order)
    const back = types.find((item) => item.returnRepair)
    if (!order) return
    if (back) form.setFieldValue('typeKey', back.key)
    if (order.faultGroupKey) form.setFieldValue('faultGroupKey', order.faultGroupKey)
  }
  return { returnOf, makeReturn }
}

/** Everything a new order is made of while it is being written. */
export function useIntake() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const invalidate = useInvalidate()
  const { message } = App.useApp()
  const [form] = Form.useForm()
  const types = useOrderTypes().data?.items ?? []
  const homeUnit = useHomeUnit()
  const sending = useSending(form)
  const { returnOf, makeReturn } = useReturnOf(form, types)
  const toForm = () => setTimeout(() => form.scrollToField('complaint', { focus: true, block: 'nearest' }), 0)
  const party = useParty(toForm)
  const typeKey = useWatched(form, 'typeKey')
  const faultGroupKey = useWatched(form, 'faultGroupKey')
  const isUnclear = useWatched(form, 'unclear') === true
  const { customer, product, record } = party
  useKnownValues(form, {
    unitId: homeUnit,
    typeKey: types[0]?.key,
    contactName: record?.name,
    contactPhone: record?.phones[0]?.phone,
  })

  const created = async (made: Party) => {
    await party.created(made)
    if (made.phone) form.setFieldsValue({ contactName: made.customer.name, contactPhone: made.phone })
  }
  const startOver = () => {
    party.clear()
    makeReturn(null)
    form.resetFields(['contactName', 'contactPhone'])
  }
  const send = async (accept: boolean) => {
    const values = await valuesOf(form)
    if (!values) return
    const body = {
      ...values,
      receivedAt: values.receivedAt ?? undefined,
      customerId: customer?.id ?? null,
      productId: product?.id ?? null,
      returnOfId: returnOf?.id ?? null,
      accept,
    }
    const order = await sending.send((key) => openOrder(body, key))
    if (!order) return
    rememberUnit(order.unitId)
    invalidate('orders')
    void message.success(t('service.opened', { number: order.number }))
    void navigate(`/orders/${order.id}`)
  }
  return {
    ...party,
    ...{ form, types, type: types.find((item) => item.key === typeKey), isUnclear },
    faultGroupKey: typeof faultGroupKey === 'string' ? faultGroupKey : null,
    ...{ returnOf, makeReturn, created, startOver, send },
    ...{ error: sending.error, isBusy: sending.isBusy },
  }
}
