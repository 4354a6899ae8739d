import type { CivilDate } from '../../kernel/civil-date'
import { addSalary } from '../../modules/pay'
import { addLogin, addPerson, positionByCode } from '../../modules/org'
import type { PlannedPerson } from '../plan/people'
import type { Story } from '../story'
import type { Stage } from './stage'

/** PCK-4: people in their positions with their salaries; gives ids by employee number. */
export async function makePeople(
  stage: Stage,
  from: CivilDate,
  people: readonly PlannedPerson[],
): Promise<Map<string, string>> {
  const ctx = stage.on(from, '08:30')
  const ids = new Map<string, string>()
  for (const person of people) {
    const position = await positionByCode(ctx, person.position)
    if (!position) throw new Error(`The pack has no position ${person.position}.`)
    const id = await addPerson(ctx, {
      employeeNo: person.no,
      name: person.name,
      gender: person.gender,
      joinedOn: person.joinedOn,
      phone: person.phone,
      email: '',
      positionId: position.id,
      from,
    })
    await addSalary(ctx, {
      personId: id,
      validFrom: from,
      positionSalary: person.salary,
      share: null,
      base: null,
      note: '',
    })
    ids.set(person.no, id)
  }
  return ids
}

/** One password for all: it is printed at every start and guards nothing. */
export const demoPassword = 'fuheng-demo'

/** Logins for the first holder of each position that the story names. */
export async function makeAccounts(
  stage: Stage,
  from: CivilDate,
  of: { story: Story; people: readonly PlannedPerson[]; ids: ReadonlyMap<string, string> },
): Promise<void> {
  const ctx = stage.on(from, '09:00')
  for (const { login, position } of of.story.accounts) {
    const person = of.people.find((other) => other.position === position)
    const personId = person && of.ids.get(person.no)
    if (!personId) throw new Error(`The demo company has nobody in the position ${position}.`)
    await addLogin(ctx, { personId, login, password: demoPassword })
  }
}
