import { PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Drawer, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Details } from '../../shared/api/api-error'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { Loaded } from '../../shared/ui/loaded'
import { StatusTag } from '../../shared/ui/status-tag'
import { useIsPhone } from '../../shared/ui/use-is-phone'
import { ExampleTag } from './example-tag'
import { createShift, editShift, listShifts, type Shift } from './roster-api'
import { SpanItem } from './span-input'
import { spansOfText, textOfSpans } from './span-text'

interface ShiftForm {
  code: string
  name: string
  spans: string
  isOnCall: boolean
  isActive: boolean
}

const isShift = (record: Details): record is Details & Shift => 'spans' in record

function ShiftDrawer({ shift, open, onClose }: { shift: Shift | null; open: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  const required = [{ required: true, message: t('ui.required') }]
  const bodyOf = ({ spans, ...form }: ShiftForm) => ({ ...form, spans: spansOfText(spans) ?? [] })
  return (
    <FormDrawer<ShiftForm, { id: string }>
      open={open}
      title={shift ? t('roster.editShift') : t('roster.newShift')}
      entity="shift"
      width={440}
      onClose={onClose}
      initial={shift ? { ...shift, spans: textOfSpans(shift.spans) } : { isOnCall: false, isActive: true }}
      version={shift?.version}
      valuesOf={(record) => (isShift(record) ? { ...record, spans: textOfSpans(record.spans) } : record)}
      submit={(form, { key, version }) =>
        shift ? editShift(shift.id, { ...bodyOf(form), version }) : createShift(bodyOf(form), key)
      }
      onDone={() => invalidate('roster')}
    >
      <div className="fh-form-2">
        <Form.Item name="name" label={t('field.shift.name')} rules={required}>
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item name="code" label={t('field.shift.code')} rules={required}>
          <Input maxLength={60} />
        </Form.Item>
      </div>
      <SpanItem name="spans" label={t('calendar.hours')} extra={t('roster.shiftHoursHint')} required />
      <Form.Item name="isOnCall" valuePropName="checked" extra={t('roster.onCallHint')}>
        <Checkbox>{t('field.shift.isOnCall')}</Checkbox>
      </Form.Item>
      <Form.Item name="isActive" valuePropName="checked" hidden={!shift} extra={t('roster.activeHint')}>
        <Checkbox>{t('field.shift.isActive')}</Checkbox>
      </Form.Item>
      {shift?.isUsed && <p className="fh-quiet">{t('roster.usedHint')}</p>}
    </FormDrawer>
  )
}

/** ORG-11: the shift patterns of the company, with their hours. */
export function ShiftsDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const isPhone = useIsPhone()
  const [form, setForm] = useState<Shift | 'new' | null>(null)
  const shifts = useQuery({ queryKey: ['roster', 'shifts'], queryFn: listShifts, enabled: open })
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={t('roster.shifts')}
      size={isPhone ? '100%' : 480}
      mask={{ closable: true }}
    >
      <Loaded query={shifts}>
        {({ items, can }) => (
          <div className="fh-stack">
            <ul className="fh-lines">
              {items.map((shift) => (
                <li key={shift.id} className="fh-line">
                  <span>
                    {can.edit ? (
                      <button type="button" className="fh-link-button" onClick={() => setForm(shift)}>
                        {shift.name}
                      </button>
                    ) : (
                      shift.name
                    )}{' '}
                    {shift.isOnCall && <StatusTag tone="info">{t('roster.onCall')}</StatusTag>}{' '}
                    {!shift.isActive && <StatusTag>{t('roster.retired')}</StatusTag>}{' '}
                    <ExampleTag isExample={shift.isExample} />
                  </span>
                  <span className="fh-figure fh-wrap">{textOfSpans(shift.spans)}</span>
                </li>
              ))}
            </ul>
            {items.length === 0 && <p className="fh-quiet">{t('roster.noShifts')}</p>}
            {can.edit && (
              <div>
                <Button icon={<PlusOutlined />} onClick={() => setForm('new')}>
                  {t('roster.newShift')}
                </Button>
              </div>
            )}
          </div>
        )}
      </Loaded>
      <ShiftDrawer shift={form === 'new' ? null : form} open={form !== null} onClose={() => setForm(null)} />
    </Drawer>
  )
}
