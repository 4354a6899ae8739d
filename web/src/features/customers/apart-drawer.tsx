import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { decidePair, type Pair } from './api'

interface Props {
  pair: Pair | null
  onClose: () => void
}

/** CUS-6: two archives are two customers; who said so and why is remembered. */
export function ApartDrawer({ pair, onClose }: Props) {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  return (
    <FormDrawer<{ note: string }, unknown>
      open={pair !== null}
      title={t('customers.tellApart')}
      onClose={onClose}
      submit={async (values) => (pair ? decidePair(pair, { state: 'different', note: values.note }) : null)}
      onDone={() => invalidate('customers')}
    >
      <p>{pair && t('customers.tellApartOf', { a: pair.a.name, b: pair.b.name })}</p>
      <Form.Item
        name="note"
        label={t('customers.apartWhy')}
        rules={[{ required: true, whitespace: true, message: t('ui.required') }]}
      >
        <Input.TextArea
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={500}
          placeholder={t('customers.apartHint')}
        />
      </Form.Item>
    </FormDrawer>
  )
}
