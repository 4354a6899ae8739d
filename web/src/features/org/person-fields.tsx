import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { DayInput } from '../../shared/ui/inputs'
import { genderOptions } from './gender'

/** ORG-4: the identity of an employee, the same for a new file and for a change. */
export function PersonFields() {
  const { t } = useTranslation()
  const required = [{ required: true, message: t('ui.required') }]
  return (
    <div className="fh-form-2">
      <Form.Item name="name" label={t('field.person.name')} rules={required}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name="employeeNo" label={t('field.person.employeeNo')} rules={required}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="gender" label={t('field.person.gender')}>
        <Select options={genderOptions(t)} />
      </Form.Item>
      <Form.Item name="joinedOn" label={t('field.person.joinedOn')}>
        <DayInput />
      </Form.Item>
      <Form.Item name="phone" label={t('field.person.phone')}>
        <Input maxLength={40} inputMode="tel" />
      </Form.Item>
      <Form.Item
        name="email"
        label={t('field.person.email')}
        rules={[{ type: 'email', message: t('ui.fault.invalid_format') }]}
      >
        <Input maxLength={200} inputMode="email" />
      </Form.Item>
    </div>
  )
}
