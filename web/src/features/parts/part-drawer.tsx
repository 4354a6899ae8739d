import { PlusOutlined } from '@ant-design/icons'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { AutoComplete, Button, Form, Input, Radio, Select, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { today } from '../../shared/format/days'
import { useTimeZone } from '../../shared/session/session'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { DayInput, DecimalInput } from '../../shared/ui/inputs'
import { SubForm } from '../../shared/ui/sub-form'
import { createPart, editPart, fetchWords, findParts, qualities, type NewPart, type PartRecord } from './api'

interface Props {
  open: boolean
  onClose: () => void
  /** The part to edit; a new one without. */
  part?: PartRecord
  onDone?: (part: PartRecord) => void
}

function initialOf(part: PartRecord | undefined): Partial<NewPart> {
  if (!part) return { quality: 'genuine', isActive: true, prices: [], interchangeIds: [] }
  const { number, name, spec, unit, family, quality, standardCost, note, isActive, prices, interchangeIds } =
    part
  return { number, name, spec, unit, family, quality, standardCost, note, isActive, prices, interchangeIds }
}

function PriceList({ names }: { names: string[] }) {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const required = [{ required: true, message: t('ui.required') }]
  const label = (name: string) => t(`field.part.${name}`)
  const suggested = names.length > 0 ? names : [t('parts.retailPrice')]
  const fresh = { name: suggested[0], price: null, validFrom: today(timeZone), validTo: null }
  return (
    <Form.List name="prices">
      {(fields, { add, remove }) => (
        <div className="fh-stack fh-form-block">
          {fields.map((field, index) => (
            <SubForm
              key={field.key}
              legend={t('parts.priceNo', { no: index + 1 })}
              removeText={t('parts.removePrice')}
              onRemove={() => remove(field.name)}
            >
              <div className="fh-form-2">
                <Form.Item name={[field.name, 'name']} label={label('priceName')} rules={required}>
                  <AutoComplete options={suggested.map((value) => ({ value }))} />
                </Form.Item>
                <Form.Item name={[field.name, 'price']} label={label('price')} rules={required}>
                  <DecimalInput min="0" />
                </Form.Item>
                <Form.Item name={[field.name, 'validFrom']} label={label('validFrom')} rules={required}>
                  <DayInput />
                </Form.Item>
                <Form.Item
                  name={[field.name, 'validTo']}
                  label={label('validTo')}
                  extra={t('parts.validToHint')}
                >
                  <DayInput />
                </Form.Item>
              </div>
            </SubForm>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add(fresh)}>
            {t('parts.addPrice')}
          </Button>
        </div>
      )}
    </Form.List>
  )
}

interface PickProps {
  id?: string
  value?: string[]
  onChange?: (ids: string[]) => void
  part?: PartRecord
}

function PartsPick({ part, value, onChange, id }: PickProps) {
  const [text, setText] = useState('')
  const { t } = useTranslation()
  const found = useQuery({
    queryKey: ['parts', 'pick', text],
    queryFn: () => findParts(text === '' ? undefined : text),
    placeholderData: keepPreviousData,
  })
  const known = (part?.interchange ?? []).map(({ id: key, number, name }) => ({
    value: key,
    label: `${number} ${name}`,
  }))
  const matches = (found.data?.items ?? [])
    .filter((item) => item.id !== part?.id)
    .map((item) => ({ value: item.id, label: `${item.number} ${item.name}` }))
  const options = [...known.filter((one) => !matches.some((other) => other.value === one.value)), ...matches]
  return (
    <Select
      id={id}
      mode="multiple"
      value={value}
      onChange={onChange}
      options={options}
      showSearch={{ filterOption: false, onSearch: setText }}
      notFoundContent={t('ui.nothingFound')}
    />
  )
}

/** PRT-1: a part of the catalogue, its prices and what it can be replaced by. */
export function PartDrawer({ open, onClose, part, onDone }: Props) {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  const words = useQuery({ queryKey: ['parts', 'words'], queryFn: fetchWords, enabled: open })
  const required = [{ required: true, message: t('ui.required') }]
  const label = (name: string) => t(`field.part.${name}`)
  return (
    <FormDrawer<NewPart, PartRecord>
      open={open}
      title={t(part ? 'parts.edit' : 'parts.new')}
      entity="part"
      width={640}
      onClose={onClose}
      initial={initialOf(part)}
      version={part?.version}
      submit={(values, { key, version }) =>
        part ? editPart(part.id, { ...values, version }) : createPart(values, key)
      }
      onDone={(saved) => {
        invalidate('parts')
        onDone?.(saved)
      }}
    >
      <div className="fh-form-2">
        <Form.Item name="number" label={label('number')} rules={required}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="name" label={label('name')} rules={required}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="spec" label={label('spec')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="unit" label={label('unit')}>
          <Input maxLength={20} />
        </Form.Item>
        <Form.Item name="family" label={label('family')}>
          <AutoComplete
            options={(words.data?.families ?? []).map((value) => ({ value }))}
            showSearch={{ filterOption: (typed, option) => (option?.value ?? '').includes(typed) }}
          />
        </Form.Item>
        <Form.Item name="standardCost" label={label('standardCost')} extra={t('parts.costHint')}>
          <DecimalInput min="0" />
        </Form.Item>
      </div>
      <Form.Item name="quality" label={label('quality')}>
        <Radio.Group
          optionType="button"
          options={qualities.map((value) => ({ value, label: t(`value.part.quality.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="isActive" label={label('isActive')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item name="interchangeIds" label={label('interchangeIds')} extra={t('parts.interchangeHint')}>
        <PartsPick part={part} />
      </Form.Item>
      <h3 className="fh-heading">{label('prices')}</h3>
      <PriceList names={words.data?.priceNames ?? []} />
      <Form.Item name="note" label={label('note')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={2000} />
      </Form.Item>
    </FormDrawer>
  )
}
