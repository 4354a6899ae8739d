import { PhoneOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { formatInstant } from '../../shared/format/days'
import { useTimeZone } from '../../shared/session/session'
import { Loaded } from '../../shared/ui/loaded'
import { Panel } from '../../shared/ui/panel'
import { StatusTag } from '../../shared/ui/status-tag'
import { When } from '../../shared/ui/times'
import { fetchOnDuty } from './roster-api'

const minute = 60_000

/** ORG-11: who is on duty now, with the number to call; asked again every minute. */
export function OnDutyPanel({ unitId }: { unitId?: string }) {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const query = useQuery({
    queryKey: ['roster', 'on-duty', unitId ?? ''],
    queryFn: () => fetchOnDuty(unitId),
    refetchInterval: minute,
  })
  return (
    <Panel title={t('roster.onDutyNow')} extra={query.data && <When at={query.data.at} />}>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="fh-quiet">{t('roster.nobodyOnDuty')}</p>
          ) : (
            <ul className="fh-lines">
              {items.map((duty) => (
                <li key={`${duty.personId}${duty.shiftId}`} className="fh-line">
                  <span>
                    <strong>{duty.personName}</strong> <span className="fh-quiet">{duty.unitName}</span>{' '}
                    <StatusTag tone={duty.isOnCall ? 'info' : 'good'}>{duty.shiftName}</StatusTag>
                  </span>
                  <span className="fh-figure">
                    {t('roster.until', { at: formatInstant(duty.endsAt, timeZone).slice(5) })}
                    {duty.phone && (
                      <>
                        {' '}
                        <a href={`tel:${duty.phone}`}>
                          <PhoneOutlined aria-hidden /> {duty.phone}
                        </a>
                      </>
                    )}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Panel>
  )
}
