import { Checkbox, Form, Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatCount } from '../../shared/format/numbers'
import { PersonSelect } from '../../shared/pickers/person-select'
import { UnitSelect } from '../../shared/pickers/unit-select'
import { DecimalInput } from '../../shared/ui/inputs'
import type { RecordOption } from '../../shared/ui/record-select'
import type { OrderType } from './api'
import { useFaultGroups, useNameOf } from './order-words'
import { channels, detailKeys, priorities } from './words'

/** SVC-2: which fields a type needs is data; a field that is needed is marked, one that says nothing is not shown. */
export const needs = (type: OrderType | undefined, name: string): boolean =>
  type?.needs.includes(name) ?? false

interface WorkProps {
  type: OrderType | undefined
  unclear?: boolean
  /** The last reading known, as a hint. */
  lastKm?: number | null
}

/** What the type asks for: readings, fault, the customer's words, and the fields that only this type has. */
export function WorkFields({ type, unclear, lastKm }: WorkProps) {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const groups = useFaultGroups()
  const rule = (name: string) =>
    needs(type, name) && !unclear ? [{ required: true, message: t('ui.required') }] : []
  return (
    <>
      <Form.Item name="complaint" label={t('field.order.complaint')} rules={rule('fault_description')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={4000} />
      </Form.Item>
      <div className="svc-form">
        <Form.Item name="mileageKm" label={t('field.order.mileageKm')} rules={rule('mileage')}>
          <InputNumber
            className="fh-full"
            min={0}
            max={2_000_000_000}
            precision={0}
            controls={false}
            placeholder={lastKm ? t('service.lastKm', { km: formatCount(lastKm) }) : undefined}
          />
        </Form.Item>
        <Form.Item name="faultGroupKey" label={t('field.order.faultGroupKey')} rules={rule('fault_group')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={(groups.data?.items ?? []).map((group) => ({ value: group.key, label: nameOf(group) }))}
            placeholder={t('ui.selectPlaceholder')}
          />
        </Form.Item>
        <Form.Item name="priority" label={t('field.order.priority')}>
          <Select
            options={priorities.map((value) => ({ value, label: t(`value.order.priority.${value}`) }))}
          />
        </Form.Item>
        {needs(type, 'site_address') && (
          <>
            <Form.Item name="distanceKm" label={t('field.order.distanceKm')}>
              <DecimalInput places={1} min="0" max="99999" />
            </Form.Item>
            <Form.Item name="supplierNeeded" valuePropName="checked" label=" " colon={false}>
              <Checkbox>{t('field.order.supplierNeeded')}</Checkbox>
            </Form.Item>
          </>
        )}
        {needs(type, 'running_hours') && (
          <Form.Item name="runningHours" label={t('field.order.runningHours')} rules={rule('running_hours')}>
            <InputNumber className="fh-full" min={0} max={2_000_000_000} precision={0} controls={false} />
          </Form.Item>
        )}
        {detailKeys
          .filter((key) => needs(type, key))
          .map((key) => (
            <Form.Item key={key} name={['details', key]} label={t(`field.order.${key}`)} rules={rule(key)}>
              <Input maxLength={1000} />
            </Form.Item>
          ))}
      </div>
    </>
  )
}

interface WhoProps {
  advisor?: RecordOption | null
  /** Further fields of the same rows. */
  children?: ReactNode
}

/** Who receives the car, where, and whom to call. */
export function WhoFields({ advisor, children }: WhoProps) {
  const { t } = useTranslation()
  return (
    <div className="svc-form">
      <Form.Item name="contactName" label={t('field.order.contactName')}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item name="contactPhone" label={t('field.order.contactPhone')}>
        <Input maxLength={40} inputMode="tel" autoComplete="off" />
      </Form.Item>
      <Form.Item name="advisorId" label={t('field.order.advisorId')}>
        <PersonSelect current={advisor} allowClear />
      </Form.Item>
      <Form.Item
        name="unitId"
        label={t('field.order.unitId')}
        rules={[{ required: true, message: t('ui.required') }]}
      >
        <UnitSelect />
      </Form.Item>
      <Form.Item name="channel" label={t('field.order.channel')}>
        <Select options={channels.map((value) => ({ value, label: t(`value.order.channel.${value}`) }))} />
      </Form.Item>
      {children}
    </div>
  )
}
