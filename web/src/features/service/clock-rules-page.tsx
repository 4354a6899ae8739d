import { useQuery } from '@tanstack/react-query'
import { Button, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Permitted } from '../../shared/ui/can'
import { Loaded } from '../../shared/ui/loaded'
import { PageHeader } from '../../shared/ui/page-header'
import { Panel } from '../../shared/ui/panel'
import { StatusTag } from '../../shared/ui/status-tag'
import { useIsPhone } from '../../shared/ui/use-is-phone'
import { fetchClockRules, type ClockRule } from './clock-api'
import { ClockRuleDrawer } from './clock-rule-drawer'
import { useMinutesText } from './clock-chip'
import { useConditionText } from './clock-conditions'
import { useNameOf } from './order-words'
import './service.css'

function Escalation({ rule }: { rule: ClockRule }) {
  const { t } = useTranslation()
  if (rule.escalate.length === 0) return <span className="fh-quiet">{t('clocks.noEscalation')}</span>
  return (
    <>
      {rule.escalate.map(({ levels, afterMinutes }) => (
        <div key={`${levels} ${afterMinutes}`}>
          {afterMinutes === 0
            ? t('clocks.escalateAtOnce', { levels })
            : t('clocks.escalateLine', { levels, hours: afterMinutes / 60 })}
        </div>
      ))}
    </>
  )
}

function Name({ rule, edit }: { rule: ClockRule; edit: () => void }) {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  return (
    <>
      <div className="svc-rule-name">{nameOf(rule)}</div>
      <span className="fh-row svc-tight">
        {rule.isExample ? (
          <StatusTag>{t('org.example')}</StatusTag>
        ) : (
          <span className="fh-quiet svc-small">{rule.source}</span>
        )}
        {!rule.isActive && <StatusTag>{t('clocks.notUsed')}</StatusTag>}
        {rule.subject !== 'order' && <StatusTag tone="info">{t('clocks.waitsFor')}</StatusTag>}
        <Permitted permission="settings.edit">
          <Button type="link" size="small" onClick={edit}>
            {t('ui.edit')}
          </Button>
        </Permitted>
      </span>
    </>
  )
}

function useRuleColumns(edit: (rule: ClockRule) => void) {
  const { t } = useTranslation()
  const minutes = useMinutesText()
  const condition = useConditionText()
  const comma = t('ui.listComma')
  return [
    {
      key: 'name',
      title: t('field.clock_rule.name'),
      width: 240,
      render: (_: unknown, rule: ClockRule) => <Name rule={rule} edit={() => edit(rule)} />,
    },
    {
      key: 'minutes',
      title: t('field.clock_rule.minutes'),
      width: 110,
      render: (_: unknown, rule: ClockRule) => (
        <>
          {minutes(rule.minutes)}
          <div className="fh-quiet svc-small">{t(`value.clock_rule.time.${rule.time}`)}</div>
        </>
      ),
    },
    {
      key: 'conditions',
      title: t('field.clock_rule.conditions'),
      width: 240,
      render: (_: unknown, rule: ClockRule) => condition(rule),
    },
    {
      key: 'span',
      title: `${t('field.clock_rule.startsAt')} – ${t('field.clock_rule.stopsAt')}`,
      width: 190,
      render: (_: unknown, rule: ClockRule) =>
        `${t(`value.clock_rule.startsAt.${rule.startsAt}`)} – ${rule.stopsAt
          .map((stop) => t(`value.clock_rule.stopsAt.${stop}`))
          .join(comma)}`,
    },
    {
      key: 'pauses',
      title: t('field.clock_rule.pauses'),
      width: 120,
      render: (_: unknown, rule: ClockRule) =>
        rule.pauses.length === 0 ? (
          <span className="fh-quiet">{t('clocks.noPause')}</span>
        ) : (
          rule.pauses.map((reason) => t(`value.clock_rule.pauses.${reason}`)).join(comma)
        ),
    },
    {
      key: 'warn',
      title: t('field.clock_rule.warnMinutes'),
      width: 100,
      render: (_: unknown, rule: ClockRule) => (rule.warnMinutes === 0 ? '—' : minutes(rule.warnMinutes)),
    },
    {
      key: 'escalate',
      title: t('field.clock_rule.escalate'),
      width: 170,
      render: (_: unknown, rule: ClockRule) => <Escalation rule={rule} />,
    },
  ]
}

/** SVC-3: the response times as the company has them: read by all, changed by who may; a change replays the clocks. */
export function Component() {
  const { t } = useTranslation()
  const [edited, setEdited] = useState<ClockRule | null>(null)
  const rules = useQuery({ queryKey: ['clocks', 'rules'], queryFn: fetchClockRules })
  const isPhone = useIsPhone()
  const columns = useRuleColumns(setEdited)
  return (
    <>
      <PageHeader title={t('nav.clockRules')} note={t('clocks.rulesNote')} />
      <Loaded query={rules}>
        {({ items }) => (
          <Panel flush>
            {isPhone ? (
              <ul className="svc-rule-cards">
                {items.map((rule) => (
                  <li key={rule.key}>
                    {columns.map((column) => (
                      <div key={column.key} className="svc-rule-line">
                        {column.key !== 'name' && <span className="fh-quiet">{column.title}</span>}
                        <div>{column.render(null, rule)}</div>
                      </div>
                    ))}
                  </li>
                ))}
              </ul>
            ) : (
              <Table<ClockRule>
                size="small"
                rowKey="key"
                pagination={false}
                dataSource={items}
                scroll={{ x: 1100 }}
                columns={columns}
              />
            )}
          </Panel>
        )}
      </Loaded>
      <ClockRuleDrawer rule={edited} onClose={() => setEdited(null)} />
    </>
  )
}
