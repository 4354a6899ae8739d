import type { PastDoer } from '../../modules/service'
import type { Chance } from '../random'
import type { Story } from '../story'
import type { PlannedPerson } from './people'

/** The people of the story by the work they do. */
export interface Crew {
  owners: readonly PlannedPerson[]
  usual: readonly PlannedPerson[]
  returns: readonly PlannedPerson[]
  retrofit: readonly PlannedPerson[]
  caller: PastDoer
  checker: PastDoer
  head: PastDoer
}

/** A person as a doer; the employee number stands for the id until the people are written. */
export const doer = (person: PlannedPerson): PastDoer => ({ id: person.no, name: person.name })

export function crewOf(people: readonly PlannedPerson[], story: Story): Crew {
  const of = (positions: readonly string[] = []) =>
    people.filter(({ position }) => positions.includes(position))
  const one = (position: string): PastDoer => {
    const [found] = of([position])
    if (!found) throw new Error(`The demo company has nobody in the position ${position}.`)
    return doer(found)
  }
  const usual = of(story.workers.usual)
  return {
    owners: of([story.owner]),
    usual,
    returns: of(story.workers.return ?? story.workers.usual),
    retrofit: of(story.workers.retrofit ?? story.workers.usual),
    caller: one(story.caller),
    checker: one(story.checker),
    head: one(story.reviewer),
  }
}

/** Who does the work: one leads, now and then a second one helps. */
export function teamOf(chance: Chance, crew: Crew, kind: 'usual' | 'returns' | 'retrofit'): PlannedPerson[] {
  const lead = chance.pick(crew[kind])
  if (!chance.happens(0.18)) return [lead]
  const helper = chance.pick(crew[kind])
  return helper === lead ? [lead] : [lead, helper]
}
