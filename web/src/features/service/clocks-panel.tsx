import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Loaded } from '../../shared/ui/loaded'
import { Panel } from '../../shared/ui/panel'
import { When } from '../../shared/ui/times'
import { fetchClocks, type OrderClock, type OrderClocks } from './clock-api'
import { ClockChip } from './clock-chip'
import { PartyDrawer, RecordDrawer } from './clock-drawers'
import { ClockExplained } from './clock-explained'
import { useNameOf } from './order-words'

interface LineProps {
  clock: OrderClock
  explain: () => void
}

function ClockLine({ clock, explain }: LineProps) {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  return (
    <li className="svc-clock">
      <div>
        <button type="button" className="fh-link-button" onClick={explain} title={t('clocks.explain')}>
          {nameOf(clock)}
        </button>
        <div className="fh-quiet svc-small">
          {clock.dueAt && (
            <>
              {t('clocks.due')} <When at={clock.dueAt} />
            </>
          )}
          {clock.isMissed && clock.party && (
            <>
              {clock.dueAt && ' · '}
              {t('clocks.answers')}: {t(`value.clock.party.${clock.party}`)}
              {clock.partyPersonName && ` ${clock.partyPersonName}`}
            </>
          )}
        </div>
      </div>
      <ClockChip clock={clock} />
    </li>
  )
}

function Clocks({ data }: { data: OrderClocks }) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState<string | null>(null)
  const [party, setParty] = useState<OrderClock | null>(null)
  const clock = data.clocks.find((one) => one.ruleKey === opened)
  if (data.clocks.length === 0) return <p className="fh-quiet">{t('clocks.none')}</p>
  return (
    <>
      <ul className="svc-clocks">
        {data.clocks.map((one) => (
          <ClockLine key={one.ruleKey} clock={one} explain={() => setOpened(one.ruleKey)} />
        ))}
      </ul>
      <ClockExplained
        clock={clock}
        data={data}
        onClose={() => setOpened(null)}
        onParty={() => setParty(clock ?? null)}
      />
      <PartyDrawer data={data} clock={party} onClose={() => setParty(null)} />
    </>
  )
}

/** SVC-3, SVC-18: the response times of an order; each opens why it says what it says. */
export function ClocksPanel({ orderId }: { orderId: string }) {
  const { t } = useTranslation()
  const [isRecording, setRecording] = useState(false)
  const clocks = useQuery({ queryKey: ['orders', 'clocks', orderId], queryFn: () => fetchClocks(orderId) })
  return (
    <Panel
      title={t('clocks.panel')}
      extra={
        clocks.data?.can.record && (
          <Button size="small" onClick={() => setRecording(true)}>
            {t('clocks.record')}
          </Button>
        )
      }
    >
      <Loaded query={clocks}>{(data) => <Clocks data={data} />}</Loaded>
      {clocks.data && (
        <RecordDrawer data={clocks.data} open={isRecording} onClose={() => setRecording(false)} />
      )}
    </Panel>
  )
}
