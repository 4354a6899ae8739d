import { App } from 'antd'
import { useTranslation } from 'react-i18next'
import { useTimeZone } from '../session/session'
import { reasonText } from './reason'

/** Shows a refusal as a message at the top: for actions without a form (`onError: refuse`). */
export function useRefusal(): (error: unknown) => void {
  const { message } = App.useApp()
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  return (error) => void message.error(reasonText(error, t, timeZone), 6)
}
