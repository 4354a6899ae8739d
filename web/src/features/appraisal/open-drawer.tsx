import { App, Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { today } from '../../shared/format/days'
import { UnitSelect } from '../../shared/pickers/unit-select'
import { useTimeZone } from '../../shared/session/session'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { MonthInput } from '../../shared/ui/inputs'
import { openCards, type OpenCards } from './api'

/** APR-5: makes the cards of a month for a unit and everything below it. */
export function OpenDrawer({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const invalidate = useInvalidate()
  const timeZone = useTimeZone()
  return (
    <FormDrawer<OpenCards, { created: number; existing: number }>
      open={open}
      title={t('appraisal.openTitle')}
      entity="scorecard"
      onClose={onClose}
      initial={{ month: today(timeZone).slice(0, 7) }}
      doneText={null}
      submitText={t('appraisal.openTitle')}
      submit={({ month, unitId }, { key }) => openCards({ month, unitId: unitId ?? null }, key)}
      onDone={(opened) => {
        void message.success(t('appraisal.opened', { ...opened }))
        invalidate('scorecards')
      }}
    >
      <p className="fh-form-note fh-quiet">{t('appraisal.openExplain')}</p>
      <Form.Item
        name="month"
        label={t('appraisal.month')}
        rules={[{ required: true, message: t('ui.required') }]}
      >
        <MonthInput allowClear={false} />
      </Form.Item>
      <Form.Item name="unitId" label={t('field.scorecard.unitId')} extra={t('appraisal.wholeCompany')}>
        <UnitSelect allowClear />
      </Form.Item>
    </FormDrawer>
  )
}
