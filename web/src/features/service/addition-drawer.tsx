import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { DecimalInput } from '../../shared/ui/inputs'
import { proposeAddition, type Confirmation, type LineInput, type OrderRecord } from './api'
import { ConfirmationFields, usualConfirmation } from './confirmation-fields'
import { PromiseInput } from './promise-input'
import { useOrderChanged } from './use-order-change'
import { lineKinds } from './words'

interface Values {
  description: string
  lines?: LineInput[]
  promiseAt?: string | null
  isConfirmed?: boolean
  confirmation?: Omit<Confirmation, 'saidAt'> & { saidAt?: string | null }
}

function Lines() {
  const { t } = useTranslation()
  const required = [{ required: true, message: t('ui.required') }]
  return (
    <Form.List name="lines">
      {(fields, { add, remove }) => (
        <div className="svc-add-lines">
          {fields.map(({ key, name }) => (
            <div key={key} className="svc-add-line">
              <Form.Item name={[name, 'kind']} rules={required}>
                <Select
                  aria-label={t('field.line.kind')}
                  options={lineKinds.map((value) => ({ value, label: t(`value.line.kind.${value}`) }))}
                />
              </Form.Item>
              <Form.Item name={[name, 'name']} rules={required}>
                <Input maxLength={200} placeholder={t('field.line.name')} aria-label={t('field.line.name')} />
              </Form.Item>
              <Form.Item name={[name, 'quantity']} rules={required}>
                <DecimalInput precision={undefined} min="0" aria-label={t('field.line.quantity')} />
              </Form.Item>
              <Form.Item name={[name, 'unitPrice']} rules={required}>
                <DecimalInput
                  min="0"
                  placeholder={t('field.line.unitPrice')}
                  aria-label={t('field.line.unitPrice')}
                />
              </Form.Item>
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={t('service.removeLine')}
                onClick={() => remove(name)}
              />
            </div>
          ))}
          <Button
            type="dashed"
            block
            icon={<PlusOutlined aria-hidden />}
            onClick={() => add({ kind: fields.length === 0 ? 'labour' : 'part', quantity: '1' })}
          >
            {t('service.addItem')}
          </Button>
        </div>
      )}
    </Form.List>
  )
}

interface Props {
  order: OrderRecord
  open: boolean
  onClose: () => void
}

/** SVC-8: further work with its lines and a new time; the customer's word at once, or later. */
export function AdditionDrawer({ order, open, onClose }: Props) {
  const { t } = useTranslation()
  const changed = useOrderChanged()
  const hasFirst = order.promises.length > 0
  return (
    <FormDrawer<Values, OrderRecord>
      open={open}
      title={t('service.addAddition')}
      entity="addition"
      width={640}
      onClose={onClose}
      initial={{ promiseAt: null, isConfirmed: false, confirmation: usualConfirmationValues(order) }}
      version={order.version}
      valuesOf={() => ({})}
      doneText={t('service.additionAdded')}
      submit={({ description, lines, promiseAt, isConfirmed, confirmation }, { key, version }) =>
        proposeAddition(
          order.id,
          {
            version,
            description,
            lines: (lines ?? []).map((line) => ({ ...line, unitPrice: line.unitPrice ?? '0' })),
            promiseAt: promiseAt ?? null,
            confirmation:
              isConfirmed && confirmation
                ? { ...confirmation, saidAt: confirmation.saidAt ?? undefined }
                : null,
          },
          key,
        )
      }
      onDone={changed}
    >
      <Form.Item
        name="description"
        label={t('field.addition.description')}
        rules={[{ required: true, message: t('ui.required') }]}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} autoFocus />
      </Form.Item>
      <Form.Item label={t('service.additionLines')}>
        <Lines />
      </Form.Item>
      <Form.Item
        name="promiseAt"
        label={t('service.newPromise')}
        extra={t(hasFirst ? 'service.newPromiseHint' : 'service.noFirstPromiseHint')}
      >
        <PromiseInput />
      </Form.Item>
      <Form.Item name="isConfirmed" valuePropName="checked">
        <Checkbox>{t('service.confirmedNow')}</Checkbox>
      </Form.Item>
      <Form.Item noStyle dependencies={['isConfirmed']}>
        {({ getFieldValue }) =>
          getFieldValue('isConfirmed') ? <ConfirmationFields order={order} at={['confirmation']} /> : null
        }
      </Form.Item>
    </FormDrawer>
  )
}

const usualConfirmationValues = (order: OrderRecord): Values['confirmation'] => ({
  ...usualConfirmation(order),
  evidenceText: '',
})
