import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, Space } from 'antd'
import { useTranslation } from 'react-i18next'
import { SubForm } from '../../shared/ui/sub-form'

/** AST-1 A: the configuration as pairs of words: gearbox — double clutch. */
export function ConfigurationList() {
  const { t } = useTranslation()
  return (
    <Form.List name="configuration">
      {(fields, { add, remove }) => (
        <div className="fh-stack-tight">
          {fields.map((field, index) => (
            <Space.Compact key={field.key} block>
              <Form.Item
                name={[field.name, 'name']}
                noStyle
                rules={[{ required: true, message: t('ui.required') }]}
              >
                <Input
                  maxLength={100}
                  placeholder={t('products.settingName')}
                  aria-label={t('products.settingNameNo', { no: index + 1 })}
                />
              </Form.Item>
              <Form.Item name={[field.name, 'value']} noStyle>
                <Input
                  maxLength={500}
                  placeholder={t('products.settingValue')}
                  aria-label={t('products.settingValueNo', { no: index + 1 })}
                />
              </Form.Item>
              <Button
                icon={<DeleteOutlined />}
                aria-label={t('products.removeLine', { no: index + 1 })}
                onClick={() => remove(field.name)}
              />
            </Space.Compact>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add({ name: '', value: '' })}>
            {t('products.addSetting')}
          </Button>
        </div>
      )}
    </Form.List>
  )
}

const quantity = /^\d{1,12}(\.\d{1,3})?$/

/** AST-1 D: the packing list. */
export function PackingList() {
  const { t } = useTranslation()
  const label = (name: string) => t(`field.product.packing.${name}`)
  return (
    <Form.List name="packing">
      {(fields, { add, remove }) => (
        <div className="fh-stack fh-form-block">
          {fields.map((field, index) => (
            <SubForm
              key={field.key}
              legend={t('products.packingNo', { no: index + 1 })}
              removeText={t('products.removePacking')}
              onRemove={() => remove(field.name)}
            >
              <div className="fh-form-2">
                <Form.Item
                  name={[field.name, 'name']}
                  label={label('name')}
                  rules={[{ required: true, message: t('ui.required') }]}
                >
                  <Input maxLength={200} />
                </Form.Item>
                <Form.Item name={[field.name, 'spec']} label={label('spec')}>
                  <Input maxLength={200} />
                </Form.Item>
                <Form.Item
                  name={[field.name, 'quantity']}
                  label={label('quantity')}
                  rules={[{ required: true, pattern: quantity, message: t('products.quantityNeeded') }]}
                >
                  <Input inputMode="decimal" maxLength={16} />
                </Form.Item>
                <Form.Item name={[field.name, 'unit']} label={label('unit')}>
                  <Input maxLength={20} />
                </Form.Item>
              </div>
            </SubForm>
          ))}
          <Button
            icon={<PlusOutlined />}
            onClick={() => add({ name: '', spec: '', quantity: '1', unit: '', note: '' })}
          >
            {t('products.addPacking')}
          </Button>
        </div>
      )}
    </Form.List>
  )
}
