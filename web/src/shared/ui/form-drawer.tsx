import { App, Button, Drawer, Form, type FormInstance } from 'antd'
import { useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { asApiError, conflictOf, type Details } from '../api/api-error'
import { newKey } from '../api/client'
import { useTimeZone } from '../session/session'
import { compareVersions, resolveValues, type Choice, type Comparison } from './conflict'
import { ConflictDialog } from './conflict-dialog'
import { ErrorNotice } from './error-notice'
import { fieldErrors } from './form-faults'
import { reasonText } from './reason'
import { useIsPhone } from './use-is-phone'

export interface SubmitCall {
  /** One key per form instance: pass it with `onceHeader(key)` so that a retry creates nothing twice. */
  key: string
  /** The version the values are based on; after a resolved conflict the newer one. */
  version: number
}

interface Props<V extends object, R> {
  open: boolean
  title: ReactNode
  onClose: () => void
  submit: (values: V, call: SubmitCall) => Promise<R>
  /** After success; the drawer has already closed. */
  onDone?: (result: R) => void
  initial?: Partial<V>
  /** Of the record being edited. */
  version?: number
  /** For field labels in a conflict: `field.<entity>.<name>`. */
  entity?: string
  /** The form values of a record, where they differ from its fields of the same name. */
  valuesOf?: (record: Details) => Details
  renderValue?: (field: string, value: unknown) => ReactNode
  submitText?: string
  /** Said after success; null says nothing. */
  doneText?: string | null
  width?: number
  children: ReactNode | ((form: FormInstance) => ReactNode)
}

interface Conflict {
  comparison: Comparison
  mine: Details
  version: number
}

const detailsOf = (values: object): Details => Object.fromEntries(Object.entries(values))

function useOpening(open: boolean): number {
  const [state, setState] = useState({ open: false, count: 0 })
  if (open !== state.open) setState({ open, count: open ? state.count + 1 : state.count })
  return state.count
}

/**
 * A form in a drawer: maps refused fields onto the form, asks before throwing away what was typed, shows a version
 * conflict field by field. Children are antd `Form.Item`s whose names are the API's field names.
 */
export function FormDrawer<V extends object, R>(props: Props<V, R>) {
  const opening = useOpening(props.open)
  return opening === 0 ? null : <DrawerForm key={opening} {...props} />
}

function DrawerForm<V extends object, R>(props: Props<V, R>) {
  const { open, title, onClose, submit, onDone, initial = {}, entity = '', valuesOf, children } = props
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const { message, modal } = App.useApp()
  const isPhone = useIsPhone()
  const [form] = Form.useForm()
  const [key] = useState(newKey)
  const opened = useRef<Details>(detailsOf(initial))
  const version = useRef(props.version ?? 0)
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [conflict, setConflict] = useState<Conflict | null>(null)

  const refuse = (thrown: unknown, values: V) => {
    const refusal = asApiError(thrown)
    const moved = conflictOf(refusal)
    if (moved) {
      const current = valuesOf?.(moved.current) ?? moved.current
      const mine = detailsOf(values)
      setConflict({
        comparison: compareVersions(opened.current, mine, current),
        mine,
        version: moved.version,
      })
      opened.current = current
      return
    }
    const faults = fieldErrors(refusal, reasonText(refusal, t, timeZone), t)
    form.setFields(faults)
    const inputs = form.getFieldsError().map((field) => field.name.join('.'))
    const isAllShown = faults.length > 0 && faults.every((fault) => inputs.includes(fault.name.join('.')))
    setError(isAllShown ? null : refusal)
  }

  const send = async (values: V) => {
    setBusy(true)
    setError(null)
    try {
      const result = await submit(values, { key, version: version.current })
      if (props.doneText !== null) void message.success(props.doneText ?? t('ui.saved'))
      onClose()
      onDone?.(result)
    } catch (thrown) {
      refuse(thrown, values)
    } finally {
      setBusy(false)
    }
  }

  const resolve = (choices: Record<string, Choice>) => {
    if (!conflict) return
    version.current = conflict.version
    const values = resolveValues(conflict.mine, conflict.comparison, choices)
    for (const [name, value] of Object.entries(values)) form.setFieldValue(name, value)
    setConflict(null)
    form.submit()
  }

  const close = () => {
    if (isBusy) return
    if (!form.isFieldsTouched()) return onClose()
    modal.confirm({
      title: t('ui.discard.title'),
      content: t('ui.discard.explain'),
      okText: t('ui.discard.yes'),
      cancelText: t('ui.discard.no'),
      okButtonProps: { danger: true },
      onOk: onClose,
    })
  }

  return (
    <Drawer
      open={open}
      title={title}
      onClose={close}
      size={isPhone ? '100%' : (props.width ?? 520)}
      mask={{ closable: true }}
      footer={
        <div className="fh-drawer-foot">
          <Button onClick={close}>{t('ui.cancel')}</Button>
          <Button type="primary" loading={isBusy} onClick={() => form.submit()}>
            {props.submitText ?? t('ui.save')}
          </Button>
        </div>
      }
    >
      {error !== null && <ErrorNotice error={error} />}
      <Form
        name={`f${key.slice(-8)}`}
        form={form}
        layout="vertical"
        initialValues={initial}
        onFinish={(values: V) => void send(values)}
        scrollToFirstError={{ focus: true }}
        requiredMark
      >
        {typeof children === 'function' ? children(form) : children}
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </Form>
      {conflict && (
        <ConflictDialog
          comparison={conflict.comparison}
          entity={entity}
          render={props.renderValue}
          onResolve={resolve}
          onCancel={() => setConflict(null)}
        />
      )}
    </Drawer>
  )
}
