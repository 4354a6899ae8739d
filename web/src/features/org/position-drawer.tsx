import { useQuery } from '@tanstack/react-query'
import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Details } from '../../shared/api/api-error'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { today } from '../../shared/format/days'
import { useLanguage } from '../../shared/i18n/use-language'
import { PositionSelect } from '../../shared/pickers/position-select'
import { UnitSelect } from '../../shared/pickers/unit-select'
import { useTimeZone } from '../../shared/session/session'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { DayInput } from '../../shared/ui/inputs'
import { createPosition, editPosition, listRoles, type NewPosition, type PositionRecord } from './api'
import { LineList } from './line-list'
import { WorkList } from './work-list'

interface Props {
  open: boolean
  /** The position to edit; a new one without. */
  position?: PositionRecord
  onClose: () => void
  onDone?: (position: PositionRecord) => void
}

const qualificationNames = ['education', 'experience', 'knowledge', 'skills', 'character'] as const

const written = (lines: string[] | undefined): string[] =>
  (lines ?? []).map((line) => line.trim()).filter((line) => line !== '')

const tidy = (values: NewPosition): NewPosition => ({
  ...values,
  superiorId: values.superiorId ?? null,
  duties: written(values.duties),
  otherPeers: written(values.otherPeers),
  dailyWork: (values.dailyWork ?? []).filter((work) => work.text.trim() !== ''),
})

function initialOf(position: PositionRecord | undefined, day: string): Partial<NewPosition> {
  if (!position) return { validFrom: day, duties: [''], dailyWork: [], otherPeers: [], roleKeys: [] }
  const { unitId, code, name, nameEn, superiorId, appointedBy, duties, dailyWork } = position
  const { authority, qualifications, roleKeys, mainTask, otherPeers } = position
  return {
    unitId,
    code,
    name,
    nameEn,
    superiorId,
    appointedBy,
    mainTask,
    otherPeers,
    duties,
    dailyWork,
    authority,
    qualifications,
    roleKeys,
  }
}

function RoleSelect(props: { id?: string; value?: string[]; onChange?: (keys: string[]) => void }) {
  const isEnglish = useLanguage() === 'en'
  const roles = useQuery({ queryKey: ['org', 'roles'], queryFn: listRoles })
  const options = (roles.data?.items ?? []).map(({ key, name, nameEn }) => ({
    value: key,
    label: isEnglish ? nameEn || name : name,
  }))
  return (
    <Select {...props} mode="multiple" options={options} optionFilterProp="label" loading={roles.isPending} />
  )
}

/** ORG-2: the whole position on one sheet, in the order of a job description. */
export function PositionDrawer({ open, position, onClose, onDone }: Props) {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  const timeZone = useTimeZone()
  const required = [{ required: true, message: t('ui.required') }]
  const superior = position?.superior && { value: position.superior.id, label: position.superior.name }

  const submit = (values: NewPosition, call: { key: string; version: number }) => {
    if (!position) return createPosition(tidy(values), call.key)
    return editPosition(position.id, { ...tidy(values), version: call.version })
  }
  return (
    <FormDrawer<NewPosition, PositionRecord>
      open={open}
      title={t(position ? 'org.editPosition' : 'org.newPosition')}
      entity="position"
      width={640}
      onClose={onClose}
      initial={initialOf(position, today(timeZone))}
      version={position?.version}
      submit={submit}
      valuesOf={(record: Details) => ({ ...record, validFrom: undefined })}
      onDone={(saved) => {
        invalidate('org')
        onDone?.(saved)
      }}
    >
      <div className="fh-form-2">
        <Form.Item name="name" label={t('field.position.name')} rules={required}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="code" label={t('field.position.code')} rules={required}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="unitId" label={t('field.position.unitId')} rules={required}>
          <UnitSelect />
        </Form.Item>
        <Form.Item name="superiorId" label={t('field.position.superiorId')}>
          <PositionSelect allowClear current={superior} />
        </Form.Item>
        <Form.Item name="appointedBy" label={t('field.position.appointedBy')}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="nameEn" label={t('field.position.nameEn')}>
          <Input maxLength={200} />
        </Form.Item>
        {!position && (
          <Form.Item name="validFrom" label={t('field.position.validFrom')} rules={required}>
            <DayInput />
          </Form.Item>
        )}
      </div>
      <Form.Item name="roleKeys" label={t('field.position.roleKeys')} extra={t('org.rolesHint')}>
        <RoleSelect />
      </Form.Item>
      <Form.Item name="mainTask" label={t('field.position.mainTask')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 6 }} maxLength={2000} />
      </Form.Item>
      <Form.Item name="otherPeers" label={t('field.position.otherPeers')} extra={t('org.otherPeersHint')}>
        <Select mode="tags" open={false} suffixIcon={null} />
      </Form.Item>
      <Form.Item name="duties" label={t('field.position.duties')} extra={t('org.pasteHint')}>
        <LineList />
      </Form.Item>
      <Form.Item name="dailyWork" label={t('field.position.dailyWork')}>
        <WorkList />
      </Form.Item>
      <Form.Item name="authority" label={t('field.position.authority')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} />
      </Form.Item>
      <h3 className="fh-heading">{t('field.position.qualifications')}</h3>
      {qualificationNames.map((name) => (
        <Form.Item key={name} name={['qualifications', name]} label={t(`field.position.${name}`)}>
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 5 }} maxLength={500} />
        </Form.Item>
      ))}
    </FormDrawer>
  )
}
