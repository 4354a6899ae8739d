import { Form, Input } from 'antd'
import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { spansOfText } from './span-text'

const readable = (t: TFunction, required: boolean) => ({
  validator: async (_: unknown, text: string | undefined) => {
    const spans = spansOfText(text)
    if (spans === null) throw new Error(t('calendar.hoursUnreadable'))
    if (required && spans.length === 0) throw new Error(t('ui.required'))
  },
})

interface Props {
  name: string | (string | number)[]
  label: ReactNode
  extra?: ReactNode
  required?: boolean
  placeholder?: string
}

/** ORG-11: hours of a day as one line of text, with a field of a form around it. */
export function SpanItem({ name, label, extra, required = false, placeholder }: Props) {
  const { t } = useTranslation()
  return (
    <Form.Item name={name} label={label} extra={extra} required={required} rules={[readable(t, required)]}>
      <Input maxLength={120} placeholder={placeholder ?? t('calendar.hoursExample')} />
    </Form.Item>
  )
}
