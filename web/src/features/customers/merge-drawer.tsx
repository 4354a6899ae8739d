import { useQuery } from '@tanstack/react-query'
import { Alert, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { useTimeZone } from '../../shared/session/session'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { Loaded } from '../../shared/ui/loaded'
import { isBlank, valueText } from '../../shared/ui/value-text'
import { fetchCustomer, mergeCustomers, type CustomerRecord } from './api'

interface Props {
  /** The two archives; the first is kept unless the user says otherwise. */
  pair: [string, string] | null
  onClose: () => void
  onDone?: (survivor: CustomerRecord) => void
}

const compared = [
  'name',
  'kind',
  'region',
  'address',
  'source',
  'responsiblePersonId',
  'code',
  'creditLimit',
  'creditBlocked',
  'hopedService',
  'nextService',
  'note',
] as const
type Field = (typeof compared)[number]
type Side = 'survivor' | 'other'
interface Values {
  keep: string
  note?: string
  choices?: Partial<Record<Field, Side>>
}

function useShow() {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  return (record: CustomerRecord, field: Field): string => {
    if (field === 'responsiblePersonId') return record.responsiblePersonName ?? t('ui.none')
    const text = valueText(field, record[field], { t, timeZone, entity: 'customer' })
    return field === 'nextService' && record.nextServiceOn ? `${text} (${record.nextServiceOn})` : text
  }
}

const sideAtFirst = (survivor: CustomerRecord, other: CustomerRecord, field: Field): Side => {
  if (field === 'creditBlocked') return survivor.creditBlocked ? 'survivor' : 'other'
  return isBlank(survivor[field]) && !isBlank(other[field]) ? 'other' : 'survivor'
}

function Fields({ survivor, other }: { survivor: CustomerRecord; other: CustomerRecord }) {
  const { t } = useTranslation()
  const show = useShow()
  const differing = compared.filter((field) => show(survivor, field) !== show(other, field))
  if (differing.length === 0) return <p className="fh-quiet">{t('customers.nothingDiffers')}</p>
  return (
    <>
      <h3 className="fh-heading">{t('customers.chooseValues')}</h3>
      {differing.map((field) => (
        <fieldset key={`${survivor.id} ${field}`} className="fh-clash">
          <legend>{t(`field.customer.${field}`)}</legend>
          <Form.Item name={['choices', field]} noStyle initialValue={sideAtFirst(survivor, other, field)}>
            <Radio.Group>
              <Radio value="survivor">{show(survivor, field)}</Radio>
              <Radio value="other">{show(other, field)}</Radio>
            </Radio.Group>
          </Form.Item>
        </fieldset>
      ))}
    </>
  )
}

function Keep({ both, onKeep }: { both: CustomerRecord[]; onKeep: (id: string) => void }) {
  const { t } = useTranslation()
  return (
    <Form.Item name="keep" label={t('customers.keepWhich')}>
      <Radio.Group className="fh-stack" onChange={(event) => onKeep(String(event.target.value))}>
        {both.map((one) => (
          <Radio key={one.id} value={one.id}>
            {one.name}{' '}
            <span className="fh-quiet">
              {[
                one.phone,
                t('customers.registeredOn', { day: one.createdAt.slice(0, 10) }),
                t('customers.ofPhones', { count: one.phones.length + one.contacts.length }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </Radio>
        ))}
      </Radio.Group>
    </Form.Item>
  )
}

function MergeForm({
  both,
  onClose,
  onDone,
}: { both: [CustomerRecord, CustomerRecord] } & Omit<Props, 'pair'>) {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  const [keep, setKeep] = useState(both[0].id)
  const isFirst = keep === both[0].id
  const [survivor, other] = isFirst ? both : [both[1], both[0]]
  return (
    <FormDrawer<Values, CustomerRecord>
      open
      title={t('customers.mergeTitle')}
      width={640}
      onClose={onClose}
      initial={{ keep: both[0].id }}
      submitText={t('customers.merge')}
      doneText={t('customers.merged')}
      submit={(values, { key }) =>
        mergeCustomers(
          survivor.id,
          {
            otherId: other.id,
            version: survivor.version,
            otherVersion: other.version,
            choices: values.choices ?? {},
            note: values.note ?? '',
          },
          key,
        )
      }
      onDone={(record) => {
        for (const topic of ['customers', 'products', 'orders']) invalidate(topic)
        onDone?.(record)
      }}
    >
      {(form) => (
        <>
          <Alert type="info" showIcon className="fh-notice" title={t('customers.mergeHint')} />
          <Keep
            both={both}
            onKeep={(id) => {
              form.resetFields(['choices'])
              setKeep(id)
            }}
          />
          <Fields survivor={survivor} other={other} />
          <Form.Item name="note" label={t('customers.mergeNote')}>
            <Input maxLength={500} />
          </Form.Item>
        </>
      )}
    </FormDrawer>
  )
}

/** CUS-6: two archives side by side: which one stays, and which value of each field. */
export function MergeDrawer({ pair, onClose, onDone }: Props) {
  const both = useQuery({
    queryKey: ['customers', 'both', ...(pair ?? [])],
    queryFn: () => Promise.all([fetchCustomer(pair?.[0] ?? ''), fetchCustomer(pair?.[1] ?? '')]),
    enabled: pair !== null,
  })
  if (pair === null) return null
  return (
    <Loaded query={both}>
      {(records) => <MergeForm key={pair.join()} both={records} onClose={onClose} onDone={onDone} />}
    </Loaded>
  )
}
