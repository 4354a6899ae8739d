import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { today } from '../../shared/format/days'
import { UnitSelect } from '../../shared/pickers/unit-select'
import { useTimeZone } from '../../shared/session/session'
import { Permitted } from '../../shared/ui/can'
import { DataTable } from '../../shared/ui/data-table'
import { PageHeader } from '../../shared/ui/page-header'
import { StatusTag } from '../../shared/ui/status-tag'
import type { Column, Filter } from '../../shared/ui/table-types'
import { CivilDay } from '../../shared/ui/times'
import { listPeople, type PersonRow } from './api'
import { genderOf } from './gender'
import { NewPersonDrawer } from './person-drawers'
import { PositionFilter } from './position-filter'

/** In service or not, on the company's day of today. */
export function ServiceTag({ leftOn }: { leftOn: string | null }) {
  const { t } = useTranslation()
  const timeZone = useTimeZone()
  const hasLeft = leftOn !== null && leftOn < today(timeZone)
  return (
    <StatusTag tone={hasLeft ? 'neutral' : 'good'}>{t(hasLeft ? 'org.left' : 'org.inService')}</StatusTag>
  )
}

function useColumns(): Column<PersonRow>[] {
  const { t } = useTranslation()
  return [
    {
      key: 'name',
      title: t('field.person.name'),
      width: 120,
      sort: true,
      phone: 'title',
      render: (row) => row.name,
    },
    {
      key: 'employeeNo',
      title: t('field.person.employeeNo'),
      width: 110,
      sort: true,
      render: (row) => row.employeeNo,
    },
    {
      key: 'position',
      title: t('field.person.position'),
      width: 200,
      render: ({ positions }) =>
        positions.length === 0 ? (
          <span className="fh-quiet">—</span>
        ) : (
          positions.map((position) => position.name).join(t('ui.listComma'))
        ),
    },
    {
      key: 'unit',
      title: t('field.person.unit'),
      width: 160,
      render: ({ positions }) =>
        [...new Set(positions.map((position) => position.unitName))].join(t('ui.listComma')) || '—',
    },
    { key: 'phone', title: t('field.person.phone'), width: 130, render: (row) => row.phone || '—' },
    {
      key: 'gender',
      title: t('field.person.gender'),
      width: 70,
      phone: 'none',
      optional: true,
      render: (row) => t(`value.person.gender.${genderOf(row.gender)}`),
    },
    {
      key: 'joinedOn',
      title: t('field.person.joinedOn'),
      width: 120,
      phone: 'none',
      render: (row) => <CivilDay on={row.joinedOn} />,
    },
    {
      key: 'email',
      title: t('field.person.email'),
      width: 200,
      phone: 'none',
      optional: true,
      render: (row) => row.email,
    },
    {
      key: 'state',
      title: t('field.person.state'),
      width: 80,
      phone: 'tag',
      render: (row) => <ServiceTag leftOn={row.leftOn} />,
    },
  ]
}

function useFilters(): Filter[] {
  const { t } = useTranslation()
  return [
    {
      kind: 'custom',
      name: 'unitId',
      label: t('field.person.unit'),
      width: 180,
      render: (value, change) => (
        <UnitSelect
          value={value}
          onChange={change}
          allowClear
          placeholder={t('field.person.unit')}
          aria-label={t('field.person.unit')}
        />
      ),
    },
    {
      kind: 'custom',
      name: 'positionId',
      label: t('field.person.position'),
      width: 180,
      render: (value, change) => <PositionFilter value={value} onChange={change} />,
    },
    {
      kind: 'select',
      name: 'active',
      label: t('org.inServiceOrLeft'),
      width: 130,
      options: [
        { value: 'true', label: t('org.inService') },
        { value: 'false', label: t('org.left') },
      ],
    },
  ]
}

export function Component() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const columns = useColumns()
  const filters = useFilters()
  const [isOpen, setOpen] = useState(false)
  const create = (
    <Permitted permission="people.edit">
      <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen(true)}>
        {t('org.newPerson')}
      </Button>
    </Permitted>
  )
  return (
    <>
      <PageHeader title={t('nav.people')} actions={create} />
      <DataTable
        id="org.people"
        label={t('nav.people')}
        queryKey={['org', 'people']}
        list={listPeople}
        columns={columns}
        rowKey={(row) => row.id}
        rowTo={(row) => `/org/people/${row.id}`}
        filters={filters}
        search={t('org.searchPeople')}
        defaultSort="employeeNo"
        empty={{ text: t('org.noPeople'), action: create }}
      />
      <NewPersonDrawer
        open={isOpen}
        onClose={() => setOpen(false)}
        onDone={({ id }) => void navigate(`/org/people/${id}`)}
      />
    </>
  )
}
