import { useTranslation } from 'react-i18next'
import { Count } from '../../shared/ui/figures'
import type { Import } from './api'

type Name = keyof Import['counts']

/** The figures of a trial or of a finished run, side by side. */
export function Figures({ record }: { record: Import }) {
  const { t } = useTranslation()
  const isDone = record.state === 'done'
  const names: Name[] = isDone
    ? ['rows', 'records', 'created', 'updated', 'bad', 'warnings']
    : ['rows', 'records', 'good', 'bad', 'errors', 'warnings']
  const shown = names.filter((name) => name !== 'updated' || record.mode !== 'create')
  return (
    <dl className="fh-import-figures">
      {shown.map((name) => (
        <div key={name}>
          <dt>{t(isDone && name === 'bad' ? 'workbench.count.left' : `workbench.count.${name}`)}</dt>
          <dd>
            <Count value={record.counts[name] ?? 0} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
