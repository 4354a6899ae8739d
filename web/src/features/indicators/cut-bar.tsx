import { DatePicker, Select } from 'antd'
import dayjs from 'dayjs'
import { useTranslation } from 'react-i18next'
import { PersonSelect } from '../../shared/pickers/person-select'
import { UnitSelect } from '../../shared/pickers/unit-select'
import { usePermission } from '../../shared/session/session'
import type { useCut } from './use-cut'
import { firstDay, kindOf, nameOf, periodKinds, type PeriodKind } from './period-names'

const pickers = { day: 'date', week: 'week', month: 'month', quarter: 'quarter', year: 'year' } as const

interface Props {
  state: ReturnType<typeof useCut>
}

/** Whose values and of when: period, unit, person. */
export function CutBar({ state: { cut, change, today } }: Props) {
  const { t } = useTranslation()
  const holds = usePermission()
  const kind: PeriodKind = kindOf(cut.period) ?? 'month'
  const day = firstDay(cut.period, today)
  // A shorter period begins with today where the longer one holds it.
  const within = nameOf(kind, today) === cut.period ? today : day
  return (
    <>
      {holds('org.read') && (
        <span className="fh-cut-unit">
          <UnitSelect
            value={cut.unitId ?? null}
            onChange={(unitId) => change({ unitId })}
            placeholder={t('indicators.allUnits')}
            aria-label={t('indicators.scopeUnit')}
            allowClear
          />
        </span>
      )}
      {holds('people.read') && (
        <span className="fh-cut-unit">
          <PersonSelect
            value={cut.personId ?? null}
            onChange={(personId) => change({ personId })}
            unitId={cut.unitId}
            placeholder={t('indicators.allPeople')}
            aria-label={t('indicators.scopePerson')}
            allowClear
          />
        </span>
      )}
      <Select<PeriodKind>
        aria-label={t('indicators.periodKind')}
        value={kind}
        onChange={(next) => change({ period: nameOf(next, within) })}
        options={periodKinds.map((value) => ({ value, label: t(`indicators.kindOf.${value}`) }))}
        className="fh-cut-kind"
      />
      <DatePicker
        aria-label={t('indicators.choosePeriod')}
        picker={pickers[kind]}
        allowClear={false}
        value={dayjs(day)}
        onChange={(next) => next && change({ period: nameOf(kind, next.format('YYYY-MM-DD')) })}
        className="fh-cut-period"
      />
    </>
  )
}
