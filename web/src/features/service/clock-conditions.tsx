import { useTranslation } from 'react-i18next'
import type { ClockRule } from './clock-api'
import { useFaultGroups, useNameOf, useOrderTypes } from './order-words'

type Condition = ClockRule['conditions'][number]

/** What a rule applies to, in words: the alternatives joined by “or”. */
export function useConditionText(): (rule: ClockRule) => string {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const types = useOrderTypes()
  const groups = useFaultGroups()
  const comma = t('ui.listComma')
  const named = (items: { key: string; name: string; nameEn: string }[] | undefined, keys: string[] = []) => {
    const names = keys.map((key) => {
      const found = items?.find((item) => item.key === key)
      return found ? nameOf(found) : key
    })
    return names.length === 0 ? [] : [names.join(comma)]
  }
  const one = (condition: Condition): string => {
    const { upToKm, overKm, supplierNeeded, channels, priorities } = condition
    const words = (keys: string[] | undefined, prefix: string) =>
      keys && keys.length > 0 ? [keys.map((key) => t(`${prefix}.${key}`)).join(comma)] : []
    return [
      ...named(types.data?.items, condition.orderTypes),
      ...named(groups.data?.items, condition.faultGroups),
      ...words(channels, 'value.order.channel'),
      ...words(priorities, 'value.order.priority'),
      ...(upToKm === undefined ? [] : [t('clocks.upToKm', { km: upToKm })]),
      ...(overKm === undefined ? [] : [t('clocks.overKm', { km: overKm })]),
      ...(supplierNeeded === undefined
        ? []
        : [t(supplierNeeded ? 'clocks.withSupplier' : 'clocks.withoutSupplier')]),
    ].join(' · ')
  }
  return ({ conditions, subject }) => {
    const text = conditions.map(one).filter(Boolean)
    return text.length === 0 ? t(`value.clock_rule.subject.${subject}`) : text.join(` ${t('clocks.any')} `)
  }
}
