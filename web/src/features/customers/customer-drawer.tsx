import { useQuery } from '@tanstack/react-query'
import { AutoComplete, Form, Input, Radio, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { today } from '../../shared/format/days'
import { PersonSelect } from '../../shared/pickers/person-select'
import { useSureCreate } from '../../shared/pickers/use-sure-create'
import { useTimeZone } from '../../shared/session/session'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { DayInput, DecimalInput } from '../../shared/ui/inputs'
import * as customers from './api'
import { ContactList } from './contact-list'
import { PhoneList } from './phone-list'
import { SimilarNotice } from './similar-notice'

interface Props {
  open: boolean
  onClose: () => void
  /** The customer to edit; a new one without. */
  customer?: customers.CustomerRecord
  onDone?: (customer: customers.CustomerRecord) => void
}

function initialOf(
  customer: customers.CustomerRecord | undefined,
  day: string,
): Partial<customers.NewCustomer> {
  if (!customer)
    return {
      kind: 'person',
      firstContactOn: day,
      creditBlocked: false,
      phones: [{ phone: '', label: '' }],
      contacts: [],
    }
  const { code, name, kind, region, address, source, responsiblePersonId, creditLimit, creditBlocked } =
    customer
  const { hopedService, nextService, nextServiceOn, note, firstContactOn, phones, contacts } = customer
  return {
    code,
    name,
    kind,
    region,
    address,
    source,
    responsiblePersonId,
    creditLimit,
    creditBlocked,
    hopedService,
    nextService,
    nextServiceOn,
    note,
    firstContactOn,
    phones,
    contacts,
  }
}

interface Typed {
  phone: string
  name: string
  kind?: 'person' | 'organisation'
}
const nothing: Typed = { phone: '', name: '' }

const tidy = (values: customers.NewCustomer): customers.NewCustomer => ({
  ...values,
  code: values.code?.trim() ? values.code.trim() : null,
  responsiblePersonId: values.responsiblePersonId ?? null,
})

function Words({ name, words }: { name: 'region' | 'source'; words: string[] | undefined }) {
  const { t } = useTranslation()
  return (
    <Form.Item name={name} label={t(`field.customer.${name}`)}>
      <AutoComplete
        options={(words ?? []).map((value) => ({ value }))}
        showSearch={{ filterOption: (typed, option) => (option?.value ?? '').includes(typed) }}
      />
    </Form.Item>
  )
}

/** CUS-1: the customer's archive on one sheet: who, how to reach them, what they hope for, what comes next. */
export function CustomerDrawer({ open, onClose, customer, onDone }: Props) {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const invalidate = useInvalidate()
  const words = useQuery({ queryKey: ['customers', 'words'], queryFn: customers.fetchWords, enabled: open })
  const [typed, setTyped] = useState<Typed>(nothing)
  const sureCreate = useSureCreate()
  const label = (name: string) => t(`field.customer.${name}`)
  const responsible = customer?.responsiblePersonId && {
    value: customer.responsiblePersonId,
    label: customer.responsiblePersonName ?? '',
  }
  const onPhone = (phone: string) => setTyped((old) => ({ ...old, phone }))

  return (
    <FormDrawer<customers.NewCustomer, customers.CustomerRecord>
      open={open}
      title={t(customer ? 'customers.edit' : 'customers.new')}
      entity="customer"
      width={640}
      onClose={() => {
        setTyped(nothing)
        sureCreate.forget()
        onClose()
      }}
      initial={initialOf(customer, today(timeZone))}
      version={customer?.version}
      submit={(values, { key, version }) =>
        customer
          ? customers.editCustomer(customer.id, { ...tidy(values), version })
          : sureCreate.create((evenIfSimilar) =>
              customers.createCustomer({ ...tidy(values), evenIfSimilar }, key),
            )
      }
      onDone={(saved) => {
        invalidate('customers')
        onDone?.(saved)
      }}
    >
      <SimilarNotice {...typed} except={customer?.id} />
      <Form.Item name="kind" label={label('kind')}>
        <Radio.Group
          optionType="button"
          onChange={(event) => setTyped((old) => ({ ...old, kind: event.target.value }))}
          options={customers.kinds.map((value) => ({ value, label: t(`value.customer.kind.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="name" label={label('name')} rules={[{ required: true, message: t('ui.required') }]}>
        <Input
          maxLength={200}
          onBlur={(event) => setTyped((old) => ({ ...old, name: event.target.value.trim() }))}
        />
      </Form.Item>
      <Form.Item label={label('phones')}>
        <PhoneList name="phones" onPhone={onPhone} addText={t('customers.addPhone')} />
      </Form.Item>
      <div className="fh-form-2">
        <Words name="region" words={words.data?.regions} />
        <Words name="source" words={words.data?.sources} />
      </div>
      <Form.Item name="address" label={label('address')}>
        <Input maxLength={500} />
      </Form.Item>
      <div className="fh-form-2">
        <Form.Item name="responsiblePersonId" label={label('responsiblePersonId')}>
          <PersonSelect allowClear current={responsible || null} />
        </Form.Item>
        <Form.Item
          name="firstContactOn"
          label={label('firstContactOn')}
          extra={t('customers.firstContactHint')}
        >
          <DayInput />
        </Form.Item>
      </div>
      <Form.Item name="hopedService" label={label('hopedService')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 5 }} maxLength={1000} />
      </Form.Item>
      <div className="fh-form-2">
        <Form.Item name="nextService" label={label('nextService')}>
          <Input maxLength={1000} />
        </Form.Item>
        <Form.Item name="nextServiceOn" label={label('nextServiceOn')}>
          <DayInput />
        </Form.Item>
      </div>
      <h3 className="fh-heading">{label('contacts')}</h3>
      <ContactList onPhone={onPhone} />
      <h3 className="fh-heading">{t('customers.credit')}</h3>
      <div className="fh-form-2">
        <Form.Item name="creditLimit" label={label('creditLimit')}>
          <DecimalInput min="0" />
        </Form.Item>
        <Form.Item name="creditBlocked" label={label('creditBlocked')} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="code" label={label('code')} extra={t('customers.codeHint')}>
          <Input maxLength={60} />
        </Form.Item>
      </div>
      <Form.Item name="note" label={label('note')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={2000} />
      </Form.Item>
    </FormDrawer>
  )
}
