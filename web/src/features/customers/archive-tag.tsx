import { useTranslation } from 'react-i18next'
import { StatusTag, type Tone } from '../../shared/ui/status-tag'
import type { ArchiveState } from './api'

const tones: Record<ArchiveState, Tone> = {
  on_time: 'good',
  late: 'bad',
  pending: 'warn',
  unknown: 'neutral',
}

/** CUS-2: whether the archive was made in time. A late one that is still missing says so. */
export function ArchiveTag({ state, archivedOn }: { state: ArchiveState; archivedOn: string | null }) {
  const { t } = useTranslation()
  const isMissing = archivedOn === null && state !== 'pending'
  return (
    <StatusTag tone={isMissing && state === 'unknown' ? 'warn' : tones[state]}>
      {t(isMissing ? `customers.archiveMissing.${state}` : `value.customer.archiveState.${state}`)}
    </StatusTag>
  )
}
