import type { FilterOption } from '../../shared/ui/table-types'
import type { TFunction } from 'i18next'

export const genders = ['male', 'female', 'unknown'] as const
export type Gender = (typeof genders)[number]

export const genderOf = (value: string): Gender => genders.find((gender) => gender === value) ?? 'unknown'

export const genderOptions = (t: TFunction): FilterOption[] =>
  genders.map((value) => ({ value, label: t(`value.person.gender.${value}`) }))
