import { Alert, Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { OrderSelect } from '../../shared/pickers/order-select'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { DayInput, DecimalInput } from '../../shared/ui/inputs'
import { addDeduction, setItem, type Card, type CardInput, type Item } from './api'
import { cutAt, percentOf, ratioOf } from './percent-text'
import { inputText, rowRange, useName } from './words'

interface Values {
  value?: string | null
  points?: string | null
  level?: string
  handedOver?: number
  late?: number
  reason?: string
}

interface Props {
  card: Card
  item: Item | null
  onClose: () => void
  onDone: (card: Card) => void
}

/** A value as the form shows it: a system value has more digits than anybody types. */
const shownText = (item: Item, value: string): string =>
  item.unit === 'ratio' ? cutAt(percentOf(value), 4) : cutAt(value, 4)

/** What was typed; what was only looked at stays the value it was, with all its digits. */
function typedValue(item: Item, typed: string | null): string | null {
  const before = (item.hand ?? item.system)?.value
  if (typed !== null && before && shownText(item, before) === typed) return before
  return typed !== null && item.unit === 'ratio' ? ratioOf(typed) : typed
}

function shownValues(item: Item): Values {
  const used = item.hand ?? item.system
  if (!used) return {}
  const value = used.value ?? undefined
  return {
    value: value === undefined ? undefined : shownText(item, value),
    points: used.points,
    level: used.level,
    handedOver: used.handedOver,
    late: used.late,
    reason: item.reason ?? undefined,
  }
}

/** What the form says as an input of the item; only the fields its kind knows. */
function inputOf(item: Item, values: Values): CardInput {
  const value =
    values.value === null || values.value === undefined || values.value === '' ? null : values.value
  const points = values.points ?? undefined
  switch (item.kind) {
    case 'band':
      return { value: typedValue(item, value) }
    case 'level':
      return { level: values.level }
    case 'level_range':
      return { ...(value !== null && { value }), ...(values.level && { level: values.level }), points }
    case 'per_excess':
      return { handedOver: values.handedOver, late: values.late }
    default:
      return { points }
  }
}

function Fields({ item }: { item: Item }) {
  const { t } = useTranslation()
  const name = useName()
  const required = [{ required: true, message: t('ui.required') }]
  const suffix =
    item.unit === 'ratio' ? '%' : item.unit === 'days' ? t('appraisal.days', { value: '' }).trim() : undefined
  const levels = item.rows.map((row) => ({
    value: row.key ?? '',
    label: [row.name ? name(row.name) : rowRange(row, item.unit, t), pointsOf(row)]
      .filter(Boolean)
      .join(' · '),
  }))
  return (
    <>
      {(item.kind === 'band' || item.kind === 'level_range') && (
        <Form.Item
          name="value"
          label={t('field.scorecard.value')}
          rules={item.kind === 'level_range' ? required : []}
        >
          <DecimalInput places={4} min="0" suffix={suffix} />
        </Form.Item>
      )}
      {item.kind === 'level' && (
        <Form.Item name="level" label={t('field.scorecard.level')} rules={required}>
          <Select options={levels} />
        </Form.Item>
      )}
      {(item.kind === 'goal' || item.kind === 'bonus' || item.kind === 'level_range') && (
        <Form.Item name="points" label={t('field.scorecard.points')} rules={required}>
          <DecimalInput places={2} min="0" />
        </Form.Item>
      )}
      {item.kind === 'per_excess' && (
        <div className="fh-form-2">
          <Form.Item name="handedOver" label={t('field.scorecard.handedOver')} rules={required}>
            <InputNumber min={0} precision={0} className="fh-full" />
          </Form.Item>
          <Form.Item name="late" label={t('field.scorecard.late')} rules={required}>
            <InputNumber min={0} precision={0} className="fh-full" />
          </Form.Item>
        </div>
      )}
    </>
  )
}

const pointsOf = (row: Item['rows'][number]): string =>
  row.pointsFrom !== null && row.pointsTo !== null
    ? `${row.pointsFrom}–${row.pointsTo}`
    : (row.points ?? (row.deduct === '0' ? '0' : `−${row.deduct ?? '0'}`))

/** APR-4: a value, level or points; a change of the system's value asks for its reason and shows the system's. */
export function ItemDrawer({ card, item, onClose, onDone }: Props) {
  const { t } = useTranslation()
  const name = useName()
  const shown = item && item.kind !== 'deduction' ? item : null
  return (
    <FormDrawer<Values, Card>
      open={shown !== null}
      title={shown ? t('appraisal.itemTitle', { item: name(shown.name) }) : ''}
      entity="scorecard"
      onClose={onClose}
      initial={shown ? shownValues(shown) : {}}
      submit={(values) =>
        shown
          ? setItem(card, shown.key, { input: inputOf(shown, values), reason: values.reason ?? '' })
          : Promise.resolve(card)
      }
      onDone={onDone}
    >
      {shown && (
        <>
          {shown.system && (
            <Alert
              type="info"
              showIcon
              className="fh-form-note"
              title={t('appraisal.systemIs', { value: inputText(shown, shown.system, t, name) })}
              description={t('appraisal.reasonHint')}
            />
          )}
          <Fields item={shown} />
          <Form.Item name="reason" label={t('field.scorecard.reason')}>
            <Input.TextArea rows={3} maxLength={500} />
          </Form.Item>
        </>
      )}
    </FormDrawer>
  )
}

interface EventValues {
  occurredOn: string
  note: string
  orderId?: string | null
}

/** APR-3: records an event that costs points, with its day and the order it rests on. */
export function DeductionDrawer({ card, item, onClose, onDone }: Props) {
  const { t } = useTranslation()
  const name = useName()
  const shown = item?.kind === 'deduction' ? item : null
  const required = [{ required: true, message: t('ui.required') }]
  return (
    <FormDrawer<EventValues, Card>
      open={shown !== null}
      title={shown ? t('appraisal.recordDeduction', { item: name(shown.name) }) : ''}
      entity="scorecard"
      onClose={onClose}
      submit={({ occurredOn, note, orderId }) =>
        addDeduction(card, {
          itemKey: shown?.key ?? '',
          occurredOn,
          note,
          orderId: orderId ?? null,
          orderNumber: null,
        })
      }
      onDone={onDone}
    >
      <Form.Item name="occurredOn" label={t('field.scorecard.occurredOn')} rules={required}>
        <DayInput />
      </Form.Item>
      <Form.Item name="note" label={t('field.scorecard.note')} rules={required}>
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
      <Form.Item name="orderId" label={t('field.scorecard.orderId')}>
        <OrderSelect allowClear placeholder={t('appraisal.orderHint')} />
      </Form.Item>
    </FormDrawer>
  )
}
