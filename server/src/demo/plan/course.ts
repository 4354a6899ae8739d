import type { PastAddition, PastOrder, PastPromise, PastStep } from '../../modules/service'
import type { Chance } from '../random'
import type { Words } from '../words'
import { doer, type Crew } from './crew'
import type { Days } from './days'
import type { PlannedPerson } from './people'

/** What becomes of an order. */
export const fates = [
  'in_time',
  'late',
  'put_off',
  'caused_accepted',
  'caused_open',
  'caused_unsigned',
  'caused_rejected',
  'addition_in_time',
  'addition_late',
  'addition_too_late',
  'addition_refused',
] as const
export type Fate = (typeof fates)[number]

export interface CourseInput {
  /** Working minutes: when it came in, and how much work it is. */
  arrives: number
  work: number
  promised: boolean
  fate: Fate
  /** States its type does not have are passed over. */
  states: readonly string[]
  owner: PlannedPerson
  team: readonly PlannedPerson[]
  /** Stands still in this state, as it were now. */
  stopsIn: string | null
}

export interface Course {
  steps: PastStep[]
  promises: PastPromise[]
  additions: PastAddition[]
  caused: PastOrder['caused']
  /** Working minute of the hand-over. */
  handedOver: number
}

export interface Told {
  chance: Chance
  words: Words
  crew: Crew
  days: Days
}

const quarter = (minute: number) => Math.ceil(minute / 15) * 15
const evidences = ['signature', 'call_note', 'message'] as const

interface Frame {
  promise: number
  second: number | null
  proposed: number
  decided: number
  over: number
}

const delayOf = (chance: Chance) => 12 + Math.round(-Math.log(1 - chance.next() * 0.95) * 70)

/** When things happen, so that the order comes out as its fate says. */
function frameOf({ chance }: Told, input: CourseInput): Frame {
  const { arrives, work, fate } = input
  const promise = quarter(arrives + chance.whole(15, 60) + Math.round(work * 1.25))
  const span = promise - arrives
  const proposed = arrives + Math.round(span * chance.between(0.3, 0.6))
  const second = quarter(promise + chance.whole(45, 240))
  const inTime = (before: number) =>
    before - Math.min(chance.whole(2, 75), Math.round((before - arrives) * 0.3))
  const frame = { promise, second: null, proposed, decided: proposed + 8, over: inTime(promise) }
  switch (fate) {
    case 'in_time':
      return frame
    case 'late':
    case 'put_off':
      return { ...frame, second: fate === 'late' ? null : second, over: promise + delayOf(chance) }
    case 'addition_in_time':
      return {
        ...frame,
        second,
        decided: Math.min(promise - 1, proposed + chance.whole(4, 20)),
        over: inTime(second),
      }
    case 'addition_late':
      return {
        ...frame,
        second,
        decided: Math.min(promise - 1, proposed + chance.whole(4, 20)),
        over: second + delayOf(chance),
      }
    case 'addition_too_late': {
      const decided = promise + chance.whole(5, 40)
      return { ...frame, second, decided, over: Math.max(decided + 15, inTime(second)) }
    }
    case 'addition_refused':
      return { ...frame, second, decided: proposed + chance.whole(5, 20) }
    default:
      return { ...frame, over: promise + chance.whole(60, 1500) }
  }
}

function stepsOf({ chance, words, crew, days }: Told, input: CourseInput, frame: Frame): PastStep[] {
  const { arrives, owner, team, states } = input
  const [lead = owner] = team
  const steps: PastStep[] = []
  let last = arrives
  const add = (to: PastStep['to'], at: number, who: PlannedPerson, more: Partial<PastStep> = {}) => {
    last = Math.max(last, at)
    if (states.includes(to)) steps.push({ to, by: 'move', at: days.at(last), who: doer(who), ...more })
  }
  const span = frame.over - arrives
  if (input.stopsIn === 'draft' || chance.happens(0.12)) add('draft', arrives, owner)
  add('accepted', arrives + Math.min(4, span * 0.02), owner)
  add('assigned', arrives + Math.min(chance.whole(4, 18), span * 0.08), owner)
  add('in_repair', arrives + Math.min(chance.whole(15, 50), span * 0.16), lead)
  const waitsForParts = input.stopsIn === 'waiting_parts' || (span > 400 && chance.happens(0.3))
  if (waitsForParts && states.includes('waiting_parts')) {
    add('waiting_parts', arrives + span * 0.2, lead, { reason: chance.pick(words.waitReasons) })
    add('in_repair', arrives + span * 0.28, lead)
  }
  const asks =
    input.stopsIn === 'waiting_customer' || (input.fate.startsWith('addition') && chance.happens(0.6))
  if (asks && frame.decided < frame.over - 12) {
    add('waiting_customer', frame.proposed + 1, owner, { reason: chance.pick(words.customerReasons) })
    add('in_repair', frame.decided + 1, lead)
  }
  const ready = Math.max(last + 1, frame.over - Math.max(8, Math.min(span * 0.12, chance.whole(10, 90))))
  add('quality_check', Math.max(last, ready - Math.min(18, span * 0.06)), lead)
  add('ready', Math.min(ready, frame.over - 3), lead)
  add('settled', frame.over - 2, owner, { by: 'settle' })
  add('handed_over', frame.over, owner, { by: 'hand_over' })
  const closes = Math.max(last, frame.over) + chance.whole(500, 2000)
  if (chance.happens(0.013)) {
    const again = frame.over + chance.whole(20, 500)
    steps.push({
      to: 'ready',
      by: 'reverse',
      at: days.at(again),
      who: crew.head,
      reason: chance.pick(words.reversalReasons),
    })
    steps.push({ to: 'settled', by: 'settle', at: days.at(again + 12), who: doer(owner) })
  }
  add('closed', closes, owner, { by: 'close' })
  return steps
}

function promisesOf({ chance, words, days }: Told, input: CourseInput, frame: Frame): PastPromise[] {
  if (!input.promised) return []
  const entered = days.at(input.arrives)
  const first: PastPromise = {
    at: days.at(frame.promise),
    enteredAt: entered,
    addition: null,
    note: '',
    confirmation: null,
  }
  if (frame.second === null) return [first]
  const isAddition = input.fate.startsWith('addition')
  const said = input.fate === 'addition_too_late' && chance.happens(0.6) ? frame.promise - 5 : null
  const evidenceKind = chance.pick(evidences)
  const isConfirmed = isAddition && input.fate !== 'addition_refused'
  return [
    first,
    {
      at: days.at(frame.second),
      enteredAt: days.at(frame.proposed),
      addition: isAddition ? 0 : null,
      note: isAddition ? '' : chance.pick(words.promiseNotes),
      confirmation: isConfirmed
        ? {
            recordedAt: days.at(frame.decided),
            saidAt: said === null ? null : days.at(said),
            channel:
              evidenceKind === 'signature' ? 'counter' : evidenceKind === 'message' ? 'wechat' : 'phone',
            who: '',
            evidenceKind,
            evidenceText: words.confirmEvidence[evidenceKind],
          }
        : null,
    },
  ]
}

function additionsOf({ chance, words, days }: Told, input: CourseInput, frame: Frame): PastAddition[] {
  if (!input.fate.startsWith('addition')) return []
  const [lead = input.owner] = input.team
  const isRefused = input.fate === 'addition_refused'
  return [
    {
      description: '',
      at: days.at(frame.proposed),
      who: doer(lead),
      decision: {
        state: isRefused ? 'refused' : 'confirmed',
        at: days.at(frame.decided),
        who: doer(input.owner),
        note: isRefused ? chance.pick(words.refusals) : '',
      },
    },
  ]
}

function causedOf(
  { chance, words, crew, days }: Told,
  input: CourseInput,
  frame: Frame,
): PastOrder['caused'] {
  if (!input.fate.startsWith('caused')) return null
  const marked = Math.max(input.arrives + 2, frame.promise - chance.whole(30, 200))
  const checked = { at: days.at(frame.over + chance.whole(200, 900)), who: crew.checker }
  const check =
    input.fate === 'caused_accepted'
      ? { ...checked, result: 'accepted' as const, note: words.checkNotes.accepted }
      : input.fate === 'caused_rejected'
        ? { ...checked, result: 'rejected' as const, note: words.checkNotes.rejected }
        : null
  return {
    at: days.at(marked),
    who: doer(input.owner),
    note: chance.pick(words.causedNotes),
    signed:
      input.fate === 'caused_unsigned'
        ? null
        : { at: days.at(marked + 4), by: '', evidence: words.causedEvidence },
    check,
  }
}

/** PCK-4: how an order goes, from its arrival to its closing. */
export function planCourse(told: Told, input: CourseInput): Course {
  const frame = frameOf(told, input)
  return {
    steps: stepsOf(told, input, frame),
    promises: promisesOf(told, input, frame),
    additions: additionsOf(told, input, frame),
    caused: causedOf(told, input, frame),
    handedOver: frame.over,
  }
}
