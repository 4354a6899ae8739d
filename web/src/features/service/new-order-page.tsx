import { Button, Checkbox, Form, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSession } from '../../shared/session/session'
import { ErrorNotice } from '../../shared/ui/error-notice'
import { InstantInput } from '../../shared/ui/inputs'
import { PageHeader } from '../../shared/ui/page-header'
import { Panel } from '../../shared/ui/panel'
import { StatusTag } from '../../shared/ui/status-tag'
import { Finder } from './finder'
import { needs, WhoFields, WorkFields } from './intake-fields'
import { useNameOf } from './order-words'
import { PartyCard } from './party-card'
import { PartyDrawer } from './party-drawer'
import { PromiseInput } from './promise-input'
import { useIntake } from './use-intake'
import { DuplicateWarning, Visits } from './visits'
import './service.css'

type Intake = ReturnType<typeof useIntake>

function PartyPanel({ intake }: { intake: Intake }) {
  const { t } = useTranslation()
  const { customer, product, type } = intake
  const hasParty = customer !== null || product !== null
  return (
    <Panel>
      {hasParty ? (
        <PartyCard
          customer={customer}
          record={intake.record}
          product={product}
          onProduct={intake.choose}
          onNewVehicle={() => intake.setFresh('')}
          onChange={intake.startOver}
        />
      ) : (
        <Finder onFound={intake.found} />
      )}
      {hasParty && product === null && needs(type, 'plate') && (
        <p className="svc-warn svc-small svc-gap">{t('service.vehicleNeeded')}</p>
      )}
      {intake.returnOf && (
        <div className="fh-row svc-gap">
          <StatusTag tone="warn">{t('service.returnOf', { number: intake.returnOf.number })}</StatusTag>
          <span className="fh-quiet svc-small">{intake.returnOf.complaint}</span>
          <Button size="small" type="link" onClick={() => intake.makeReturn(null)}>
            {t('service.noReturn')}
          </Button>
        </div>
      )}
    </Panel>
  )
}

function OrderForm({ intake }: { intake: Intake }) {
  const { t } = useTranslation()
  const nameOf = useNameOf()
  const { user, personId } = useSession()
  const { form, types, type, isUnclear, send, isBusy } = intake
  return (
    <Panel>
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          advisorId: personId,
          channel: 'counter',
          complaint: '',
          promiseAt: null,
          priority: 'normal',
        }}
        onFinish={() => void send(true)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send(true)
        }}
      >
        <Form.Item name="typeKey" label={t('field.order.typeKey')}>
          <Radio.Group
            optionType="button"
            className="svc-types"
            options={types.map((item) => ({ value: item.key, label: nameOf(item) }))}
          />
        </Form.Item>
        <WorkFields type={type} unclear={isUnclear} lastKm={intake.product?.mileageKm} />
        <Form.Item name="promiseAt" label={t('field.order.promiseAt')} extra={t('service.promiseHint')}>
          <PromiseInput />
        </Form.Item>
        <WhoFields advisor={personId ? { value: personId, label: user.name } : null}>
          <Form.Item name="receivedAt" label={t('field.order.receivedAt')}>
            <InstantInput placeholder={t('service.now')} allowClear />
          </Form.Item>
          <Form.Item
            name="unclear"
            valuePropName="checked"
            className="svc-span-2"
            label={t('field.order.unclear')}
          >
            <Checkbox>{t('service.markUnclear')}</Checkbox>
          </Form.Item>
        </WhoFields>
        {intake.error !== null && <ErrorNotice error={intake.error} />}
        <div className="fh-actions svc-submit">
          <Button type="primary" size="large" htmlType="submit" loading={isBusy}>
            {t('service.open')}
          </Button>
          <Button size="large" disabled={isBusy} onClick={() => void send(false)}>
            {t('service.saveDraft')}
          </Button>
          <span className="fh-quiet svc-desk">{t('service.openHint')}</span>
        </div>
      </Form>
    </Panel>
  )
}

/** SVC-1: takes a car in within a minute: one screen, the cursor in the finder, Ctrl+Enter opens the order. */
export function Component() {
  const { t } = useTranslation()
  const intake = useIntake()
  const { customer, product, visits } = intake
  const orders = visits.data?.items ?? []
  const hasParty = customer !== null || product !== null
  return (
    <>
      <PageHeader title={t('service.takeIn')} back={{ to: '/orders', label: t('nav.orders') }} />
      <div className="fh-grid">
        <div className="fh-column">
          <PartyPanel intake={intake} />
          {product && <DuplicateWarning orders={orders} />}
          <OrderForm intake={intake} />
        </div>
        <div className="fh-column">
          {hasParty ? (
            <Visits
              orders={orders}
              total={visits.data?.total ?? null}
              productId={product?.id ?? null}
              customerId={customer?.id ?? null}
              faultGroupKey={intake.faultGroupKey}
              returnOfId={intake.returnOf?.id ?? null}
              onReturn={intake.makeReturn}
            />
          ) : (
            <Panel title={t('service.visitsOfVehicle')}>
              <p className="fh-quiet">{t('service.visitsLater')}</p>
              <p className="fh-quiet svc-gap">
                <Link to="/orders?open=true">{t('service.seeOpen')}</Link>
              </p>
            </Panel>
          )}
        </div>
      </div>
      <PartyDrawer
        text={intake.fresh}
        customer={customer}
        onClose={() => intake.setFresh(null)}
        onDone={(party) => void intake.created(party)}
      />
    </>
  )
}
