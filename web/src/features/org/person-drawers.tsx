import { Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { today } from '../../shared/format/days'
import { formatPercent } from '../../shared/format/numbers'
import { PositionSelect } from '../../shared/pickers/position-select'
import { useTimeZone } from '../../shared/session/session'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { DayInput } from '../../shared/ui/inputs'
import { OneTimePassword } from '../../shared/ui/one-time-password'
import * as org from './api'
import { genderOf } from './gender'
import { PersonFields } from './person-fields'

interface Props {
  open: boolean
  onClose: () => void
}

const shares = ['1', '0.9', '0.8', '0.75', '0.7', '0.6', '0.5', '0.4', '0.3', '0.25', '0.2', '0.1']

export function NewPersonDrawer({
  open,
  onClose,
  onDone,
}: Props & { onDone: (person: org.PersonRecord) => void }) {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const invalidate = useInvalidate()
  return (
    <FormDrawer<org.NewPerson, org.PersonRecord>
      open={open}
      title={t('org.newPerson')}
      entity="person"
      onClose={onClose}
      initial={{ gender: 'unknown', from: today(timeZone) }}
      submitText={t('ui.create')}
      submit={({ positionId, from, ...person }, { key }) =>
        org.createPerson(positionId ? { ...person, positionId, from } : person, key)
      }
      onDone={(person) => {
        invalidate('org')
        onDone(person)
      }}
    >
      <PersonFields />
      <div className="fh-form-2">
        <Form.Item name="positionId" label={t('field.person.position')} extra={t('org.positionLater')}>
          <PositionSelect allowClear />
        </Form.Item>
        <Form.Item name="from" label={t('field.person.from')}>
          <DayInput />
        </Form.Item>
      </div>
    </FormDrawer>
  )
}

export function EditPersonDrawer({ open, onClose, person }: Props & { person: org.PersonRecord }) {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  const { employeeNo, name, gender, joinedOn, phone, email, leftOn } = person
  return (
    <FormDrawer<org.PersonEdit, org.PersonRecord>
      open={open}
      title={t('org.editPerson')}
      entity="person"
      onClose={onClose}
      initial={{ employeeNo, name, gender: genderOf(gender), joinedOn, phone, email, leftOn }}
      version={person.version}
      submit={(values, { version }) => org.editPerson(person.id, { ...values, version })}
      onDone={() => invalidate('org')}
    >
      <PersonFields />
      <Form.Item name="leftOn" label={t('field.person.leftOn')} extra={t('org.leftHint')}>
        <DayInput />
      </Form.Item>
    </FormDrawer>
  )
}

export function AssignDrawer({ open, onClose, person }: Props & { person: org.PersonRecord }) {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const invalidate = useInvalidate()
  const required = [{ required: true, message: t('ui.required') }]
  return (
    <FormDrawer<org.NewAssignment, org.PersonRecord>
      open={open}
      title={t('org.assignTitle', { name: person.name })}
      entity="assignment"
      onClose={onClose}
      initial={{ from: today(timeZone), share: '1' }}
      submit={(values, { key }) => org.assign(person.id, values, key)}
      onDone={() => invalidate('org')}
    >
      <Form.Item name="positionId" label={t('field.assignment.positionId')} rules={required}>
        <PositionSelect />
      </Form.Item>
      <Form.Item name="from" label={t('field.assignment.from')} rules={required}>
        <DayInput />
      </Form.Item>
      <Form.Item name="share" label={t('field.assignment.share')} extra={t('org.shareHint')} rules={required}>
        <Select options={shares.map((value) => ({ value, label: formatPercent(value, 0) }))} />
      </Form.Item>
    </FormDrawer>
  )
}

export type Assignment = org.PersonRecord['assignments'][number]

export function EndAssignmentDrawer({
  assignment,
  onClose,
}: {
  assignment: Assignment | null
  onClose: () => void
}) {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const invalidate = useInvalidate()
  return (
    <FormDrawer<{ on: string }, org.PersonRecord>
      open={assignment !== null}
      title={t('org.endTitle', { name: assignment?.positionName })}
      onClose={onClose}
      initial={{ on: today(timeZone) }}
      submitText={t('org.end')}
      submit={({ on }) => org.endAssignment(assignment?.id ?? '', on)}
      onDone={() => invalidate('org')}
    >
      <Form.Item
        name="on"
        label={t('field.assignment.on')}
        extra={t('org.endHint')}
        rules={[{ required: true, message: t('ui.required') }]}
      >
        <DayInput />
      </Form.Item>
    </FormDrawer>
  )
}

export function LoginDrawer({ open, onClose, person }: Props & { person: org.PersonRecord }) {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  const [secret, setSecret] = useState<{ login: string; password: string } | null>(null)
  const rule = { pattern: /^[A-Za-z0-9][A-Za-z0-9._@-]{1,99}$/, message: t('identity.loginRule') }
  return (
    <>
      <FormDrawer<{ login: string }, Awaited<ReturnType<typeof org.createLogin>>>
        open={open}
        title={t('org.giveLogin', { name: person.name })}
        onClose={onClose}
        initial={{ login: person.employeeNo.toLowerCase() }}
        doneText={null}
        submitText={t('ui.create')}
        submit={({ login }, { key }) => org.createLogin({ personId: person.id, login }, key)}
        onDone={({ user, password }) => {
          invalidate('org')
          if (password) setSecret({ login: user.login, password })
        }}
      >
        <Form.Item
          name="login"
          label={t('field.user.login')}
          extra={t('identity.loginRule')}
          rules={[{ required: true, message: t('ui.required') }, rule]}
        >
          <Input autoCapitalize="none" spellCheck={false} autoComplete="off" />
        </Form.Item>
        <p className="fh-quiet">{t('identity.newUserHint')}</p>
      </FormDrawer>
      {secret && <OneTimePassword {...secret} onClose={() => setSecret(null)} />}
    </>
  )
}
