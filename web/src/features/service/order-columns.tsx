import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../shared/i18n/use-language'
import { Count, Money } from '../../shared/ui/figures'
import { StatusTag } from '../../shared/ui/status-tag'
import type { Column } from '../../shared/ui/table-types'
import { useIsPhone } from '../../shared/ui/use-is-phone'
import type { OrderRow } from './api'
import { ClockChip } from './clock-chip'
import { Near, OnTimeTag, productText, PromiseChip, StateTag, useFaultGroups, useNameOf } from './order-words'

const dash = <span className="fh-quiet">—</span>

function Vehicle({ row, isPhone }: { row: OrderRow; isPhone: boolean }) {
  const text = productText(row)
  if (!text) return dash
  return (
    <>
      <span className="svc-plate">{text}</span>
      {row.modelName && (
        <span className={isPhone ? 'fh-quiet svc-beside' : 'fh-quiet svc-small svc-below'}>
          {row.modelName}
        </span>
      )}
    </>
  )
}

function Promise({ row, isPhone }: { row: OrderRow; isPhone: boolean }) {
  return (
    <span className={isPhone ? 'fh-row' : 'svc-promise'}>
      <Near at={row.promiseAt} />
      <PromiseChip order={row} />
      {isPhone && row.handedOverAt && <OnTimeTag order={row} />}
    </span>
  )
}

/** The columns of the list; those of the counter come first, the rest can be chosen. */
export function useOrderColumns(): Column<OrderRow>[] {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const isPhone = useIsPhone()
  const isEnglish = useLanguage() === 'en'
  const groups = useFaultGroups()
  const group = (key: string | null) => {
    const found = groups.data?.items.find((item) => item.key === key)
    return found ? nameOf(found) : dash
  }
  const head: Column<OrderRow>[] = [
    {
      key: 'number',
      title: t('field.order.number'),
      width: 140,
      sort: true,
      phone: 'title',
      render: (row) => row.number,
    },
    {
      key: 'state',
      title: t('field.order.state'),
      width: isEnglish ? 140 : 90,
      phone: 'tag',
      render: (row) => (
        <span className="fh-row svc-tight">
          <StateTag state={row.state} />
          {row.unclear && <StatusTag tone="warn">{t('field.order.unclear')}</StatusTag>}
        </span>
      ),
    },
    {
      key: 'product',
      title: t('service.vehicle'),
      width: 130,
      render: (row) => <Vehicle row={row} isPhone={isPhone} />,
    },
    {
      key: 'customer',
      title: t('field.order.customerId'),
      width: 100,
      render: (row) => row.customerName ?? (row.contactName || dash),
    },
    {
      key: 'type',
      title: t('field.order.typeKey'),
      width: 104,
      render: (row) => (
        <>
          {nameOf({ name: row.typeName, nameEn: row.typeNameEn })}
          {row.returnOfId && row.typeKey !== 'return' && (
            <div>
              <StatusTag tone="warn">{t('service.isReturn')}</StatusTag>
            </div>
          )}
        </>
      ),
    },
    {
      key: 'promiseAt',
      title: t(isPhone ? 'service.promiseShort' : 'field.order.promiseAt'),
      width: 140,
      sort: true,
      render: (row) => <Promise row={row} isPhone={isPhone} />,
    },
    {
      key: 'clock',
      title: t('field.order.clock'),
      width: 130,
      render: (row) => (row.clock ? <ClockChip clock={row.clock} /> : dash),
    },
    {
      key: 'onTime',
      title: t('field.order.onTime'),
      width: 80,
      phone: 'none',
      render: (row) => <OnTimeTag order={row} />,
    },
    {
      key: 'advisor',
      phone: 'none',
      title: t('field.order.advisorId'),
      width: 76,
      render: (row) => row.advisorName ?? dash,
    },
    {
      key: 'technicians',
      title: t('field.order.technicianId'),
      width: 100,
      phone: 'none',
      render: ({ technicians }) =>
        technicians.length === 0 ? dash : technicians.map((worker) => worker.name).join(t('ui.listComma')),
    },
    {
      key: 'receivedAt',
      title: t('field.order.receivedAt'),
      width: 100,
      sort: true,
      phone: 'none',
      render: (row) => <Near at={row.receivedAt} />,
    },
    {
      key: 'total',
      phone: 'none',
      title: t('service.amountYuan'),
      width: 100,
      align: 'right',
      sort: true,
      render: (row) => <Money value={row.total} />,
    },
  ]
  const more: Column<OrderRow>[] = [
    {
      key: 'handedOverAt',
      title: t('field.order.handedOverAt'),
      width: 112,
      sort: true,
      render: (row) => <Near at={row.handedOverAt} />,
    },
    {
      key: 'settledAt',
      title: t('field.order.settledAt'),
      width: 112,
      sort: true,
      render: (row) => <Near at={row.settledAt} />,
    },
    {
      key: 'complaint',
      title: t('field.order.complaint'),
      width: 220,
      render: (row) => row.complaint || dash,
    },
    {
      key: 'contactPhone',
      title: t('field.order.contactPhone'),
      width: 130,
      render: (row) => row.contactPhone || dash,
    },
    { key: 'unit', title: t('field.order.unitId'), width: 120, render: (row) => row.unitName },
    {
      key: 'faultGroup',
      title: t('field.order.faultGroupKey'),
      width: 120,
      render: (row) => group(row.faultGroupKey),
    },
    {
      key: 'mileageKm',
      title: t('field.order.mileageKm'),
      width: 110,
      align: 'right',
      render: (row) => <Count value={row.mileageKm} />,
    },
    { key: 'vin', title: t('service.vin'), width: 180, render: (row) => row.vin ?? dash },
    {
      key: 'channel',
      title: t('field.order.channel'),
      width: 100,
      render: (row) => t(`value.order.channel.${row.channel}`),
    },
    {
      key: 'daysSincePrevious',
      title: t('field.order.daysSincePrevious'),
      width: 130,
      align: 'right',
      sort: true,
      render: (row) => <Count value={row.daysSincePrevious} />,
    },
  ]
  return [...head, ...more.map((column): Column<OrderRow> => ({ ...column, optional: true, phone: 'none' }))]
}
