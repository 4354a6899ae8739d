import { useQuery } from '@tanstack/react-query'
import { Button, Empty } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { formatPercent } from '../../shared/format/numbers'
import { usePermission } from '../../shared/session/session'
import { Can } from '../../shared/ui/can'
import { Percent } from '../../shared/ui/figures'
import { KeyValues } from '../../shared/ui/key-values'
import { Loaded } from '../../shared/ui/loaded'
import { PageHeader } from '../../shared/ui/page-header'
import { Panel } from '../../shared/ui/panel'
import { StatusTag } from '../../shared/ui/status-tag'
import { CivilDay } from '../../shared/ui/times'
import { Timeline } from '../../shared/ui/timeline'
import { fetchPerson, type PersonRecord } from './api'
import { genderOf } from './gender'
import {
  AssignDrawer,
  EditPersonDrawer,
  EndAssignmentDrawer,
  LoginDrawer,
  type Assignment,
} from './person-drawers'
import { ServiceTag } from './people-page'

function AssignmentLine({ assignment, onEnd }: { assignment: Assignment; onEnd?: () => void }) {
  const { t } = useTranslation()
  return (
    <li className="fh-line">
      <div className="fh-line-main">
        <div className="fh-row">
          <Link to={`/org/positions/${assignment.positionId}`}>{assignment.positionName}</Link>
          <span className="fh-quiet">{assignment.unitName}</span>
          <Percent value={assignment.share} places={0} />
        </div>
        <div className="fh-quiet">
          <CivilDay on={assignment.validFrom} /> –{' '}
          {assignment.validTo ? <CivilDay on={assignment.validTo} /> : t('org.untilNow')}
        </div>
      </div>
      {onEnd && assignment.validTo === null && (
        <Button size="small" onClick={onEnd}>
          {t('org.end')}
        </Button>
      )}
    </li>
  )
}

function Assignments({ person }: { person: PersonRecord }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const [ending, setEnding] = useState<Assignment | null>(null)
  const mayEdit = person.can.editPeople === true
  return (
    <Panel
      title={t('org.assignments')}
      extra={
        <Can of={person} to="editPeople">
          <Button size="small" onClick={() => setOpen(true)}>
            {t('org.assign')}
          </Button>
        </Can>
      }
    >
      {person.assignments.length === 0 ? (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('org.noAssignments')} />
      ) : (
        <ul className="fh-lines">
          {person.assignments.map((assignment) => (
            <AssignmentLine
              key={assignment.id}
              assignment={assignment}
              onEnd={mayEdit ? () => setEnding(assignment) : undefined}
            />
          ))}
        </ul>
      )}
      <AssignDrawer open={isOpen} onClose={() => setOpen(false)} person={person} />
      <EndAssignmentDrawer assignment={ending} onClose={() => setEnding(null)} />
    </Panel>
  )
}

function Login({ person }: { person: PersonRecord }) {
  const { t } = useTranslation()
  const holds = usePermission()
  const [isOpen, setOpen] = useState(false)
  const { user } = person
  return (
    <Panel
      title={t('org.login')}
      extra={
        !user && (
          <Can of={person} to="manageUsers">
            <Button size="small" onClick={() => setOpen(true)}>
              {t('org.openLogin')}
            </Button>
          </Can>
        )
      }
    >
      {user ? (
        <div className="fh-row">
          {holds('users.manage') ? (
            <Link to={`/users?q=${encodeURIComponent(user.login)}`}>{user.login}</Link>
          ) : (
            <span>{user.login}</span>
          )}
          <StatusTag tone={user.disabledAt ? 'neutral' : 'good'}>
            {t(user.disabledAt ? 'identity.state.disabled' : 'identity.state.active')}
          </StatusTag>
        </div>
      ) : (
        <span className="fh-quiet">{t('org.noLogin')}</span>
      )}
      <LoginDrawer open={isOpen} onClose={() => setOpen(false)} person={person} />
    </Panel>
  )
}

const shareText = (field: string, value: unknown) =>
  field === 'share' && typeof value === 'string' ? formatPercent(value, 0) : null

function PersonSheet({ person }: { person: PersonRecord }) {
  const { t } = useTranslation()
  const facts = [
    { label: t('field.person.employeeNo'), value: person.employeeNo },
    { label: t('field.person.gender'), value: t(`value.person.gender.${genderOf(person.gender)}`) },
    { label: t('field.person.joinedOn'), value: <CivilDay on={person.joinedOn} /> },
    { label: t('field.person.leftOn'), value: <CivilDay on={person.leftOn} /> },
    { label: t('field.person.phone'), value: person.phone },
    { label: t('field.person.email'), value: person.email },
  ]
  return (
    <div className="fh-grid">
      <div className="fh-column">
        <Panel>
          <KeyValues items={facts} />
        </Panel>
        <Assignments person={person} />
      </div>
      <div className="fh-column">
        <Login person={person} />
        <Panel title={t('ui.history')}>
          <Timeline entries={person.timeline} entity="person" render={shareText} />
        </Panel>
      </div>
    </div>
  )
}

export function Component() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const [isOpen, setOpen] = useState(false)
  const record = useQuery({ queryKey: ['org', 'person', id], queryFn: () => fetchPerson(id) })
  return (
    <Loaded query={record}>
      {(person) => (
        <>
          <PageHeader
            title={person.name}
            tags={<ServiceTag leftOn={person.leftOn} />}
            back={{ to: '/org/people', label: t('nav.people') }}
            actions={
              <Can of={person} to="editPeople">
                <Button onClick={() => setOpen(true)}>{t('ui.edit')}</Button>
              </Can>
            }
          />
          <PersonSheet person={person} />
          <EditPersonDrawer open={isOpen} onClose={() => setOpen(false)} person={person} />
        </>
      )}
    </Loaded>
  )
}
