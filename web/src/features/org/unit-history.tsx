import { useQuery } from '@tanstack/react-query'
import { Drawer } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useUnitName } from '../../shared/pickers/use-unit-name'
import { Loaded } from '../../shared/ui/loaded'
import { CivilDay } from '../../shared/ui/times'
import { Timeline } from '../../shared/ui/timeline'
import { useIsPhone } from '../../shared/ui/use-is-phone'
import { fetchUnit, type Unit, type UnitRecord } from './api'

function Placements({ placements }: { placements: UnitRecord['placements'] }) {
  const { t } = useTranslation()
  return (
    <ul className="fh-lines">
      {placements.map((placement) => (
        <li key={placement.validFrom} className="fh-line">
          <span>{placement.parentName ?? t('org.top')}</span>
          <span>
            <CivilDay on={placement.validFrom} /> –{' '}
            {placement.validTo ? <CivilDay on={placement.validTo} /> : t('org.untilNow')}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** ORG-1: where a unit stood and what was changed, beside the tree. */
export function UnitHistory({ unit, onClose }: { unit: Unit | null; onClose: () => void }) {
  const { t } = useTranslation()
  const isPhone = useIsPhone()
  const unitName = useUnitName()
  const id = unit?.id ?? ''
  const record = useQuery({
    queryKey: ['org', 'unit', id],
    queryFn: () => fetchUnit(id),
    enabled: unit !== null,
  })
  return (
    <Drawer
      open={unit !== null}
      onClose={onClose}
      title={unit?.name}
      size={isPhone ? '100%' : 480}
      mask={{ closable: true }}
    >
      <div className="fh-row fh-form-note">
        <Link to={`/org/positions?unitId=${id}`}>{t('org.unitPositions')}</Link>
        <Link to={`/org/people?unitId=${id}`}>{t('org.unitPeople')}</Link>
      </div>
      <Loaded query={record}>
        {({ placements, timeline }) => (
          <div className="fh-stack">
            <section>
              <h3 className="fh-heading">{t('org.placements')}</h3>
              <Placements placements={placements} />
            </section>
            <section>
              <h3 className="fh-heading">{t('ui.history')}</h3>
              <Timeline
                entries={timeline}
                entity="unit"
                render={(field, value) => (field === 'parentId' ? unitName(value) : null)}
              />
            </section>
          </div>
        )}
      </Loaded>
    </Drawer>
  )
}
