import { Checkbox, Form, InputNumber, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { editClockRule, pauseReasons, type ClockRule, type ClockRuleEdit } from './clock-api'
import { useNameOf } from './order-words'

interface Values {
  hours: number
  warnHours: number
  time: ClockRule['time']
  pauses: ClockRule['pauses']
  isActive: boolean
}

const minutes = (hours: number): number => Math.round(hours * 60)

const changeOf = (values: Values): Omit<ClockRuleEdit, 'version'> => ({
  minutes: minutes(values.hours),
  warnMinutes: minutes(values.warnHours),
  time: values.time,
  pauses: values.pauses,
  isActive: values.isActive,
})

/** SVC-3: the figures of a rule; on saving every clock is replayed. */
export function ClockRuleDrawer({ rule, onClose }: { rule: ClockRule | null; onClose: () => void }) {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const invalidate = useInvalidate()
  const required = [{ required: true, message: t('ui.required') }]
  return (
    <FormDrawer<Values, unknown>
      open={rule !== null}
      title={rule && t('clocks.editRule', { name: nameOf(rule) })}
      entity="clock_rule"
      onClose={onClose}
      initial={
        rule
          ? {
              hours: rule.minutes / 60,
              warnHours: rule.warnMinutes / 60,
              time: rule.time,
              pauses: rule.pauses,
              isActive: rule.isActive,
            }
          : {}
      }
      version={rule?.version}
      submit={(values, { version }) => editClockRule(rule?.key ?? '', { ...changeOf(values), version })}
      onDone={() => invalidate('clocks')}
      doneText={t('clocks.replaying')}
    >
      <div className="fh-form-2">
        <Form.Item name="hours" label={t('field.clock_rule.hours')} rules={required}>
          <InputNumber className="fh-full" min={0.5} max={8760} step={1} />
        </Form.Item>
        <Form.Item name="warnHours" label={t('field.clock_rule.warnHours')} rules={required}>
          <InputNumber className="fh-full" min={0} max={8760} step={0.5} />
        </Form.Item>
      </div>
      <Form.Item name="time" label={t('field.clock_rule.time')}>
        <Radio.Group
          options={(['calendar', 'business'] as const).map((value) => ({
            value,
            label: t(`value.clock_rule.time.${value}`),
          }))}
        />
      </Form.Item>
      <Form.Item name="pauses" label={t('field.clock_rule.pauses')}>
        <Checkbox.Group
          options={pauseReasons.map((value) => ({ value, label: t(`value.clock_rule.pauses.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="isActive" valuePropName="checked">
        <Checkbox>{t('field.clock_rule.isActive')}</Checkbox>
      </Form.Item>
    </FormDrawer>
  )
}
