import { DeleteOutlined } from '@ant-design/icons'
import { Button, Form, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { PersonSelect } from '../../shared/pickers/person-select'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { DecimalInput } from '../../shared/ui/inputs'
import { assignWorkers, type OrderRecord } from './api'
import { draftsFrom, namesOf, type WorkerDraft } from './worker-drafts'
import { useOrderChanged } from './use-order-change'

interface FieldProps {
  id?: string
  value?: WorkerDraft[]
  onChange?: (drafts: WorkerDraft[]) => void
}

function WorkersField({ id, value = [], onChange }: FieldProps) {
  const { t } = useTranslation()
  const change = (drafts: WorkerDraft[]) => {
    const hasLead = drafts.some((draft) => draft.isLead)
    onChange?.(hasLead ? drafts : drafts.map((draft, at) => ({ ...draft, isLead: at === 0 })))
  }
  const set = (personId: string, patch: Partial<WorkerDraft>) =>
    change(value.map((draft) => (draft.personId === personId ? { ...draft, ...patch } : draft)))
  return (
    <div className="fh-stack-tight">
      {value.map((draft) => (
        <div key={draft.personId} className="svc-worker">
          <span>{draft.name}</span>
          <Radio
            checked={draft.isLead}
            onChange={() =>
              change(value.map((other) => ({ ...other, isLead: other.personId === draft.personId })))
            }
          >
            {t('service.lead')}
          </Radio>
          <DecimalInput
            places={2}
            min="0"
            value={draft.weight}
            onChange={(weight) => set(draft.personId, { weight: weight ?? '0' })}
            aria-label={t('service.weightOf', { name: draft.name })}
            prefix={<span className="fh-quiet">{t('service.weight')}</span>}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('service.removeWorker', { name: draft.name })}
            onClick={() => change(value.filter((other) => other.personId !== draft.personId))}
          />
        </div>
      ))}
      <PersonSelect
        key={value.length}
        id={id}
        placeholder={t('service.addWorker')}
        aria-label={t('service.addWorker')}
        onChange={(personId, option) => {
          if (!personId || value.some((draft) => draft.personId === personId)) return
          const weight = value[0]?.weight ?? '1'
          change([...value, { personId, name: option?.label ?? '', weight, isLead: false }])
        }}
      />
    </div>
  )
}

interface Props {
  order: OrderRecord
  open: boolean
  onClose: () => void
}

/** SVC-2: who works on the order and with which share; exactly one leads. */
export function WorkersDrawer({ order, open, onClose }: Props) {
  const { t } = useTranslation()
  const changed = useOrderChanged()
  return (
    <FormDrawer<{ workers: WorkerDraft[]; reason: string }, OrderRecord>
      open={open}
      title={t(order.workers.length > 0 ? 'service.reassign' : 'service.assign')}
      entity="order"
      onClose={onClose}
      initial={{ workers: draftsFrom(order.workers), reason: '' }}
      version={order.version}
      valuesOf={(record) => ({ workers: draftsFrom(record.workers), reason: '' })}
      renderValue={(field, value) => (field === 'workers' ? namesOf(value, t('ui.listComma')) : null)}
      submitText={t('service.assignDone')}
      doneText={t('service.assigned')}
      submit={({ workers, reason }, { version }) =>
        assignWorkers(order.id, {
          version,
          reason,
          workers: workers.map(({ personId, weight, isLead }) => ({ personId, weight, isLead })),
        })
      }
      onDone={changed}
    >
      <Form.Item
        name="workers"
        label={t('field.order.workers')}
        extra={t('service.workersHint')}
        rules={[{ required: true, type: 'array', min: 1, message: t('service.workerNeeded') }]}
      >
        <WorkersField />
      </Form.Item>
      {order.workers.length > 0 && (
        <Form.Item name="reason" label={t('service.reassignReason')}>
          <Input maxLength={1000} />
        </Form.Item>
      )}
    </FormDrawer>
  )
}
