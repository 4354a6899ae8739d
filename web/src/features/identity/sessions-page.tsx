import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App, Button, Popconfirm } from 'antd'
import { useTranslation } from 'react-i18next'
import { Loaded } from '../../shared/ui/loaded'
import { PageHeader } from '../../shared/ui/page-header'
import { Panel } from '../../shared/ui/panel'
import { StatusTag } from '../../shared/ui/status-tag'
import { When } from '../../shared/ui/times'
import { useRefusal } from '../../shared/ui/use-refusal'
import { endSession, listSessions, type OpenSession } from './api'
import { deviceName } from './device'

function SessionLine({ session, onEnd }: { session: OpenSession; onEnd: () => void }) {
  const { t } = useTranslation()
  return (
    <li className="fh-line">
      <div className="fh-line-main">
        <div className="fh-row">
          <strong title={session.userAgent ?? ''}>
            {session.userAgent ? deviceName(session.userAgent) : t('identity.unknownDevice')}
          </strong>
          {session.current && <StatusTag tone="good">{t('identity.thisDevice')}</StatusTag>}
        </div>
        <div className="fh-quiet fh-row">
          {session.address && <span>{session.address}</span>}
          <span>
            {t('identity.signedInAt')} <When at={session.createdAt} />
          </span>
          <span>
            {t('identity.lastSeenAt')} <When at={session.lastSeenAt} />
          </span>
        </div>
      </div>
      {!session.current && (
        <Popconfirm title={t('identity.endSessionSure')} onConfirm={onEnd}>
          <Button>{t('identity.endSession')}</Button>
        </Popconfirm>
      )}
    </li>
  )
}

export function Component() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const refuse = useRefusal()
  const client = useQueryClient()
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: listSessions })
  const end = useMutation({
    mutationFn: endSession,
    onSuccess: async () => {
      void message.success(t('identity.sessionEnded'))
      await client.invalidateQueries({ queryKey: ['sessions'] })
    },
    onError: refuse,
  })
  return (
    <>
      <PageHeader title={t('identity.mySessions')} note={t('identity.sessionsNote')} />
      <Panel>
        <Loaded query={sessions}>
          {({ items }) => (
            <ul className="fh-lines">
              {items.map((session) => (
                <SessionLine key={session.id} session={session} onEnd={() => end.mutate(session.id)} />
              ))}
            </ul>
          )}
        </Loaded>
      </Panel>
    </>
  )
}
