import type { BringIn } from '../../modules/workbench'
import type { PastDoer } from '../../modules/service'
import type { CivilDate } from '../../kernel/civil-date'
import { nameOf, phoneOf } from '../plan/people'
import type { Chance } from '../random'
import type { Story } from '../story'
import type { Words } from '../words'
import type { Stage } from './stage'

const csv = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n')}\r\n`

/** PCK-4: a list of old customers that was brought in, and one that was only tried, because rows of it are faulty. */
export async function makeImports(
  stage: Stage,
  chance: Chance,
  of: { story: Story; words: Words; bringIn: BringIn; on: CivilDate; who: PastDoer },
): Promise<void> {
  const { story, words, bringIn } = of
  const { name, entity, header } = story.import
  const row = (at: number) => {
    const person = nameOf(chance, words, chance.happens(0.6) ? 'male' : 'female')
    return [person, phoneOf(8000 + at), chance.pick(words.districts), chance.pick(words.sources)]
  }
  const good = Array.from({ length: 24 }, (_none, at) => row(at))
  await bringIn(stage.on(of.on, '15:10', of.who), { entity, name, text: csv([header, ...good]), run: true })
  // A name is missing, a customer stands there twice.
  const bad = [...Array.from({ length: 9 }, (_none, at) => row(100 + at)), ['', phoneOf(8200), '', '']]
  const text = csv([header, ...bad, bad[0] ?? []])
  await bringIn(stage.on(of.on, '16:20', of.who), { entity, name: `2-${name}`, text, run: false })
}
