import { PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { SubForm } from '../../shared/ui/sub-form'
import { PhoneList } from './phone-list'

/** CUS-1: the people to talk to, each with phones of their own. */
export function ContactList({ onPhone }: { onPhone?: (phone: string) => void }) {
  const { t } = useTranslation()
  return (
    <Form.List name="contacts">
      {(fields, { add, remove }) => (
        <div className="fh-stack fh-form-block">
          {fields.map((field, index) => (
            <SubForm
              key={field.key}
              legend={t('customers.contactNo', { no: index + 1 })}
              removeText={t('customers.removeContact')}
              onRemove={() => remove(field.name)}
            >
              <div className="fh-form-2">
                <Form.Item
                  name={[field.name, 'name']}
                  label={t('field.customer.contactName')}
                  rules={[{ required: true, message: t('ui.required') }]}
                >
                  <Input maxLength={100} />
                </Form.Item>
                <Form.Item name={[field.name, 'title']} label={t('field.customer.title')}>
                  <Input maxLength={100} />
                </Form.Item>
              </div>
              <Form.Item label={t('field.customer.phones')}>
                <PhoneList
                  name={[field.name, 'phones']}
                  onPhone={onPhone}
                  addText={t('customers.addPhone')}
                />
              </Form.Item>
              <Form.Item name={[field.name, 'note']} label={t('field.customer.note')}>
                <Input maxLength={500} />
              </Form.Item>
            </SubForm>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add({ name: '', title: '', note: '', phones: [] })}>
            {t('customers.addContact')}
          </Button>
        </div>
      )}
    </Form.List>
  )
}
