import { useQuery } from '@tanstack/react-query'
import { Alert, Steps } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { Loaded } from '../../shared/ui/loaded'
import { PageHeader } from '../../shared/ui/page-header'
import { When } from '../../shared/ui/times'
import { useIsPhone } from '../../shared/ui/use-is-phone'
import { fetchImport, listEntities, type Entity, type Import } from './api'
import { DoneStep } from './done-step'
import { FailedStep } from './failed-step'
import { MappingStep } from './mapping-step'
import { ProgressStep } from './progress-step'
import { StateTag } from './state-tag'
import { TrialStep } from './trial-step'
import './workbench.css'

type View = 'mapping' | 'progress' | 'trial' | 'done' | 'failed'

function viewOf({ state, can }: Import, isMapping: boolean): View {
  if (state === 'checking' || state === 'running') return 'progress'
  if (state === 'uploaded' || state === 'mapped' || (isMapping && can.edit)) return 'mapping'
  if (state === 'checked') return 'trial'
  return state === 'done' ? 'done' : 'failed'
}

const steps = ['upload', 'mapping', 'trial', 'run'] as const

function stepOf(view: View, state: Import['state']): number {
  if (view === 'mapping') return 1
  if (view === 'done') return 4
  return state === 'running' || view === 'failed' ? 3 : 2
}

function StepBar({ at }: { at: number }) {
  const { t } = useTranslation()
  const isPhone = useIsPhone()
  const name = steps[Math.min(at, steps.length - 1)] ?? 'run'
  if (at >= steps.length) return null
  if (isPhone)
    return (
      <div className="fh-import-step-line">
        {t('workbench.stepOf', { step: at + 1, of: steps.length, name: t(`workbench.step.${name}`) })}
      </div>
    )
  return (
    <Steps
      className="fh-import-steps"
      size="small"
      current={at}
      items={steps.map((step) => ({ title: t(`workbench.step.${step}`) }))}
    />
  )
}

function SameFile({ record }: { record: Import }) {
  const { t } = useTranslation()
  const { sameFile } = record
  if (sameFile === null) return null
  return (
    <Alert
      className="fh-error"
      type="warning"
      showIcon
      title={t('workbench.sameFile')}
      description={
        <>
          <Link to={`/imports/${sameFile.id}`}>
            {t('workbench.sameFile.open')} <When at={sameFile.finishedAt} />
          </Link>{' '}
          {t('workbench.sameFile.explain')}
        </>
      }
    />
  )
}

function ImportView({ record, entity }: { record: Import; entity: Entity }) {
  const { t } = useTranslation()
  const [search, setSearch] = useSearchParams()
  const view = viewOf(record, search.get('step') === 'mapping')
  const goMapping = () => setSearch({ step: 'mapping' })
  const leaveMapping = () => setSearch({}, { replace: true })
  const what = t('workbench.what', {
    entity: t(`import.${record.entity}`),
    kind: t(`workbench.kind.${record.kind}`),
  })
  return (
    <>
      <PageHeader
        title={record.fileName}
        back={{ to: '/imports', label: t('nav.imports') }}
        tags={<StateTag state={record.state} />}
        note={
          <>
            {what} · {record.createdByName} · <When at={record.createdAt} />
          </>
        }
      />
      {view !== 'failed' && <StepBar at={stepOf(view, record.state)} />}
      <SameFile record={record} />
      {view === 'mapping' && (
        <MappingStep key={record.version} record={record} entity={entity} onStarted={leaveMapping} />
      )}
      {view === 'progress' && <ProgressStep record={record} />}
      {view === 'trial' && <TrialStep record={record} entity={entity} onMapping={goMapping} />}
      {view === 'done' && <DoneStep record={record} entity={entity} />}
      {view === 'failed' && <FailedStep record={record} onMapping={goMapping} />}
    </>
  )
}

const working = (state: Import['state'] | undefined) => state === 'checking' || state === 'running'

export function Component() {
  const { id = '' } = useParams()
  const record = useQuery({
    queryKey: ['imports', 'record', id],
    queryFn: () => fetchImport(id),
    // The live stream tells of progress; this is for when it is away.
    refetchInterval: ({ state }) => (working(state.data?.state) ? 3000 : false),
  })
  const entities = useQuery({ queryKey: ['import-entities'], queryFn: listEntities, staleTime: Infinity })
  return (
    <Loaded query={record}>
      {(loaded) => (
        <Loaded query={entities}>
          {({ items }) => {
            const entity = items.find((one) => one.entity === loaded.entity)
            return entity === undefined ? null : <ImportView record={loaded} entity={entity} />
          }}
        </Loaded>
      )}
    </Loaded>
  )
}
