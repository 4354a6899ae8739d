import { Form, Input, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { today } from '../../shared/format/days'
import { SwapFields, tidySwap, type SwapValues } from '../../shared/pickers/swap-fields'
import { useTimeZone } from '../../shared/session/session'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { DayInput } from '../../shared/ui/inputs'
import {
  addComponent,
  editComponent,
  swapComponent,
  type Component,
  type Components,
  type NewComponent,
} from './api'

interface Props {
  productId: string
  onClose: () => void
}

/** AST-6: a part of the product; a new one without. */
export function ComponentDrawer({
  productId,
  component,
  open,
  onClose,
}: Props & { component: Component | null; open: boolean }) {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  const label = (name: string) => t(`field.component.${name}`)
  const { assembly, name, partNo, serial, warrantyOnly, installedOn, note } = component ?? {}
  return (
    <FormDrawer<NewComponent, Components>
      open={open}
      title={t(component ? 'products.editComponent' : 'products.addComponent')}
      entity="component"
      onClose={onClose}
      initial={
        component
          ? { assembly, name, partNo, serial, warrantyOnly, installedOn, note }
          : { warrantyOnly: false }
      }
      version={component?.version}
      submit={(values, { key, version }) => {
        const body = { ...values, serial: values.serial?.trim() || null }
        return component
          ? editComponent(productId, component.id, { ...body, version })
          : addComponent(productId, body, key)
      }}
      onDone={() => invalidate('products')}
    >
      <Form.Item
        name="name"
        label={label('name')}
        rules={[{ required: true, whitespace: true, message: t('ui.required') }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <div className="fh-form-2">
        <Form.Item name="assembly" label={label('assembly')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="partNo" label={label('partNo')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="serial" label={label('serial')}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="installedOn" label={label('installedOn')}>
          <DayInput />
        </Form.Item>
      </div>
      <Form.Item
        name="warrantyOnly"
        label={label('warrantyOnly')}
        valuePropName="checked"
        extra={t('products.warrantyOnlyHint')}
      >
        <Switch />
      </Form.Item>
      <Form.Item name="note" label={label('note')}>
        <Input maxLength={500} />
      </Form.Item>
    </FormDrawer>
  )
}

/** AST-6: takes the faulty part out and puts another in. */
export function SwapDrawer({ productId, component, onClose }: Props & { component: Component | null }) {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const invalidate = useInvalidate()
  return (
    <FormDrawer<SwapValues, Components>
      open={component !== null}
      title={t('products.swapOf', { name: component?.name ?? '' })}
      entity="swap"
      onClose={onClose}
      initial={{
        faultySerial: component?.serial,
        partNo: component?.partNo,
        warrantyOnly: component?.warrantyOnly,
        swappedOn: today(timeZone),
      }}
      submit={(values, { key }) =>
        swapComponent(productId, tidySwap({ ...values, componentId: component?.id ?? '' }), key)
      }
      onDone={() => invalidate('products')}
    >
      <p className="fh-quiet">{t('products.swapHint')}</p>
      <SwapFields part={component ?? undefined} />
    </FormDrawer>
  )
}
