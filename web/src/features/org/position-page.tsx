import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { useLanguage } from '../../shared/i18n/use-language'
import { useUnitName } from '../../shared/pickers/use-unit-name'
import { Can } from '../../shared/ui/can'
import { Percent } from '../../shared/ui/figures'
import { KeyValues, type KeyValue } from '../../shared/ui/key-values'
import { Loaded } from '../../shared/ui/loaded'
import { PageHeader } from '../../shared/ui/page-header'
import { Panel } from '../../shared/ui/panel'
import { CivilDay } from '../../shared/ui/times'
import { StatusTag } from '../../shared/ui/status-tag'
import { Timeline } from '../../shared/ui/timeline'
import { fetchPosition, listRoles, type PositionRecord } from './api'
import { ExampleTag } from './example-tag'
import { PositionDrawer } from './position-drawer'

interface Ref {
  id: string
  name: string
}

function Lines({ lines }: { lines: string[] }) {
  const { t } = useTranslation()
  if (lines.length === 0) return <span className="fh-quiet">{t('org.notWritten')}</span>
  return (
    <ol className="fh-numbered">
      {lines.map((line, index) => (
        <li key={index}>{line}</li>
      ))}
    </ol>
  )
}

function Refs({ refs }: { refs: Ref[] }) {
  if (refs.length === 0) return <span className="fh-quiet">—</span>
  return (
    <span className="fh-row">
      {refs.map(({ id, name }) => (
        <Link key={id} to={`/org/positions/${id}`}>
          {name}
        </Link>
      ))}
    </span>
  )
}

function Roles({ keys }: { keys: string[] }) {
  const isEnglish = useLanguage() === 'en'
  const roles = useQuery({ queryKey: ['org', 'roles'], queryFn: listRoles })
  const named = keys.map((key) => {
    const role = roles.data?.items.find((item) => item.key === key)
    return { key, name: (isEnglish && role?.nameEn) || role?.name || key }
  })
  if (named.length === 0) return <span className="fh-quiet">—</span>
  return (
    <span className="fh-row">
      {named.map(({ key, name }) => (
        <Link key={key} to={`/org/roles#${key}`}>
          {name}
        </Link>
      ))}
    </span>
  )
}

function Holders({ holders }: { holders: PositionRecord['holders'] }) {
  const { t } = useTranslation()
  if (holders.length === 0) return <span className="fh-quiet">{t('org.nobody')}</span>
  return (
    <ul className="fh-lines">
      {holders.map((holder) => (
        <li key={`${holder.id} ${holder.validFrom}`} className="fh-line">
          <span>
            <Link to={`/org/people/${holder.id}`}>{holder.name}</Link>{' '}
            <Percent value={holder.share} places={0} />
          </span>
          <span className="fh-quiet">
            <CivilDay on={holder.validFrom} /> –{' '}
            {holder.validTo ? <CivilDay on={holder.validTo} /> : t('org.untilNow')}
          </span>
        </li>
      ))}
    </ul>
  )
}

/** ORG-10: daily work with its rhythm. */
function Works({ works }: { works: PositionRecord['dailyWork'] }) {
  const { t } = useTranslation()
  if (works.length === 0) return <span className="fh-quiet">{t('org.notWritten')}</span>
  return (
    <ul className="fh-lines">
      {works.map((work, index) => (
        <li key={index} className="fh-line">
          <span>{work.text}</span>
          <StatusTag>{t(`org.rhythm.${work.rhythm}`)}</StatusTag>
        </li>
      ))}
    </ul>
  )
}

const qualificationNames = ['education', 'experience', 'knowledge', 'skills', 'character'] as const

function PositionSheet({ position }: { position: PositionRecord }) {
  const { t } = useTranslation()
  const { qualifications, superior } = position
  const unitName = useUnitName()
  const nameOf = (field: string, value: unknown) => {
    if (field === 'unitId') return unitName(value)
    if (field === 'dailyWork' && Array.isArray(value))
      return value
        .map((work: { text?: string } | string) => (typeof work === 'string' ? work : work.text))
        .join(t('org.comma'))
    return field === 'superiorId' && superior?.id === value ? superior?.name : null
  }
  const facts: KeyValue[] = [
    { label: t('field.position.code'), value: position.code },
    { label: t('field.position.unitId'), value: position.unitName },
    { label: t('field.position.appointedBy'), value: position.appointedBy },
    { label: t('field.position.validFrom'), value: <CivilDay on={position.validFrom} /> },
    { label: t('field.position.roleKeys'), value: <Roles keys={position.roleKeys} /> },
  ]
  const relations: KeyValue[] = [
    { label: t('org.superior'), value: <Refs refs={position.superior ? [position.superior] : []} /> },
    { label: t('org.peers'), value: <Refs refs={position.peers} /> },
    { label: t('org.reports'), value: <Refs refs={position.reports} /> },
  ]
  if (position.otherPeers.length > 0)
    relations.push({ label: t('field.position.otherPeers'), value: position.otherPeers.join(t('org.comma')) })
  const wanted = qualificationNames.map((name) => ({
    label: t(`field.position.${name}`),
    value: qualifications[name],
  }))
  return (
    <div className="fh-grid">
      <div className="fh-column">
        <Panel>
          <KeyValues items={facts} />
        </Panel>
        {position.mainTask && (
          <Panel title={t('field.position.mainTask')}>
            <p className="fh-note">{position.mainTask}</p>
          </Panel>
        )}
        <Panel title={t('field.position.duties')}>
          <Lines lines={position.duties} />
        </Panel>
        <Panel title={t('field.position.dailyWork')}>
          <Works works={position.dailyWork} />
        </Panel>
        <Panel title={t('field.position.authority')}>
          <p className="fh-note">
            {position.authority || <span className="fh-quiet">{t('org.notWritten')}</span>}
          </p>
        </Panel>
        <Panel title={t('field.position.qualifications')}>
          <KeyValues items={wanted} columns={2} />
        </Panel>
      </div>
      <div className="fh-column">
        <Panel title={t('org.relations')}>
          <KeyValues items={relations} columns={1} />
        </Panel>
        <Panel title={t('org.holders')}>
          <Holders holders={position.holders} />
        </Panel>
        <Panel title={t('ui.history')}>
          <Timeline entries={position.timeline} entity="position" render={nameOf} />
        </Panel>
      </div>
    </div>
  )
}

export function Component() {
  const { t } = useTranslation()
  const isEnglish = useLanguage() === 'en'
  const { id = '' } = useParams()
  const [isOpen, setOpen] = useState(false)
  const record = useQuery({ queryKey: ['org', 'position', id], queryFn: () => fetchPosition(id) })
  return (
    <Loaded query={record}>
      {(position) => (
        <>
          <PageHeader
            title={(isEnglish && position.nameEn) || position.name}
            tags={<ExampleTag isExample={position.isExample} />}
            back={{ to: '/org/positions', label: t('nav.positions') }}
            actions={
              <Can of={position} to="edit">
                <Button onClick={() => setOpen(true)}>{t('ui.edit')}</Button>
              </Can>
            }
          />
          <PositionSheet position={position} />
          <PositionDrawer open={isOpen} position={position} onClose={() => setOpen(false)} />
        </>
      )}
    </Loaded>
  )
}
