import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { useSession } from '../../shared/session/session'
import { Loaded } from '../../shared/ui/loaded'
import { PageHeader } from '../../shared/ui/page-header'
import { fetchSlip } from './api'
import { SlipSheet } from './slip-sheet'
import { RunStateTag } from './words'

export function Component() {
  const { id = '' } = useParams()
  const { t } = useTranslation()
  const { personId } = useSession()
  const query = useQuery({ queryKey: ['pay', 'slip', id], queryFn: () => fetchSlip(id) })
  return (
    <Loaded query={query}>
      {(slip) => {
        const isMine = slip.personId === personId
        const back = isMine
          ? { to: '/pay/mine', label: t('nav.myPay') }
          : { to: `/pay/runs/${slip.runId}`, label: t('pay.backToRun') }
        return (
          <>
            <PageHeader
              title={t('pay.slipTitle', { name: slip.personName, month: slip.month })}
              tags={<RunStateTag state={slip.state} />}
              note={`${slip.unitName} · ${slip.positionName}`}
              back={back}
            />
            <SlipSheet slip={slip} isMine={isMine} />
          </>
        )
      }}
    </Loaded>
  )
}
