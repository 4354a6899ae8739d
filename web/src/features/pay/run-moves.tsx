import { App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { trimZeros } from '../../shared/format/numbers'
import { Can } from '../../shared/ui/can'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { DecimalInput } from '../../shared/ui/inputs'
import { useRefusal } from '../../shared/ui/use-refusal'
import { moveRun, recomputeRun, setCoefficient, type Run } from './api'
import { Plain } from './words'

const plain = ['check', 'approve', 'pay', 'lock'] as const

/** What the sentence of a step is called. */
const noteOf = { check: 'checkNote', discard: 'discardReason', giveBack: 'giveBackReason' } as const

/** PAY-5: the steps a reader may take with the run now, as the server says. */
export function RunMoves({ run }: { run: Run }) {
  const { t } = useTranslation()
  const { modal, message } = App.useApp()
  const invalidate = useInvalidate()
  const refuse = useRefusal()
  const [noted, setNoted] = useState<keyof typeof noteOf | null>(null)
  const done = () => invalidate('pay')
  const take = (move: (typeof plain)[number]) =>
    move === 'check' && run.problems.length > 0
      ? setNoted('check')
      : modal.confirm({
          title: t(`pay.${move}Confirm`),
          okText: t('ui.ready'),
          cancelText: t('ui.cancel'),
          onOk: () => moveRun(run, move).then(done, refuse),
        })
  const recompute = () =>
    void recomputeRun(run).then(() => {
      void message.success(t('pay.recomputed'))
      done()
    }, refuse)
  return (
    <>
      <Can of={run} to="giveBack">
        <Button danger onClick={() => setNoted('giveBack')}>
          {t('pay.giveBack')}
        </Button>
      </Can>
      <Can of={run} to="discard">
        <Button danger onClick={() => setNoted('discard')}>
          {t('pay.discard')}
        </Button>
      </Can>
      <Can of={run} to="recompute">
        <Button onClick={recompute}>{t('pay.recompute')}</Button>
      </Can>
      {plain.map((move) => (
        <Can key={move} of={run} to={move}>
          <Button type="primary" onClick={() => take(move)}>
            {t(`pay.${move}`)}
          </Button>
        </Can>
      ))}
      <FormDrawer<{ note: string }, Run>
        open={noted !== null}
        title={t(`pay.${noted ?? 'check'}`)}
        entity="pay_run"
        onClose={() => setNoted(null)}
        submit={({ note }) => moveRun(run, noted ?? 'check', note)}
        onDone={done}
      >
        <Form.Item
          name="note"
          label={t(`pay.${noteOf[noted ?? 'check']}`)}
          rules={[{ required: true, message: t('ui.required') }]}
        >
          <Input.TextArea rows={4} maxLength={500} autoFocus />
        </Form.Item>
      </FormDrawer>
    </>
  )
}

/** APR-21: the unit's coefficient of the month with who set it and why. */
export function Coefficient({ run }: { run: Run }) {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  const [isOpen, setOpen] = useState(false)
  const required = [{ required: true, message: t('ui.required') }]
  return (
    <>
      <span className="fh-row">
        <Plain value={run.coefficient} />
        <Can of={run} to="setCoefficient">
          <Button size="small" onClick={() => setOpen(true)}>
            {t('pay.setCoefficient')}
          </Button>
        </Can>
      </span>
      <small>
        {run.coefficientReason === null
          ? t('pay.coefficientNotSet')
          : t('pay.coefficientBecause', { name: run.coefficientBy, reason: run.coefficientReason })}
      </small>
      <FormDrawer<{ coefficient: string; reason: string }, Run>
        open={isOpen}
        title={t('pay.setCoefficient')}
        entity="pay_run"
        onClose={() => setOpen(false)}
        initial={{
          coefficient: trimZeros(run.coefficient ?? '1'),
          reason: run.coefficientReason ?? undefined,
        }}
        submit={({ coefficient, reason }) =>
          setCoefficient(run, { coefficient: trimZeros(coefficient), reason })
        }
        onDone={() => invalidate('pay')}
      >
        <Form.Item
          name="coefficient"
          label={t('field.pay_run.coefficient')}
          extra={t('pay.coefficientHint')}
          rules={required}
        >
          <DecimalInput places={6} min="0" max="9" />
        </Form.Item>
        <Form.Item name="reason" label={t('field.pay_run.reason')} rules={required}>
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      </FormDrawer>
    </>
  )
}
