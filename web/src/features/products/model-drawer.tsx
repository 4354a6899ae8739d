import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { AutoComplete, Button, Form, Input, InputNumber, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { SubForm } from '../../shared/ui/sub-form'
import { covers, createModel, editModel, fetchFamilies, starts, type ModelRecord, type NewModel } from './api'

interface Props {
  open: boolean
  onClose: () => void
  /** The model to edit; a new one without. */
  model?: ModelRecord
  onDone?: (model: ModelRecord) => void
}

function initialOf(model: ModelRecord | undefined): Partial<NewModel> {
  if (!model) return { assemblies: [], warranty: [], isActive: true }
  const { code, name, family, assemblies, warranty, note, isActive } = model
  return { code, name, family, assemblies, warranty, note, isActive }
}

const newClause = {
  name: '',
  assembly: null,
  months: null,
  mileageKm: null,
  hours: null,
  covers: 'parts_and_labour',
  startsFrom: 'delivery',
  note: '',
}

function ClauseFields({ at, assemblies }: { at: number; assemblies: string[] }) {
  const { t } = useTranslation()
  const label = (name: string) => t(`field.clause.${name}`)
  const number = (name: string, max: number) => (
    <Form.Item name={[at, name]} label={label(name)}>
      <InputNumber
        min={name === 'months' ? 1 : 0}
        max={max}
        precision={0}
        controls={false}
        className="fh-full"
      />
    </Form.Item>
  )
  return (
    <>
      <div className="fh-form-2">
        <Form.Item
          name={[at, 'name']}
          label={label('name')}
          rules={[{ required: true, message: t('ui.required') }]}
        >
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item
          name={[at, 'assembly']}
          label={label('assembly')}
          getValueFromEvent={(value: string | undefined) => value ?? null}
        >
          <Select
            allowClear
            placeholder={t('products.wholeProduct')}
            options={assemblies.map((value) => ({ value, label: value }))}
          />
        </Form.Item>
        {number('months', 600)}
        {number('mileageKm', 2_000_000_000)}
        {number('hours', 2_000_000_000)}
        <Form.Item name={[at, 'covers']} label={label('covers')}>
          <Select options={covers.map((value) => ({ value, label: t(`value.clause.covers.${value}`) }))} />
        </Form.Item>
        <Form.Item name={[at, 'startsFrom']} label={label('startsFrom')}>
          <Select
            options={starts.map((value) => ({ value, label: t(`value.clause.startsFrom.${value}`) }))}
          />
        </Form.Item>
        <Form.Item name={[at, 'note']} label={label('note')}>
          <Input maxLength={500} />
        </Form.Item>
      </div>
    </>
  )
}

function ClauseList() {
  const { t } = useTranslation()
  const form = Form.useFormInstance<NewModel>()
  const assemblies = Form.useWatch('assemblies', form) ?? []
  return (
    <Form.List name="warranty">
      {(fields, { add, remove }) => (
        <div className="fh-stack fh-form-block">
          {fields.map((field, index) => (
            <SubForm
              key={field.key}
              legend={t('products.clauseNo', { no: index + 1 })}
              removeText={t('products.removeClause')}
              onRemove={() => remove(field.name)}
            >
              <ClauseFields at={field.name} assemblies={assemblies} />
            </SubForm>
          ))}
          <Button icon={<PlusOutlined />} onClick={() => add(newClause)}>
            {t('products.addClause')}
          </Button>
        </div>
      )}
    </Form.List>
  )
}

/** AST-2: a model, its main assemblies and its warranty terms. */
export function ModelDrawer({ open, onClose, model, onDone }: Props) {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  const families = useQuery({ queryKey: ['products', 'families'], queryFn: fetchFamilies, enabled: open })
  const required = [{ required: true, message: t('ui.required') }]
  const label = (name: string) => t(`field.model.${name}`)
  return (
    <FormDrawer<NewModel, ModelRecord>
      open={open}
      title={t(model ? 'products.editModel' : 'products.newModel')}
      entity="model"
      width={640}
      onClose={onClose}
      initial={initialOf(model)}
      version={model?.version}
      submit={(values, { key, version }) =>
        model ? editModel(model.id, { ...values, version }) : createModel(values, key)
      }
      onDone={(saved) => {
        invalidate('products')
        onDone?.(saved)
      }}
    >
      <div className="fh-form-2">
        <Form.Item name="name" label={label('name')} rules={required}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="code" label={label('code')} rules={required}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="family" label={label('family')}>
          <AutoComplete
            options={(families.data?.families ?? []).map((value) => ({ value }))}
            showSearch={{ filterOption: (typed, option) => (option?.value ?? '').includes(typed) }}
          />
        </Form.Item>
        <Form.Item name="isActive" label={label('isActive')} valuePropName="checked">
          <Switch />
        </Form.Item>
      </div>
      <Form.Item name="assemblies" label={label('assemblies')} extra={t('products.assembliesHint')}>
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={[',', ';']} />
      </Form.Item>
      <h3 className="fh-heading">{label('warranty')}</h3>
      <p className="fh-quiet">{t('products.warrantyHint')}</p>
      <ClauseList />
      <Form.Item name="note" label={label('note')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={2000} />
      </Form.Item>
    </FormDrawer>
  )
}
