import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, Space } from 'antd'
import { useTranslation } from 'react-i18next'

interface Props {
  /** Where the list stands in the form; inside another list, its path there. */
  name: string | (string | number)[]
  /** Told whenever a number was typed in full. */
  onPhone?: (phone: string) => void
  addText: string
}

/** Phones with a word to each: mobile, home, office. */
export function PhoneList({ name, onPhone, addText }: Props) {
  const { t } = useTranslation()
  return (
    <Form.List name={name}>
      {(fields, { add, remove }) => (
        <div className="fh-stack-tight">
          {fields.map((field, index) => (
            <Space.Compact key={field.key} block>
              <Form.Item
                name={[field.name, 'phone']}
                noStyle
                rules={[{ required: true, message: t('customers.phoneRequired') }]}
              >
                <Input
                  inputMode="tel"
                  maxLength={40}
                  placeholder={t('field.customer.phone')}
                  aria-label={t('customers.phoneNo', { no: index + 1 })}
                  onBlur={(event) => onPhone?.(event.target.value.trim())}
                />
              </Form.Item>
              <Form.Item name={[field.name, 'label']} noStyle>
                <Input
                  maxLength={60}
                  placeholder={t('field.customer.label')}
                  aria-label={t('customers.phoneLabelNo', { no: index + 1 })}
                />
              </Form.Item>
              <Button
                icon={<DeleteOutlined />}
                aria-label={t('customers.removePhone', { no: index + 1 })}
                onClick={() => remove(field.name)}
              />
            </Space.Compact>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add({ phone: '', label: '' })}>
            {addText}
          </Button>
        </div>
      )}
    </Form.List>
  )
}
