import type { ImportField } from '../../../kernel/importing'
import type { ChoiceNames } from './cells.rules'
import { normalName, type FieldNames } from './mapping.rules'

/** The texts of a key in every language; empty when there is none. */
export type TextsOf = (key: string) => readonly string[]

/** Header names and choice names of an entity's fields, from the texts and from the fields themselves. */
export function importWords(
  fields: readonly ImportField[],
  textsOf: TextsOf,
): { names: FieldNames; choices: ChoiceNames } {
  const names = fields.map((field): [string, string[]] => {
    const more = textsOf(`${field.labelKey}.aliases`).flatMap((list) => list.split('|'))
    return [field.key, [field.key, ...textsOf(field.labelKey), ...more, ...(field.aliases ?? [])]]
  })
  const choices = fields.map((field): [string, Map<string, string>] => {
    const known = new Map<string, string>()
    for (const choice of field.choices ?? []) {
      const labels = choice.labelKey === undefined ? [] : textsOf(choice.labelKey)
      for (const name of [choice.value, ...labels, ...(choice.aliases ?? [])])
        known.set(normalName(name), choice.value)
    }
    return [field.key, known]
  })
  return { names: Object.fromEntries(names), choices: Object.fromEntries(choices) }
}
