import { DownOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { closeOrder, moveOrder, type OrderRecord } from './api'
import { CancelDrawer, ClarifyDrawer, HandOverDrawer, MoveDrawer } from './move-drawers'
import { ReverseDrawer, SettleDrawer } from './settle-drawers'
import { useOrderAction } from './use-order-change'
import { WorkersDrawer } from './workers-drawer'
import type { State } from './words'

type Dialog = 'assign' | 'settle' | 'reverse' | 'handOver' | 'cancel' | 'clarify' | { move: State } | null

/** Moves that hold the order up or send it back: why is worth a word. */
const explained = (from: State, to: State): boolean =>
  to === 'waiting_parts' ||
  to === 'waiting_customer' ||
  (to === 'in_repair' && (from === 'quality_check' || from === 'ready')) ||
  (to === 'accepted' && from === 'assigned')

/** SVC-2: the next legal moves, the way forward first. What is not allowed now is not shown. */
export function OrderActions({ order }: { order: OrderRecord }) {
  const { t } = useTranslation()
  const [dialog, setDialog] = useState<Dialog>(null)
  const { act, isBusy } = useOrderAction(order)
  const { can, state } = order
  const close = () => setDialog(null)
  const label = (to: State) => t([`service.move.${state}.${to}`, `service.move.${to}`])

  const move = (to: State) => {
    if (explained(state, to)) return setDialog({ move: to })
    void act({
      call: (version) => moveOrder(order.id, { version, to, reason: '' }),
      done: t('service.movedTo', { state: t(`value.order.state.${to}`) }),
      sent: { state: to },
    })
  }
  const finish = () =>
    void act({
      call: (version) => closeOrder(order.id, version),
      done: t('service.movedTo', { state: t('value.order.state.closed') }),
      sent: { state: 'closed' },
    })

  const assigns = state === 'accepted' && can.assign === true
  const plain = order.moves.filter((to) => !(assigns && to === 'assigned'))
  const buttons = [
    can.clarify === true && { key: 'clarify', text: t('service.clarify'), run: () => setDialog('clarify') },
    assigns && { key: 'assign', text: t('service.assign'), run: () => setDialog('assign') },
    ...(can.move === true ? plain.map((to) => ({ key: to, text: label(to), run: () => move(to) })) : []),
    can.settle === true && { key: 'settle', text: t('service.settle'), run: () => setDialog('settle') },
    can.handOver === true && {
      key: 'handOver',
      text: t('service.handOver'),
      run: () => setDialog('handOver'),
    },
    can.close === true && { key: 'close', text: t('service.close'), run: finish },
  ].filter((button) => button !== false)
  // The way forward is the settling where it is possible, else what the server lists first.
  const main = buttons.find(({ key }) => key === 'settle') ?? buttons[0]
  const rest = [
    can.reverse === true && {
      key: 'reverse',
      label: t('service.reverse'),
      onClick: () => setDialog('reverse'),
    },
    can.cancel === true && {
      key: 'cancel',
      label: t('service.cancel'),
      danger: true,
      onClick: () => setDialog('cancel'),
    },
  ].filter((item) => item !== false)

  return (
    <div className="fh-actions svc-moves">
      {main && (
        <Button type="primary" loading={isBusy} onClick={main.run}>
          {main.text}
        </Button>
      )}
      {buttons
        .filter((button) => button !== main)
        .map((button) => (
          <Button key={button.key} disabled={isBusy} onClick={button.run}>
            {button.text}
          </Button>
        ))}
      {rest.length > 0 && (
        <Dropdown trigger={['click']} menu={{ items: rest }}>
          <Button icon={<DownOutlined aria-hidden />} iconPlacement="end">
            {t('service.more')}
          </Button>
        </Dropdown>
      )}
      <WorkersDrawer open={dialog === 'assign'} onClose={close} order={order} />
      <SettleDrawer open={dialog === 'settle'} onClose={close} order={order} />
      <ReverseDrawer open={dialog === 'reverse'} onClose={close} order={order} />
      <HandOverDrawer open={dialog === 'handOver'} onClose={close} order={order} />
      <CancelDrawer open={dialog === 'cancel'} onClose={close} order={order} />
      <ClarifyDrawer open={dialog === 'clarify'} onClose={close} order={order} />
      <MoveDrawer
        to={dialog !== null && typeof dialog === 'object' ? dialog.move : null}
        label={label}
        onClose={close}
        order={order}
      />
    </div>
  )
}
