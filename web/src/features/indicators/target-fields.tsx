import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { DecimalInput } from '../../shared/ui/inputs'
import { periodKinds } from './period-names'

const demands = [
  { value: '>=', label: '≥' },
  { value: '>', label: '>' },
  { value: '<=', label: '≤' },
  { value: '<', label: '<' },
]

/** IND-4: what an indicator is held to; two levels of ambition may stand side by side. */
export function TargetFields() {
  const { t } = useTranslation()
  return (
    <Form.List name="targets">
      {(fields, { add, remove }) => (
        <div className="fh-stack-tight" role="group" aria-label={t('indicators.targets')}>
          <div>{t('indicators.targets')}</div>
          {fields.map(({ key, name }) => (
            <div key={key} className="fh-target">
              <Form.Item name={[name, 'demand']} rules={[{ required: true }]} noStyle>
                <Select aria-label={t('field.indicator.demand')} options={demands} />
              </Form.Item>
              <Form.Item
                name={[name, 'value']}
                rules={[{ required: true, message: t('ui.required') }]}
                noStyle
              >
                <DecimalInput places={6} formatter={trimmed} aria-label={t('field.indicator.targetValue')} />
              </Form.Item>
              <Form.Item name={[name, 'period']} rules={[{ required: true }]} noStyle>
                <Select
                  aria-label={t('field.indicator.targetPeriod')}
                  options={periodKinds.map((value) => ({
                    value,
                    label: t(`value.indicator.targetPeriod.${value}`),
                  }))}
                />
              </Form.Item>
              <Form.Item name={[name, 'ambition']} noStyle>
                <Select
                  aria-label={t('indicators.ambition.first')}
                  placeholder={t('indicators.target')}
                  allowClear
                  options={(['first', 'second'] as const).map((value) => ({
                    value,
                    label: t(`indicators.ambition.${value}`),
                  }))}
                />
              </Form.Item>
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('indicators.removeTarget', { no: name + 1 })}
                onClick={() => remove(name)}
              />
            </div>
          ))}
          <Button
            type="dashed"
            icon={<PlusOutlined />}
            onClick={() => add({ demand: '>=', period: 'month' })}
          >
            {t('indicators.addTarget')}
          </Button>
        </div>
      )}
    </Form.List>
  )
}

// What is typed stays as it is; a stored value loses superfluous zeros.
const trimmed = (
  value: string | undefined,
  { userTyping, input }: { userTyping: boolean; input: string },
): string =>
  userTyping || value === undefined ? input : value.includes('.') ? value.replace(/\.?0+$/, '') : value
