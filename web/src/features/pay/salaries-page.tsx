import { PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useInvalidate } from '../../shared/api/use-invalidate'
import { today } from '../../shared/format/days'
import { formatPercent } from '../../shared/format/numbers'
import { PersonSelect } from '../../shared/pickers/person-select'
import { useTimeZone } from '../../shared/session/session'
import { Permitted } from '../../shared/ui/can'
import { DataTable } from '../../shared/ui/data-table'
import { Money } from '../../shared/ui/figures'
import { FormDrawer } from '../../shared/ui/form-drawer'
import { DayInput, DecimalInput } from '../../shared/ui/inputs'
import { PageHeader } from '../../shared/ui/page-header'
import type { Column } from '../../shared/ui/table-types'
import { CivilDay } from '../../shared/ui/times'
import { createSalary, editSalary, listSalaries, type NewSalary, type Salary, type SalaryEdit } from './api'

function TermFields() {
  const { t } = useTranslation()
  const required = [{ required: true, message: t('ui.required') }]
  return (
    <>
      <Form.Item name="positionSalary" label={t('field.pay_salary.positionSalary')} rules={required}>
        <DecimalInput places={2} min="0" />
      </Form.Item>
      <div className="fh-form-2">
        <Form.Item name="share" label={t('field.pay_salary.share')} extra={t('pay.shareHint')}>
          <DecimalInput places={4} min="0" max="1" />
        </Form.Item>
        <Form.Item name="base" label={t('field.pay_salary.base')} extra={t('pay.baseHint')}>
          <DecimalInput places={2} min="0" />
        </Form.Item>
      </div>
      <Form.Item name="note" label={t('field.pay_salary.note')}>
        <Input.TextArea rows={2} maxLength={500} />
      </Form.Item>
    </>
  )
}

const given = ({ positionSalary, share, base, note }: SalaryEdit) => ({
  positionSalary,
  share: share || null,
  base: base || null,
  note: note ?? '',
})

function SalaryDrawers({
  isNew,
  edited,
  onClose,
}: {
  isNew: boolean
  edited: Salary | null
  onClose: () => void
}) {
  const { t } = useTranslation()
  const invalidate = useInvalidate()
  const timeZone = useTimeZone()
  const required = [{ required: true, message: t('ui.required') }]
  return (
    <>
      <FormDrawer<NewSalary, { id: string }>
        open={isNew}
        title={t('pay.newSalary')}
        entity="pay_salary"
        onClose={onClose}
        initial={{ validFrom: today(timeZone) }}
        submit={({ personId, validFrom, ...terms }, { key }) =>
          createSalary({ personId, validFrom, ...given(terms) }, key)
        }
        onDone={() => invalidate('pay')}
      >
        <p className="fh-form-note fh-quiet">{t('pay.salaryHint')}</p>
        <Form.Item name="personId" label={t('field.pay_salary.personId')} rules={required}>
          <PersonSelect />
        </Form.Item>
        <Form.Item name="validFrom" label={t('field.pay_salary.validFrom')} rules={required}>
          <DayInput allowClear={false} />
        </Form.Item>
        <TermFields />
      </FormDrawer>
      <FormDrawer<SalaryEdit, { id: string }>
        open={edited !== null}
        title={edited ? `${t('pay.editSalary')} ${edited.personName}` : ''}
        entity="pay_salary"
        onClose={onClose}
        initial={edited ? given(edited) : {}}
        version={edited?.version}
        submit={(values, { version }) => editSalary(edited?.id ?? '', { ...given(values), version })}
        onDone={() => invalidate('pay')}
      >
        <TermFields />
      </FormDrawer>
    </>
  )
}

export function Component() {
  const { t } = useTranslation()
  const [isNew, setNew] = useState(false)
  const [edited, setEdited] = useState<Salary | null>(null)
  const columns: Column<Salary>[] = [
    {
      key: 'personName',
      title: t('field.pay_salary.personName'),
      width: 120,
      phone: 'title',
      render: (row) => row.personName,
    },
    {
      key: 'validFrom',
      title: t('field.pay_salary.validFrom'),
      width: 120,
      sort: true,
      render: (row) => <CivilDay on={row.validFrom} />,
    },
    {
      key: 'positionSalary',
      title: t('field.pay_salary.positionSalary'),
      width: 130,
      align: 'right',
      sort: true,
      render: (row) => <Money value={row.positionSalary} />,
    },
    {
      key: 'share',
      title: t('field.pay_salary.share'),
      width: 110,
      align: 'right',
      render: (row) =>
        row.share === null ? (
          <span className="fh-quiet">{t('pay.bySchemeShare')}</span>
        ) : (
          formatPercent(row.share, 0)
        ),
    },
    {
      key: 'base',
      title: t('field.pay_salary.base'),
      width: 110,
      align: 'right',
      render: (row) => <Money value={row.base} />,
    },
    { key: 'note', title: t('field.pay_salary.note'), width: 200, render: (row) => row.note || '—' },
    {
      key: 'edit',
      title: t('ui.actions'),
      width: 90,
      render: (row) =>
        row.can.edit && (
          <Button
            size="small"
            onClick={() => setEdited(row)}
            aria-label={`${t('pay.editSalary')} ${row.personName}`}
          >
            {t('pay.editSalary')}
          </Button>
        ),
    },
  ]
  const create = (
    <Permitted permission="pay.run">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setNew(true)}>
        {t('pay.newSalary')}
      </Button>
    </Permitted>
  )
  return (
    <>
      <PageHeader title={t('nav.salaries')} actions={create} />
      <DataTable
        id="pay.salaries"
        label={t('nav.salaries')}
        queryKey={['pay', 'salaries']}
        list={listSalaries}
        columns={columns}
        rowKey={(row) => row.id}
        filters={[
          {
            kind: 'custom',
            name: 'personId',
            label: t('field.pay_salary.personId'),
            width: 180,
            render: (value, change) => (
              <PersonSelect
                value={value}
                onChange={change}
                allowClear
                placeholder={t('field.pay_salary.personId')}
                aria-label={t('field.pay_salary.personId')}
              />
            ),
          },
          {
            kind: 'select',
            name: 'current',
            label: t('pay.currentOnly'),
            width: 120,
            options: [
              { value: 'true', label: t('pay.currentOnly') },
              { value: 'false', label: t('pay.history') },
            ],
          },
        ]}
        search={t('pay.searchPerson')}
        defaultSort="-validFrom"
        empty={{ text: t('pay.noSalaries'), action: create }}
      />
      <SalaryDrawers
        isNew={isNew}
        edited={edited}
        onClose={() => {
          setNew(false)
          setEdited(null)
        }}
      />
    </>
  )
}
