import { Button, Drawer } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { KeyValues } from '../../shared/ui/key-values'
import { StatusTag } from '../../shared/ui/status-tag'
import { When } from '../../shared/ui/times'
import { useIsPhone } from '../../shared/ui/use-is-phone'
import type { OrderClock, OrderClocks } from './clock-api'
import { ClockChip, useMinutesText } from './clock-chip'
import { useNameOf } from './order-words'

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="fh-heading">{title}</h3>
      {children}
    </section>
  )
}

function Facts({ clock }: { clock: OrderClock }) {
  const { t } = useTranslation()
  const text = useMinutesText()
  const { rule } = clock
  const minutes = (value: number | null) => (value === null ? '—' : text(value))
  return (
    <KeyValues
      columns={2}
      items={[
        {
          label: t('clocks.allowed'),
          value: `${text(rule.minutes)} · ${t(`value.clock_rule.time.${rule.time}`)}`,
        },
        {
          label: t('clocks.due'),
          value: clock.dueAt ? <When at={clock.dueAt} /> : <ClockChip clock={clock} />,
        },
        { label: t('clocks.started'), value: <When at={clock.startedAt} /> },
        { label: t('clocks.stopped'), value: <When at={clock.stoppedAt} /> },
        { label: t('clocks.elapsed'), value: minutes(clock.elapsedMinutes) },
        { label: t('clocks.remaining'), value: minutes(clock.remainingMinutes) },
      ]}
    />
  )
}

function Parts({ clock }: { clock: OrderClock }) {
  const { t } = useTranslation()
  const text = useMinutesText()
  return (
    <ul className="svc-clock-parts">
      {clock.parts.map((part, at) => (
        <li key={at} className={`svc-clock-${part.kind}`}>
          <span>
            {t(`clocks.part.${part.kind}`, {
              reason: part.reason ? t(`value.clock.reason.${part.reason}`) : '',
            })}
          </span>
          <span className="fh-quiet">
            <When at={part.from} />
            {part.kind !== 'stopped' && <> – {part.to ? <When at={part.to} /> : t('clocks.until')}</>}
          </span>
          <span className="fh-figure">
            {part.kind === 'running' && part.counted !== null
              ? t('clocks.counted', { span: text(part.counted) })
              : part.kind === 'paused' && t('clocks.notCounted')}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Days({ clock }: { clock: OrderClock }) {
  const { t } = useTranslation()
  const text = useMinutesText()
  return (
    <ul className="svc-clock-parts">
      {clock.days.map((day) => (
        <li key={day.date}>
          <span className="fh-figure">{day.date}</span>
          <span className="fh-quiet">{t(`value.clock.why.${day.why}`)}</span>
          <span className="fh-figure">{day.minutes > 0 ? text(day.minutes) : '—'}</span>
        </li>
      ))}
    </ul>
  )
}

function Party({
  clock,
  onParty,
  mayChange,
}: {
  clock: OrderClock
  onParty: () => void
  mayChange: boolean
}) {
  const { t } = useTranslation()
  const text = useMinutesText()
  return (
    <>
      {clock.isMissed && clock.party && (
        <div className="fh-row">
          <StatusTag tone="warn">{t(`value.clock.party.${clock.party}`)}</StatusTag>
          {clock.partyPersonName}
          <span className="fh-quiet">{t(clock.partyDecided ? 'clocks.decided' : 'clocks.byRule')}</span>
          {mayChange && (
            <Button size="small" onClick={onParty}>
              {t('clocks.changeParty')}
            </Button>
          )}
        </div>
      )}
      <p className="fh-quiet svc-small">{t('clocks.shares')}</p>
      <ul className="svc-clock-parts">
        {clock.shares.map((share) => (
          <li key={share.party}>
            <span>{t(`value.clock.party.${share.party}`)}</span>
            <span />
            <span className="fh-figure">{text(share.minutes)}</span>
          </li>
        ))}
      </ul>
      {clock.decisions.map((decision, at) => (
        <p key={at} className="svc-small">
          <When at={decision.decidedAt} /> {decision.actorName}:{' '}
          {decision.party
            ? `${t(`value.clock.party.${decision.party}`)} ${decision.personName ?? ''}`
            : t('clocks.byRuleAgain')}{' '}
          <span className="fh-quiet">{decision.reason}</span>
        </p>
      ))}
    </>
  )
}

function Events({ data }: { data: OrderClocks }) {
  const { t } = useTranslation()
  return (
    <ul className="svc-clock-parts">
      {data.events.map((event, at) => (
        <li key={at}>
          <When at={event.occurredAt} />
          <span>
            {t(event.isMove ? `value.order.state.${event.kind}` : `value.clock.event.${event.kind}`)}
            {event.note && <span className="fh-quiet"> {event.note}</span>}
          </span>
          <span className="fh-quiet svc-small">{event.actorName}</span>
        </li>
      ))}
    </ul>
  )
}

function Ignored({ clock }: { clock: OrderClock }) {
  const { t } = useTranslation()
  return (
    <ul className="svc-clock-parts">
      {clock.ignored.map((one, at) => (
        <li key={at}>
          <When at={one.occurredAt} />
          <span>
            {t(`value.clock.eventType.${one.type}`)}
            {one.type === 'pause' && one.reason && ` · ${t(`value.clock.reason.${one.reason}`)}`}
          </span>
          <span className="fh-quiet">{t(`value.clock.ignored.${one.why}`)}</span>
        </li>
      ))}
    </ul>
  )
}

interface Props {
  clock: OrderClock | undefined
  data: OrderClocks
  onClose: () => void
  onParty: () => void
}

/** SVC-18: why a clock says what it says: the history, what was counted of it and what not, and what follows. */
export function ClockExplained({ clock, data, onClose, onParty }: Props) {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const isPhone = useIsPhone()
  return (
    <Drawer
      open={clock !== undefined}
      size={isPhone ? '100%' : 620}
      title={clock && t('clocks.explainTitle', { name: nameOf(clock) })}
      extra={clock && <ClockChip clock={clock} />}
      onClose={onClose}
    >
      {clock && (
        <div className="fh-stack">
          <Facts clock={clock} />
          <Section title={t('clocks.parts')}>
            <Parts clock={clock} />
          </Section>
          {clock.days.length > 0 && (
            <Section title={t('clocks.days')}>
              <Days clock={clock} />
            </Section>
          )}
          {clock.shares.length > 0 && (
            <Section title={t('clocks.answers')}>
              <Party clock={clock} onParty={onParty} mayChange={data.can.attribute} />
            </Section>
          )}
          <Section title={t('clocks.events')}>
            <Events data={data} />
          </Section>
          {clock.ignored.length > 0 && (
            <Section title={t('clocks.ignored')}>
              <Ignored clock={clock} />
            </Section>
          )}
        </div>
      )}
    </Drawer>
  )
}
