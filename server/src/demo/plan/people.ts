import { addDays, type CivilDate } from '../../kernel/civil-date'
import type { Chance } from '../random'
import type { Story } from '../story'
import type { Words } from '../words'

export interface PlannedPerson {
  no: string
  name: string
  gender: 'male' | 'female'
  position: string
  joinedOn: CivilDate
  phone: string
  salary: string
  /** How often this person is late, and has work come back, against the others: 1 is usual. */
  slow: number
  sloppy: number
}

export const nameOf = (chance: Chance, words: Words, gender: 'male' | 'female'): string =>
  chance.pick(words.surnames) + chance.pick(gender === 'male' ? words.maleNames : words.femaleNames)

/** A number of a block that is not given out. */
export const phoneOf = (running: number): string => `1990000${String(running % 10_000).padStart(4, '0')}`

/** PCK-4: the people of the company, in the positions of its pack. */
export function planPeople(
  chance: Chance,
  { story, words, from }: { story: Story; words: Words; from: CivilDate },
): PlannedPerson[] {
  const taken = new Set<string>()
  const fresh = (gender: 'male' | 'female'): string => {
    const name = nameOf(chance, words, gender)
    if (taken.has(name)) return fresh(gender)
    taken.add(name)
    return name
  }
  const posts = story.people.flatMap((post) => Array.from({ length: post.count }, () => post))
  return posts.map((post, at) => {
    const gender = post.gender ?? (chance.happens(0.5) ? 'male' : 'female')
    return {
      no: String(1001 + at),
      name: fresh(gender),
      gender,
      position: post.position,
      joinedOn: addDays(from, -chance.whole(30, 2600)),
      phone: phoneOf(9000 + at),
      salary: post.salary,
      slow: Math.round(chance.between(0.35, 1.9) * 100) / 100,
      sloppy: Math.round(chance.between(0.3, 1.9) * 100) / 100,
    }
  })
}
