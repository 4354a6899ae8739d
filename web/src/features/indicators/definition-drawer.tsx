import { Form, Input, InputNumber, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { PersonSelect } from '../../shared/pickers/person-select'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { DayInput } from '../../shared/ui/inputs'
import { createIndicator, editIndicator, type IndicatorRecord, type NewIndicator, type Target } from './api'
import { FormulaInput } from './formula-input'
import { TargetFields } from './target-fields'

const units = ['ratio', 'yuan', 'orders', 'customers', 'yuan_per_order', 'count', 'days', 'points'] as const
const roles = ['owner', 'technician', 'lead_technician'] as const

interface Props {
  open: boolean
  /** Left out: a new one. */
  record?: IndicatorRecord
  onClose: () => void
}

const blank: Partial<NewIndicator> = {
  unit: 'ratio',
  direction: 'higher_is_better',
  decimals: 4,
  personRole: 'owner',
  targets: [],
  isActive: true,
}

const valuesOf = (record: IndicatorRecord): Partial<NewIndicator> => ({
  name: record.name,
  nameEn: record.nameEn,
  formula: record.formula,
  unit: record.unit,
  direction: record.direction,
  decimals: record.decimals,
  personRole: record.personRole,
  targets: record.targets,
  isActive: record.isActive,
  responsibleId: record.responsibleId,
})

// A cleared choice comes as null or undefined; the API wants the key to be absent.
const cleanTargets = (targets: readonly Target[] | undefined): Target[] =>
  (targets ?? []).map(({ ambition, ...target }) => ({ ...target, ...(ambition && { ambition }) }))

/** IND-2: an indicator without code: what it is called, how it is computed, what it is held to. */
export function DefinitionDrawer({ open, record, onClose }: Props) {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  const submit = (values: NewIndicator, { key, version }: { key: string; version: number }) => {
    const body = {
      ...values,
      personRole: values.personRole ?? null,
      responsibleId: values.responsibleId ?? null,
      validFrom: values.validFrom ?? undefined,
      targets: cleanTargets(values.targets),
    }
    return record ? editIndicator(record.code, { ...body, version }) : createIndicator(body, key)
  }
  return (
    <FormDrawer<NewIndicator, IndicatorRecord>
      open={open}
      title={t(record ? 'indicators.editIndicator' : 'indicators.newIndicator')}
      entity="indicator"
      width={640}
      initial={record ? valuesOf(record) : blank}
      version={record?.version}
      onClose={onClose}
      submit={submit}
      onDone={() => invalidate('indicators')}
    >
      <div className="fh-form-2">
        <Form.Item name="name" label={t('field.indicator.name')} rules={[{ required: true }]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="nameEn" label={t('field.indicator.nameEn')}>
          <Input maxLength={100} />
        </Form.Item>
      </div>
      {!record && (
        <Form.Item
          name="code"
          label={t('field.indicator.code')}
          extra={t('indicators.codeHint')}
          rules={[{ required: true, pattern: /^[a-z][a-z0-9]*([-_.][a-z0-9]+)*$/ }]}
        >
          <Input maxLength={60} spellCheck={false} />
        </Form.Item>
      )}
      <Form.Item
        name="formula"
        label={t('field.indicator.formula')}
        extra={t('indicators.formulaHint')}
        rules={[{ required: true }]}
      >
        <FormulaInput />
      </Form.Item>
      <div className="fh-form-2">
        <Form.Item name="unit" label={t('field.indicator.unit')}>
          <Select options={units.map((value) => ({ value, label: t(`value.indicator.unit.${value}`) }))} />
        </Form.Item>
        <Form.Item name="decimals" label={t('field.indicator.decimals')}>
          <InputNumber min={0} max={6} precision={0} className="fh-full" />
        </Form.Item>
        <Form.Item name="direction" label={t('field.indicator.direction')}>
          <Select
            options={(['higher_is_better', 'lower_is_better'] as const).map((value) => ({
              value,
              label: t(`value.indicator.direction.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="personRole" label={t('field.indicator.personRole')}>
          <Select
            allowClear
            placeholder={t('indicators.noPersonRole')}
            options={roles.map((value) => ({ value, label: t(`indicators.role.${value}`) }))}
          />
        </Form.Item>
      </div>
      <div className="fh-form-note">
        <TargetFields />
      </div>
      <div className="fh-form-2">
        <Form.Item name="responsibleId" label={t('field.indicator.responsibleId')}>
          <PersonSelect
            allowClear
            current={
              record?.responsibleId
                ? { value: record.responsibleId, label: record.responsibleName ?? '' }
                : null
            }
          />
        </Form.Item>
        <Form.Item name="validFrom" label={t('field.indicator.validFrom')}>
          <DayInput />
        </Form.Item>
      </div>
      <Form.Item name="note" label={t('field.indicator.note')}>
        <Input.TextArea maxLength={500} autoSize={{ minRows: 1, maxRows: 4 }} />
      </Form.Item>
      <Form.Item name="isActive" label={t('field.indicator.isActive')} valuePropName="checked">
        <Switch />
      </Form.Item>
    </FormDrawer>
  )
}
