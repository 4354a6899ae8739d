import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../shared/i18n/use-language'
import { Loaded } from '../../shared/ui/loaded'
import { PageHeader } from '../../shared/ui/page-header'
import { Panel } from '../../shared/ui/panel'
import { StatusTag, type Tone } from '../../shared/ui/status-tag'
import { useIsPhone } from '../../shared/ui/use-is-phone'
import { listRoles, type Role } from './api'

type Scope = Role['grants'][number]['scope']

const toneOf: Record<Scope, Tone> = { own: 'neutral', unit: 'good', company: 'info' }

function ScopeTag({ scope }: { scope: Scope }) {
  const { t } = useTranslation()
  return <StatusTag tone={toneOf[scope]}>{t(`org.scope.${scope}`)}</StatusTag>
}

const permissionText = (code: string, t: TFunction): string => t(`permission.${code}`, { defaultValue: code })

const permissionsOf = (roles: Role[]): string[] =>
  [...new Set(roles.flatMap((role) => role.grants.map((grant) => grant.permission)))].sort()

const widest: Scope[] = ['company', 'unit', 'own']

/** A role may hold a permission more than once; the widest reach is what counts. */
const scopeOf = (role: Role, permission: string): Scope | undefined =>
  widest.find((scope) =>
    role.grants.some((grant) => grant.permission === permission && grant.scope === scope),
  )

function useRoleName(): (role: Role) => string {
  const isEnglish = useLanguage() === 'en'
  return (role) => (isEnglish && role.nameEn) || role.name
}

function RoleMatrix({ roles }: { roles: Role[] }) {
  const { t } = useTranslation()
  const nameOf = useRoleName()
  return (
    <div className="fh-panel fh-matrix" tabIndex={0} role="region" aria-label={t('nav.roles')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('org.permission')}</th>
            {roles.map((role) => (
              <th key={role.key} id={role.key} scope="col">
                {nameOf(role)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {permissionsOf(roles).map((code) => (
            <tr key={code}>
              <th scope="row" title={code}>
                {permissionText(code, t)}
              </th>
              {roles.map((role) => {
                const scope = scopeOf(role, code)
                return <td key={role.key}>{scope && <ScopeTag scope={scope} />}</td>
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function RoleLists({ roles }: { roles: Role[] }) {
  const { t } = useTranslation()
  const nameOf = useRoleName()
  return (
    <div className="fh-column">
      {roles.map((role) => (
        <Panel key={role.key} title={<span id={role.key}>{nameOf(role)}</span>}>
          <ul className="fh-lines">
            {permissionsOf([role]).map((code) => {
              const scope = scopeOf(role, code)
              return (
                <li key={code} className="fh-line">
                  <span>{permissionText(code, t)}</span>
                  {scope && <ScopeTag scope={scope} />}
                </li>
              )
            })}
          </ul>
        </Panel>
      ))}
    </div>
  )
}

export function Component() {
  const { t } = useTranslation()
  const isPhone = useIsPhone()
  const roles = useQuery({ queryKey: ['org', 'roles'], queryFn: listRoles })
  return (
    <>
      <PageHeader title={t('nav.roles')} note={t('org.rolesNote')} />
      <Loaded query={roles}>
        {({ items }) => (isPhone ? <RoleLists roles={items} /> : <RoleMatrix roles={items} />)}
      </Loaded>
    </>
  )
}
