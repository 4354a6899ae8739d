import { useTranslation } from 'react-i18next'
import { StatusTag, type Tone } from '../../shared/ui/status-tag'
import type { Import } from './api'

const tones: Record<Import['state'], Tone> = {
  uploaded: 'neutral',
  mapped: 'neutral',
  checking: 'info',
  checked: 'warn',
  running: 'info',
  done: 'good',
  failed: 'bad',
  cancelled: 'neutral',
}

export function StateTag({ state }: { state: Import['state'] }) {
  const { t } = useTranslation()
  return <StatusTag tone={tones[state]}>{t(`workbench.state.${state}`)}</StatusTag>
}
