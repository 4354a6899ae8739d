import type { PastOrder } from '../../modules/service'
import type { Job, Story, StoryPart } from '../story'
import { planCourse, type Course, type Fate, type Told } from './course'
import { doer, teamOf } from './crew'
import { planLines } from './lines'
import type { PlannedCustomer, PlannedProduct } from './owners'
import type { PlannedPerson } from './people'

export interface VisitInput {
  story: Story
  /** States of the types by key. */
  states: ReadonlyMap<string, readonly string[]>
  running: number
  arrives: number
  typeKey: string
  job: Job
  product: PlannedProduct
  at: { product: number; customer: number }
  customer: PlannedCustomer
  returnOf: number | null
  stopsIn: string | null
}

export interface PlannedVisit {
  order: PastOrder
  lead: PlannedPerson
  /** Working minute of the hand-over. */
  handedOver: number
}

function fateOf(
  { chance }: Told,
  input: VisitInput,
  people: { owner: PlannedPerson; lead: PlannedPerson },
): Fate {
  const { late } = input.story.quality
  const own = late * (people.owner.slow * 0.5 + people.lead.slow * 0.5)
  const isLong = input.job.minutes > 90
  const fates: [Fate, number][] = [
    ['late', own],
    ['put_off', own * 0.15],
    ['caused_accepted', 0.012],
    ['caused_open', 0.008],
    ['caused_unsigned', 0.003],
    ['caused_rejected', 0.003],
    ['addition_in_time', isLong ? 0.12 : 0.02],
    ['addition_late', own * (isLong ? 0.2 : 0)],
    ['addition_too_late', own * (isLong ? 0.25 : 0)],
    ['addition_refused', isLong ? 0.03 : 0.005],
  ]
  const rest = 1 - fates.reduce((sum, [, weight]) => sum + weight, 0)
  return chance.weighed([...fates, ['in_time', rest] as [Fate, number]], ([, weight]) => weight)[0]
}

// What stands still is not judged yet; what waits for the customer waits for an addition.
function fateFor(
  told: Told,
  input: VisitInput,
  of: { promised: boolean; owner: PlannedPerson; lead: PlannedPerson },
): Fate {
  if (input.stopsIn === 'waiting_customer') return 'addition_in_time'
  return of.promised && input.stopsIn === null ? fateOf(told, input, of) : 'in_time'
}

const kindOf = (typeKey: string) =>
  typeKey === 'return' ? 'returns' : typeKey === 'retrofit' ? 'retrofit' : 'usual'

function detailsOf(
  { chance }: Told,
  { story, job, typeKey, running, customer }: VisitInput,
): PastOrder['details'] {
  const details: PastOrder['details'] = {}
  if (typeKey === 'maintenance') details.maintenance_item = job.name
  if (typeKey === 'accident') {
    details.insurer = chance.pick(story.insurers)
    details.claim_no = `BX${String(20_000_000 + running * 37)}`
  }
  if (typeKey === 'retrofit') details.campaign = story.campaign
  if (typeKey === 'paid_service') details.fee_approval = job.labour
  if (story.plates === null) details.site_address = `${customer.region}${story.siteAddress}`
  return details
}

function followUpOf({ chance, words, crew, days }: Told, course: Course, fate: Fate): PastOrder['followUp'] {
  if (!chance.happens(0.62)) return null
  const says = fate === 'late' || fate === 'put_off' ? chance.happens(0.3) : chance.happens(0.006)
  const answer = says ? 'no' : 'yes'
  const at = days.at(course.handedOver + chance.whole(420, 1900))
  return { at, who: crew.caller, answer, note: words.followUpNotes[answer] }
}

/** Some are cancelled before or during the work, always with a reason. */
function cancelled(
  { chance, words, days }: Told,
  visit: VisitInput,
  course: Course,
  owner: PlannedPerson,
): PastOrder['steps'] | null {
  if (visit.stopsIn !== null || visit.returnOf !== null || !chance.happens(0.024)) return null
  const early = course.steps.slice(0, chance.whole(2, 4))
  const last = early.at(-1)
  if (!last || early.length < 2) return null
  const at = new Date(
    Math.max(last.at.getTime() + 60_000, days.at(visit.arrives + chance.whole(10, 90)).getTime()),
  )
  return [
    ...early,
    { to: 'cancelled', by: 'cancel', at, who: doer(owner), reason: chance.pick(words.cancelReasons) },
  ]
}

function workOf({ chance }: Told, { job, typeKey }: VisitInput): number {
  if (typeKey !== 'return') return Math.round(job.minutes * chance.between(0.85, 1.35))
  return chance.happens(0.85) ? chance.whole(600, 3400) : chance.whole(4400, 7200)
}

/** What is written down when it comes in. */
function intakeOf({ chance, words, days }: Told, input: VisitInput, owner: PlannedPerson) {
  const { story, job, typeKey, product, customer } = input
  const isUnclear = chance.happens(0.015) || (input.stopsIn === 'accepted' && chance.happens(0.5))
  const reading = product.reading + product.perDay * days.dayOf(input.arrives)
  const byHours = story.plates === null
  const [channel] = chance.weighed(Object.entries(story.channels), ([, weight]) => weight)
  return {
    id: String(input.running),
    typeKey,
    unitId: typeKey === 'return' && story.returnUnit !== null ? story.returnUnit : story.unit,
    advisor: doer(owner),
    customerId: String(input.at.customer),
    productId: String(input.at.product),
    productFamily: product.family,
    contactName: customer.contact ?? customer.name,
    contactPhone: customer.phone,
    channel: channel as PastOrder['channel'],
    complaint: isUnclear ? chance.pick(words.unclearComplaints) : job.complaint,
    mileageKm: byHours ? (typeKey === 'warranty' ? reading * 22 : null) : reading,
    runningHours: byHours ? reading : null,
    distanceKm: byHours && typeKey !== 'return' ? String(chance.whole(6, 260)) : null,
    faultGroupKey: job.group ?? null,
    returnOfId: input.returnOf === null ? null : String(input.returnOf),
    clarified: isUnclear
      ? { at: days.at(input.arrives + 3), who: doer(owner), text: chance.pick(words.clarifications) }
      : null,
    stillUnclear: false,
  }
}

const signedBy = (caused: PastOrder['caused'], contact: string): PastOrder['caused'] =>
  caused && { ...caused, signed: caused.signed && { ...caused.signed, by: contact } }

/** What a cancelled order keeps: the steps up to it and the first promise. */
const withoutWork = (course: Course) => ({
  lines: [],
  additions: [],
  promises: course.promises.slice(0, 1),
  caused: null,
  followUp: null,
})

/** PCK-4: one visit of one product with everything that happens to it. Ids are names until the writer gives real ones. */
export function planVisit(told: Told, input: VisitInput): PlannedVisit {
  const { chance, crew } = told
  const { story, job, typeKey, product, stopsIn } = input
  const owner = chance.pick(crew.owners)
  const team = teamOf(chance, crew, kindOf(typeKey))
  const [lead = owner] = team
  const isBench = kindOf(typeKey) === 'returns' && story.returnUnit !== null
  const promised = stopsIn !== null || (!isBench && chance.happens(story.promised))
  const fate = fateFor(told, input, { promised, owner, lead })
  const states = input.states.get(typeKey) ?? []
  const work = workOf(told, input)
  const course = planCourse(told, {
    arrives: input.arrives,
    work,
    promised,
    fate,
    states,
    owner,
    team,
    stopsIn,
  })
  const intake = intakeOf(told, input, owner)
  const contact = intake.contactName
  const addition = fate.startsWith('addition') ? additionPart(told, story, job) : null
  const happened = {
    lines: planLines(chance, story, { job, typeKey, price: product.price, addition }),
    additions: course.additions.map((each) => ({ ...each, description: addition?.name ?? job.name })),
    promises: course.promises.map((promise) => ({
      ...promise,
      confirmation: promise.confirmation && { ...promise.confirmation, who: contact },
    })),
    caused: signedBy(course.caused, contact),
    followUp: followUpOf(told, course, fate),
  }
  const cancelledSteps = cancelled(told, input, course, owner)
  const order: PastOrder = {
    ...intake,
    details: detailsOf(told, input),
    steps: cancelledSteps ?? course.steps,
    workers: team.map(({ no }, at) => ({ personId: no, weight: at === 0 ? '2' : '1', isLead: at === 0 })),
    ...(cancelledSteps ? withoutWork(course) : happened),
  }
  return { order, lead, handedOver: cancelledSteps ? Infinity : course.handedOver }
}

function additionPart({ chance }: Told, story: Story, job: Job): StoryPart | null {
  const wanted = chance.pick(story.additionsOf.filter((number) => !job.parts.includes(number)))
  return story.parts.find(({ number }) => number === wanted) ?? null
}
