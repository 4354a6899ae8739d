import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useTimeZone } from '../../shared/session/session'
import { InstantInput } from '../../shared/ui/inputs'
import { promiseChoices } from './promise-choices'
import { useNow } from './use-now'

interface Props {
  id?: string
  value?: string | null
  onChange?: (value: string | null) => void
}

/** SVC-8: a promised time, by one click or by hand. */
export function PromiseInput({ id, value, onChange }: Props) {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const now = useNow()
  return (
    <div className="svc-promise-input">
      <InstantInput id={id} value={value} onChange={onChange} allowClear />
      <div className="svc-choices" role="group" aria-label={t('service.quickTimes')}>
        {promiseChoices(now, timeZone).map((choice) => (
          <Button
            key={`${choice.kind}${choice.value}`}
            size="small"
            type={choice.at === value ? 'primary' : 'default'}
            onClick={() => onChange?.(choice.at)}
          >
            {t(`service.choice.${choice.kind}`, { value: choice.value })}
          </Button>
        ))}
      </div>
    </div>
  )
}
