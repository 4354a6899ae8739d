import { DatePicker, InputNumber, type InputNumberProps } from 'antd'
import dayjs from 'dayjs'
import { formatInstant, instantFrom } from '../format/days'
import { useTimeZone } from '../session/session'

interface TextField {
  id?: string
  value?: string | null
  onChange?: (value: string | null) => void
  disabled?: boolean
  allowClear?: boolean
  placeholder?: string
  'aria-label'?: string
}

const wide = { width: '100%' } as const

/** A day as the text 'YYYY-MM-DD', inside a Form.Item. */
export function DayInput({ value, onChange, ...rest }: TextField) {
  return (
    <DatePicker
      {...rest}
      style={wide}
      value={value ? dayjs(value) : null}
      onChange={(day) => onChange?.(day ? day.format('YYYY-MM-DD') : null)}
    />
  )
}

/** A month as the text 'YYYY-MM'. */
export function MonthInput({ value, onChange, ...rest }: TextField) {
  return (
    <DatePicker
      {...rest}
      picker="month"
      style={wide}
      value={value ? dayjs(`${value}-01`) : null}
      onChange={(day) => onChange?.(day ? day.format('YYYY-MM') : null)}
    />
  )
}

/** An instant as ISO text, read and written on the company's clock, to the minute. */
export function InstantInput({ value, onChange, ...rest }: TextField) {
  const timeZone = useTimeZone()
  return (
    <DatePicker
      {...rest}
      style={wide}
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      value={value ? dayjs(formatInstant(value, timeZone)) : null}
      onChange={(local) => onChange?.(local ? instantFrom(local.format('YYYY-MM-DD HH:mm'), timeZone) : null)}
    />
  )
}

type DecimalProps = Omit<InputNumberProps<string>, 'stringMode'> & { places?: number }

/** A decimal that stays text: money (2 places) or a ratio. Empty is null. */
export function DecimalInput({ places = 2, ...rest }: DecimalProps) {
  return <InputNumber<string> stringMode controls={false} precision={places} style={wide} {...rest} />
}
