import { describe, expect, it } from 'vitest'
import { instantOf } from '../../kernel/civil-date'
import { replayClock, type ClockRule } from '../../kernel/clock.rules'
import { answersFor, lateParty, ranUntilDue, sharesOfTime, stagesOf } from './attribution.rules'
import { crossings, stepsUp } from './clock-alerts.rules'
import { noCalendar } from './clock-of.rules'
import {
  appliesTo,
  clockEventsOf,
  type ClockCondition,
  type ClockSubject,
  type Happened,
  type OrderHistory,
} from './order-clocks.rules'
import type { OrderState } from './transitions.rules'

const at = (time: string) => instantOf(`2026-03-${time}`, 'Asia/Shanghai')
const calendar = noCalendar('Asia/Shanghai')

/** '09T08:00 accepted' … as the history of an order received at the first time. */
function history(lines: readonly string[], happened: readonly string[] = []): OrderHistory {
  let from: OrderState | null = null
  const moves = lines.map((line) => {
    const [time = '', state] = line.split(' ') as [string, OrderState]
    const move = { fromState: from, toState: state, occurredAt: at(time), recordedAt: at(time) }
    from = state
    return move
  })
  return {
    receivedAt: moves[0]?.occurredAt ?? at('09T08:00'),
    finishedAt: null,
    moves,
    happened: happened.map((line): Happened => {
      const [time = '', kind] = line.split(' ') as [string, Happened['kind']]
      return { kind, occurredAt: at(time), recordedAt: at(time) }
    }),
  }
}

const near: ClockSubject = {
  typeKey: 'repair',
  faultGroupKey: 'body',
  channel: 'phone',
  priority: 'normal',
  distanceKm: '80.0',
  supplierNeeded: false,
}
const onSite: ClockCondition[] = [{ faultGroups: ['body'], upToKm: 100, supplierNeeded: false }]
const answer: ClockCondition[] = [
  { faultGroups: ['body'], overKm: 100 },
  { faultGroups: ['body'], supplierNeeded: true },
]

describe('SVC-3, SVC-4: which clocks an order has', () => {
  it.each([
    ['车身故障，80 公里', {}, true, false],
    ['车身故障，正好 100 公里', { distanceKm: '100.0' }, true, false],
    ['车身故障，100.1 公里', { distanceKm: '100.1' }, false, true],
    ['车身故障，80 公里，需联系配套厂', { supplierNeeded: true }, false, true],
    ['车身故障，300 公里，需联系配套厂', { distanceKm: '300', supplierNeeded: true }, false, true],
    ['车身故障，距离不明：按近的算', { distanceKm: null }, true, false],
    ['发动机故障', { faultGroupKey: 'engine' }, false, false],
    ['故障组未定', { faultGroupKey: null }, false, false],
  ])('%s', (_, change, site, phone) => {
    expect(appliesTo(onSite, { ...near, ...change })).toBe(site)
    expect(appliesTo(answer, { ...near, ...change })).toBe(phone)
  })

  it('a rule without conditions is for every order', () => expect(appliesTo([], near)).toBe(true))
})

const solution = { startsAt: 'received', stopsAt: ['finished'] } as const
const responded = { startsAt: 'received', stopsAt: ['answered', 'in_repair', 'finished'] } as const
const said = (rule: Parameters<typeof clockEventsOf>[0], given: OrderHistory) =>
  clockEventsOf(rule, given).map(({ type, reason, occurredAt }) =>
    [type, reason, occurredAt.toISOString().slice(8, 16)].filter(Boolean).join(' '),
  )

describe('SVC-18: what the history of an order means to a clock', () => {
  it.each([
    ['草稿不计时', solution, ['09T08:00 draft'], [], []],
    ['草稿受理后从报修起算', solution, ['09T08:00 draft', '09T09:00 accepted'], [], ['start 09T00:00']],
    [
      '待料暂停，恢复维修后继续，待交付即完工',
      solution,
      [
        '09T08:00 accepted',
        '09T09:00 assigned',
        '09T10:00 in_repair',
        '09T11:00 waiting_parts',
        '10T09:00 in_repair',
        '10T12:00 ready',
      ],
      [],
      ['start 09T00:00', 'pause waiting_parts 09T03:00', 'resume 10T01:00', 'stop 10T04:00'],
    ],
    [
      '完工后返回维修：重新计时',
      solution,
      ['09T08:00 accepted', '09T12:00 ready', '09T15:00 in_repair', '09T18:00 ready'],
      [],
      ['start 09T00:00', 'stop 09T04:00', 'resume 09T07:00', 'stop 09T10:00'],
    ],
    [
      '答复以后，待料与恢复都不再影响',
      responded,
      ['09T08:00 accepted', '09T10:00 waiting_parts', '09T11:00 in_repair'],
      ['09T09:00 answered'],
      ['start 09T00:00', 'stop 09T01:00'],
    ],
    [
      '取消即结束',
      solution,
      ['09T08:00 accepted', '09T09:00 cancelled'],
      [],
      ['start 09T00:00', 'stop 09T01:00'],
    ],
    [
      '撤销派工不重新计时',
      { startsAt: 'accepted', stopsAt: ['assigned'] } as const,
      ['09T08:00 accepted', '09T09:00 assigned', '09T10:00 accepted', '09T11:00 assigned'],
      [],
      ['start 09T00:00', 'stop 09T01:00'],
    ],
    [
      '到现场起算的时限',
      { startsAt: 'on_site', stopsAt: ['finished'] } as const,
      ['09T08:00 accepted', '09T14:00 ready'],
      ['09T12:00 on_site'],
      ['start 09T04:00', 'stop 09T06:00'],
    ],
  ])('%s', (_, rule, lines, happened, expected) => {
    expect(said(rule, history(lines, happened))).toEqual(expected)
  })

  it('an order from a file starts at its receipt and is finished at the time the file gives', () => {
    const given = {
      ...history(['11T08:00 handed_over']),
      receivedAt: at('09T08:00'),
      finishedAt: at('10T08:00'),
    }
    expect(said(solution, given)).toEqual(['start 09T00:00', 'stop 10T00:00', 'stop 11T00:00'])
  })
})

const rule = (pauses: string[], hours = 8): ClockRule => ({
  minutes: hours * 60,
  time: 'calendar',
  pauses,
  warnMinutes: 60,
})
function answers(lines: readonly string[], pauses: string[] = [], supplierNeeded = false) {
  const given = history(lines)
  const replayed = replayClock(clockEventsOf(solution, given), rule(pauses), calendar)
  const time = { kind: 'calendar' as const, calendar }
  return answersFor(sharesOfTime(stagesOf(given, supplierNeeded), ranUntilDue(replayed), time))
}

describe('SVC-19: who answers for a miss', () => {
  it.each([
    ['一直没有派工', ['09T08:00 accepted', '09T20:00 ready'], 'dispatcher'],
    [
      '派工及时，维修太久',
      ['09T08:00 accepted', '09T09:00 assigned', '09T10:00 in_repair', '09T20:00 ready'],
      'technician',
    ],
    [
      '大半时间在待料',
      [
        '09T08:00 accepted',
        '09T09:00 in_repair',
        '09T10:00 waiting_parts',
        '09T17:00 in_repair',
        '09T20:00 ready',
      ],
      'parts',
    ],
    [
      '大半时间等客户',
      [
        '09T08:00 accepted',
        '09T09:00 in_repair',
        '09T10:00 waiting_customer',
        '09T17:00 in_repair',
        '09T20:00 ready',
      ],
      'customer',
    ],
    [
      '派工和维修各占一半：到期时在谁手里算谁',
      ['09T08:00 accepted', '09T12:00 in_repair', '09T20:00 ready'],
      'technician',
    ],
    [
      '到期以后才待料，不怪配件',
      ['09T08:00 accepted', '09T09:00 in_repair', '09T17:00 waiting_parts', '12T17:00 ready'],
      'technician',
    ],
  ])('%s', (_, lines, party) => expect(answers(lines)).toBe(party))

  it('waiting that the rule leaves out is nobody’s fault', () =>
    expect(
      answers(
        [
          '09T08:00 accepted',
          '09T09:00 in_repair',
          '09T12:00 waiting_parts',
          '10T12:00 in_repair',
          '11T08:00 ready',
        ],
        ['waiting_parts'],
      ),
    ).toBe('technician'))

  it('parts that come from a supplier are the supplier’s', () =>
    expect(answers(['09T08:00 accepted', '09T09:00 waiting_parts', '09T20:00 ready'], [], true)).toBe(
      'supplier',
    ))
})

describe('SVC-3: warning, breach, escalation', () => {
  const clock = {
    orderId: 'o',
    ruleKey: 'r',
    state: 'running',
    warnAt: at('09T15:00'),
    dueAt: at('09T16:00'),
    stoppedAt: null,
    missed: null,
  }
  const up = [
    { levels: 1, afterMinutes: 0 },
    { levels: 2, afterMinutes: 720 },
  ]
  it.each([
    ['还早', clock, '09T14:59', []],
    ['到了预警时间', clock, '09T15:00', ['warned 0']],
    ['正好到期还不算超时', clock, '09T16:00', ['warned 0']],
    ['刚超时', clock, '09T16:01', ['warned 0', 'breached 0', 'escalated 1']],
    ['漏了几次检查，一次补齐', clock, '10T16:00', ['warned 0', 'breached 0', 'escalated 1', 'escalated 2']],
    ['暂停中，没有到期时间', { ...clock, dueAt: null, warnAt: null }, '12T00:00', []],
    ['按时完成，不再预警', { ...clock, state: 'stopped', stoppedAt: at('09T15:30') }, '12T00:00', []],
    [
      '完成得晚，按完成时上报',
      { ...clock, state: 'stopped', stoppedAt: at('09T17:00') },
      '12T00:00',
      ['warned 0', 'breached 0', 'escalated 1'],
    ],
  ])('%s', (_, given, now, expected) => {
    expect(crossings(given, up, at(now)).map(({ kind, level }) => `${kind} ${level}`)).toEqual(expected)
  })

  it('a short line ends with its highest', () => {
    expect(stepsUp(['主管', '经理'], 1)).toBe('主管')
    expect(stepsUp(['主管', '经理'], 5)).toBe('经理')
    expect(stepsUp([], 1)).toBeNull()
  })
})

describe('SVC-19, APR-14: who answers for a late hand-over', () => {
  const late = (lines: readonly string[], more: { finishedAt?: Date; decided?: 'parts' } = {}) =>
    lateParty({
      history: history(lines),
      promiseAt: at('09T17:00'),
      finishedAt: more.finishedAt ?? null,
      supplierNeeded: false,
      decided: more.decided ?? null,
    })
  const repair = ['09T08:00 accepted', '09T09:00 assigned', '09T10:00 in_repair', '09T19:00 ready']
  it.each([
    ['维修太久', repair, 'technician'],
    [
      '大半天在待料',
      ['09T08:00 accepted', '09T09:00 in_repair', '09T10:00 waiting_parts', '09T19:00 in_repair'],
      'parts',
    ],
    ['一直没有派工', ['09T08:00 accepted', '09T16:00 assigned', '09T19:00 ready'], 'dispatcher'],
    ['历史导入没有过程，不归任何人', ['09T19:00 handed_over'], null],
  ])('%s', (_, lines, party) => expect(late(lines)).toBe(party))

  it('work finished before the promise waited at the counter', () =>
    expect(late(repair, { finishedAt: at('09T16:00') })).toBe('dispatcher'))
  it('a decision goes before the timeline', () => expect(late(repair, { decided: 'parts' })).toBe('parts'))
})
