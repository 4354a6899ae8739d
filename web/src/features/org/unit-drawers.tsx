import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { today } from '../../shared/format/days'
import { UnitSelect } from '../../shared/pickers/unit-select'
import { useTimeZone } from '../../shared/session/session'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { DayInput } from '../../shared/ui/inputs'
import { closeUnit, createUnit, editUnit, moveUnit, type NewUnit, type Unit, type UnitRecord } from './api'

export type UnitAction =
  { kind: 'create'; parent: Unit | null } | { kind: 'edit' | 'move' | 'close'; unit: Unit }

interface Props {
  action: UnitAction | null
  onClose: () => void
}

interface DrawerProps<A> {
  action: A | null
  onClose: () => void
}

function CreateUnit({ action, onClose }: DrawerProps<{ parent: Unit | null }>) {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  const timeZone = useTimeZone()
  const required = [{ required: true, message: t('ui.required') }]
  return (
    <FormDrawer<NewUnit, UnitRecord>
      open={action !== null}
      title={t('org.newUnit')}
      onClose={onClose}
      initial={{ parentId: action?.parent?.id ?? null, validFrom: today(timeZone) }}
      submitText={t('ui.create')}
      submit={(values, { key }) => createUnit({ ...values, parentId: values.parentId ?? null }, key)}
      onDone={() => invalidate('org')}
    >
      <Form.Item name="parentId" label={t('field.unit.parentId')} extra={t('org.parentHint')}>
        <UnitSelect allowClear />
      </Form.Item>
      <Form.Item name="name" label={t('field.unit.name')} rules={required}>
        <Input maxLength={200} autoFocus />
      </Form.Item>
      <Form.Item name="code" label={t('field.unit.code')} extra={t('org.codeHint')} rules={required}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="validFrom" label={t('field.unit.validFrom')} rules={required}>
        <DayInput />
      </Form.Item>
    </FormDrawer>
  )
}

function EditUnit({ action, onClose }: DrawerProps<{ unit: Unit }>) {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  const unit = action?.unit
  const required = [{ required: true, message: t('ui.required') }]
  return (
    <FormDrawer<{ name: string; code: string }, UnitRecord>
      open={action !== null}
      title={t('org.editUnit')}
      entity="unit"
      onClose={onClose}
      initial={{ name: unit?.name, code: unit?.code }}
      version={unit?.version}
      submit={(values, { version }) => editUnit(unit?.id ?? '', { ...values, version })}
      onDone={() => invalidate('org')}
    >
      <Form.Item name="name" label={t('field.unit.name')} rules={required}>
        <Input maxLength={200} autoFocus />
      </Form.Item>
      <Form.Item name="code" label={t('field.unit.code')} rules={required}>
        <Input maxLength={60} />
      </Form.Item>
    </FormDrawer>
  )
}

function MoveUnit({ action, onClose }: DrawerProps<{ unit: Unit }>) {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  const timeZone = useTimeZone()
  const unit = action?.unit
  const required = [{ required: true, message: t('ui.required') }]
  return (
    <FormDrawer<{ parentId: string | null; from: string }, UnitRecord>
      open={action !== null}
      title={t('org.moveUnit', { name: unit?.name })}
      entity="unit"
      onClose={onClose}
      initial={{ parentId: unit?.parentId ?? null, from: today(timeZone) }}
      version={unit?.version}
      submit={(values, { version }) =>
        moveUnit(unit?.id ?? '', { parentId: values.parentId ?? null, from: values.from, version })
      }
      onDone={() => invalidate('org')}
      doneText={t('org.moved')}
      submitText={t('org.move')}
      valuesOf={(record) => ({ parentId: record.parentId })}
    >
      <Form.Item name="parentId" label={t('field.unit.newParent')} extra={t('org.parentHint')}>
        <UnitSelect allowClear except={unit?.id} />
      </Form.Item>
      <Form.Item name="from" label={t('field.unit.from')} extra={t('org.moveHint')} rules={required}>
        <DayInput />
      </Form.Item>
    </FormDrawer>
  )
}

function CloseUnit({ action, onClose }: DrawerProps<{ unit: Unit }>) {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  const timeZone = useTimeZone()
  const unit = action?.unit
  return (
    <FormDrawer<{ on: string }, UnitRecord>
      open={action !== null}
      title={t('org.closeUnit', { name: unit?.name })}
      entity="unit"
      onClose={onClose}
      initial={{ on: today(timeZone) }}
      version={unit?.version}
      submit={({ on }, { version }) => closeUnit(unit?.id ?? '', { on, version })}
      onDone={() => invalidate('org')}
      doneText={t('org.closed')}
      submitText={t('org.close')}
      valuesOf={() => ({})}
    >
      <p className="fh-quiet fh-form-note">{t('org.closeHint')}</p>
      <Form.Item name="on" label={t('field.unit.on')} rules={[{ required: true, message: t('ui.required') }]}>
        <DayInput />
      </Form.Item>
    </FormDrawer>
  )
}

/** The forms of the unit tree; one is open at a time. */
export function UnitDrawers({ action, onClose }: Props) {
  return (
    <>
      <CreateUnit action={action?.kind === 'create' ? action : null} onClose={onClose} />
      <EditUnit action={action?.kind === 'edit' ? { unit: action.unit } : null} onClose={onClose} />
      <MoveUnit action={action?.kind === 'move' ? { unit: action.unit } : null} onClose={onClose} />
      <CloseUnit action={action?.kind === 'close' ? { unit: action.unit } : null} onClose={onClose} />
    </>
  )
}
