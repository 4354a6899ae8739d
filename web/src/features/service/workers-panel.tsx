import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Can } from '../../shared/ui/can'
import { Percent } from '../../shared/ui/figures'
import { Panel } from '../../shared/ui/panel'
import { StatusTag } from '../../shared/ui/status-tag'
import type { OrderRecord } from './api'
import { WorkersDrawer } from './workers-drawer'

/** SVC-2: who works on the order, with the shares that their figures follow. */
export function WorkersPanel({ order }: { order: OrderRecord }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  return (
    <Panel
      title={t('service.workers')}
      extra={
        <Can of={order} to="assign">
          <Button size="small" onClick={() => setOpen(true)}>
            {t(order.workers.length > 0 ? 'service.reassign' : 'service.assign')}
          </Button>
        </Can>
      }
    >
      {order.workers.length === 0 ? (
        <p className="fh-quiet">{t('service.noWorkers')}</p>
      ) : (
        <ul className="fh-lines">
          {order.workers.map((worker) => (
            <li key={worker.personId} className="fh-line">
              <span className="fh-row">
                {worker.name}
                {worker.isLead && <StatusTag tone="info">{t('service.lead')}</StatusTag>}
              </span>
              <Percent value={worker.share} places={worker.share === '1.000000' ? 0 : 2} />
            </li>
          ))}
        </ul>
      )}
      <WorkersDrawer open={isOpen} onClose={() => setOpen(false)} order={order} />
    </Panel>
  )
}
