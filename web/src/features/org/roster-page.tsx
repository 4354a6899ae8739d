import { CopyOutlined, LeftOutlined, RightOutlined } from '@ant-design/icons'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { Alert, App, Button, Drawer, Empty, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { answer, api, newKey } from '../../shared/api/client'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { today as todayIn } from '../../shared/format/days'
import { UnitSelect } from '../../shared/pickers/unit-select'
import { useTimeZone } from '../../shared/session/session'
import { Permitted } from '../../shared/ui/can'
import { ExportButtons } from '../../shared/ui/export-buttons'
import { Loaded } from '../../shared/ui/loaded'
import { PageHeader } from '../../shared/ui/page-header'
import { Panel } from '../../shared/ui/panel'
import { Timeline } from '../../shared/ui/timeline'
import { useIsPhone } from '../../shared/ui/use-is-phone'
import { useListParams } from '../../shared/ui/use-list-params'
import { useRefusal } from '../../shared/ui/use-refusal'
import { OnDutyPanel } from './on-duty-panel'
import { copyWeek, fetchRoster, fetchRosterHistory, listShifts } from './roster-api'
import { RosterGrid } from './roster-grid'
import './roster.css'
import { ShiftsDrawer } from './shift-drawers'
import { SwapList } from './swap-list'
import { mondayOf, monthAround, plusDays, plusMonths } from './weeks'

/** The unit whose roster opens first: the one where the user works, else the top of the tree. */
function useFirstUnit(): string | undefined {
  const units = useQuery({
    queryKey: ['org', 'units', 'today'],
    queryFn: () => answer(api.GET('/org/units')),
  })
  const home = useQuery({ queryKey: ['roster', 'home'], queryFn: () => answer(api.GET('/org/roster/home')) })
  if (!home.data) return undefined
  return home.data.unitId ?? units.data?.items.find((unit) => unit.parentId === null)?.id
}

function useSpan() {
  const timeZone = useTimeZone()
  const state = useListParams()
  const today = todayIn(timeZone)
  const view = state.one('view') === 'month' ? 'month' : 'week'
  const on = state.one('on') ?? today
  const monday = mondayOf(on)
  const days = view === 'month' ? monthAround(on) : { from: monday, to: plusDays(monday, 6) }
  const step = (by: number) => (view === 'month' ? plusMonths(on, by) : plusDays(monday, 7 * by))
  return { state, today, view, days, step }
}

const datesOf = ({ from, to }: { from: string; to: string }): string[] => {
  const dates: string[] = []
  for (let date = from; date <= to; date = plusDays(date, 1)) dates.push(date)
  return dates
}

function CopyButton({ unitId, from }: { unitId: string; from: string }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const refuse = useRefusal()
  const invalidate = useInvalidate()
  const copy = useMutation({
    mutationFn: () => copyWeek({ unitId, from }, newKey()),
    onSuccess: ({ copied, left }) => {
      void message.success(t('roster.copied', { copied, left }), 5)
      invalidate('roster')
    },
    onError: refuse,
  })
  return (
    <Button icon={<CopyOutlined />} loading={copy.isPending} onClick={() => copy.mutate()}>
      {t('roster.copyWeek')}
    </Button>
  )
}

function History({ unitId, onClose }: { unitId: string | null; onClose: () => void }) {
  const { t } = useTranslation()
  const isPhone = useIsPhone()
  const history = useQuery({
    queryKey: ['roster', 'history', unitId],
    queryFn: () => fetchRosterHistory(unitId ?? ''),
    enabled: unitId !== null,
  })
  return (
    <Drawer
      open={unitId !== null}
      onClose={onClose}
      title={t('roster.history')}
      size={isPhone ? '100%' : 480}
      mask={{ closable: true }}
    >
      <Loaded query={history}>{({ items }) => <Timeline entries={items} entity="roster" />}</Loaded>
    </Drawer>
  )
}

function Sheet({ unitId }: { unitId: string }) {
  const { t } = useTranslation()
  const { state, today, view, days, step } = useSpan()
  const [history, setHistory] = useState<string | null>(null)
  const shifts = useQuery({ queryKey: ['roster', 'shifts'], queryFn: listShifts })
  const roster = useQuery({
    queryKey: ['roster', 'sheet', unitId, days.from, days.to],
    queryFn: () => fetchRoster(unitId, days),
    placeholderData: keepPreviousData,
  })
  const mayEdit = roster.data?.can.edit ?? false
  return (
    <section className="fh-panel">
      <div className="fh-toolbar">
        <div className="fh-roster-unit">
          <UnitSelect
            value={unitId}
            onChange={(id) => state.change({ unitId: id })}
            aria-label={t('field.unit.name')}
          />
        </div>
        <span className="fh-switch">
          <Button
            icon={<LeftOutlined />}
            aria-label={t('roster.before')}
            onClick={() => state.change({ on: step(-1) })}
          />
          <strong className="fh-figure">
            {days.from} – {days.to.slice(5)}
          </strong>
          <Button
            icon={<RightOutlined />}
            aria-label={t('roster.after')}
            onClick={() => state.change({ on: step(1) })}
          />
        </span>
        <Button onClick={() => state.change({ on: null })}>{t('ui.today')}</Button>
        <Segmented
          value={view}
          onChange={(next) => state.change({ view: next === 'month' ? 'month' : null })}
          options={[
            { value: 'week', label: t('roster.week') },
            { value: 'month', label: t('roster.month') },
          ]}
        />
        <span className="fh-toolbar-end">
          {mayEdit && view === 'week' && <CopyButton unitId={unitId} from={days.from} />}
          <ExportButtons path="/org/roster/export" filters={new URLSearchParams({ unitId, ...days })} />
          <Button onClick={() => setHistory(unitId)}>{t('ui.history')}</Button>
        </span>
      </div>
      {(roster.data?.unknownYears ?? []).map((year) => (
        <Alert key={year} type="warning" showIcon banner title={t('calendar.unknownYear', { year })} />
      ))}
      <Loaded query={roster}>
        {(found) =>
          found.rows.length === 0 ? (
            <Empty className="fh-empty" description={t('roster.noPeople')} />
          ) : (
            <RosterGrid
              roster={found}
              shifts={shifts.data?.items ?? []}
              dates={datesOf(days)}
              today={today}
              mayEdit={mayEdit}
            />
          )
        }
      </Loaded>
      <History unitId={history} onClose={() => setHistory(null)} />
    </section>
  )
}

/** ORG-11: the roster of a unit, who is on duty now, the swaps to decide. */
export function Component() {
  const { t } = useTranslation()
  const state = useListParams()
  const first = useFirstUnit()
  const unitId = state.one('unitId') ?? first
  const [isShifts, setShifts] = useState(false)
  return (
    <>
      <PageHeader
        title={t('nav.roster')}
        actions={<Button onClick={() => setShifts(true)}>{t('roster.shifts')}</Button>}
      />
      <div className="fh-column">
        {unitId && <Sheet unitId={unitId} />}
        <div className="fh-roster-below">
          <OnDutyPanel unitId={unitId} />
          <Permitted permission="roster.edit">
            <Panel title={t('roster.swaps')}>
              <SwapList scope="plan" />
            </Panel>
          </Permitted>
        </div>
      </div>
      <ShiftsDrawer open={isShifts} onClose={() => setShifts(false)} />
    </>
  )
}
