import { describe, expect, it } from 'vitest'
import { testHouse } from '../../../tests/support/house'
import { openShop } from '../../../tests/support/orders'
import { verifyService } from './verify'

const house = testHouse()
const newShop = async () => openShop(await house.newCompany())
const at = (time: string) => new Date(`2026-10-${time}:00+08:00`).toISOString()
const clock = (time: string) => house.setNow(at(time))

describe('SVC-1: intake', () => {
  it('numbers in the order of arrival, by month, and keeps channel, promise and words', async () => {
    clock('05T09:00')
    const shop = await newShop()
    const first = await shop.open({ channel: 'phone', promiseAt: at('05T17:00') })
    const second = await shop.open()
    expect([first.number, second.number]).toEqual(['GD202610-000001', 'GD202610-000002'])
    expect(first).toMatchObject({
      state: 'accepted',
      channel: 'phone',
      advisorId: shop.advisor.personId,
      promiseAt: at('05T17:00'),
      customerName: '车主粤A12345',
      plate: '粤A12345',
      onTime: null,
      onTimeWhy: 'not_handed_over',
    })
    expect(first.promises).toMatchObject([{ seq: 1, counts: true, because: 'first_promise' }])
    expect(second.onTimeWhy).toBe('no_promise')
  })

  it('an unclear request keeps its place and waits until it is clarified', async () => {
    const shop = await newShop()
    const order = await shop.open({ unclear: true, complaint: '' })
    const workers = [{ personId: shop.technician.personId }]
    const refused = await shop.advisor.put(`/orders/${order.id}/workers`, { version: order.version, workers })
    expect(refused).toMatchObject({ status: 422, data: { reason: 'service.still_unclear' } })
    const clear = await shop.act(order, 'clarify', { clarification: '前轮刹车片异响' })
    const missing = await shop.advisor.put(`/orders/${order.id}/workers`, { version: clear.version, workers })
    expect(missing).toMatchObject({
      status: 422,
      data: { reason: 'service.fields_missing', details: { missing: ['fault_description'] } },
    })
  })

  it('refuses an order that lacks what its type needs, and names it', async () => {
    const shop = await newShop()
    const body = { typeKey: 'accident', unitId: shop.unitId, complaint: '追尾' }
    const refused = await shop.advisor.post('/orders', body)
    expect(refused.data.details.missing).toEqual(['plate', 'mileage', 'insurer', 'claim_no'])
    expect((await shop.advisor.post('/orders', { ...body, accept: false })).data.state).toBe('draft')
  })

  it('refuses what does not exist, naming the field, and a receipt in the future', async () => {
    clock('05T09:00')
    const shop = await newShop()
    const ghost = { typeKey: 'repair', unitId: shop.unitId, faultGroupKey: 'ghost', accept: false }
    expect(await shop.advisor.post('/orders', ghost)).toMatchObject({
      status: 400,
      data: { reason: 'service.unknown_reference', details: { fields: [{ path: 'faultGroupKey' }] } },
    })
    const late = { typeKey: 'repair', unitId: shop.unitId, accept: false, receivedAt: at('05T09:01') }
    expect(await shop.advisor.post('/orders', late)).toMatchObject({
      status: 422,
      data: { reason: 'service.time_in_future' },
    })
  })

  it('is refused for a unit that the permission does not reach, and without the permission', async () => {
    const shop = await newShop()
    const caller = await shop.company.hire('follow-up-caller')
    const body = { typeKey: 'repair', unitId: shop.workshopId, advisorId: null, accept: false }
    expect((await shop.advisor.post('/orders', body)).status).toBe(403)
    expect((await caller.post('/orders', body)).status).toBe(403)
  })
})

describe('SVC-2: states', () => {
  it('goes its way from accepted to closed, and every step says when it happened and when it was recorded', async () => {
    clock('05T09:00')
    const shop = await newShop()
    let order = await shop.open({ promiseAt: at('05T17:00') })
    clock('05T15:00')
    order = await shop.repaired(order)
    expect(order).toMatchObject({ state: 'ready', finishedAt: at('05T15:00') })
    order = await shop.act(order, 'settle')
    clock('05T16:30')
    order = await shop.act(order, 'hand-over', { handedOverAt: at('05T16:00') })
    expect(order).toMatchObject({
      state: 'handed_over',
      handedOverAt: at('05T16:00'),
      onTime: true,
      onTimeWhy: 'in_time',
    })
    order = await shop.act(order, 'close')
    const steps = order.stateMoves.map((move: { toState: string }) => move.toState)
    expect(steps).toEqual([
      'accepted',
      'assigned',
      'in_repair',
      'quality_check',
      'ready',
      'settled',
      'handed_over',
      'closed',
    ])
    expect(order.stateMoves[6]).toMatchObject({ occurredAt: at('05T16:00'), recordedAt: at('05T16:30') })
  })

  it('refuses an illegal move and names the legal ones', async () => {
    const shop = await newShop()
    const order = await shop.open()
    const refused = await shop.advisor.post(`/orders/${order.id}/move`, {
      to: 'ready',
      version: order.version,
    })
    expect(refused).toMatchObject({
      status: 422,
      data: {
        reason: 'service.illegal_move',
        details: { from: 'accepted', to: 'ready', allowed: ['assigned', 'cancelled'] },
      },
    })
    expect((await shop.advisor.post(`/orders/${order.id}/settle`, { version: order.version })).status).toBe(
      422,
    )
  })

  it('a type without inspection goes from repair to ready', async () => {
    const shop = await newShop()
    let order = await shop.open({ typeKey: 'inspection' })
    order = await shop.act(order, 'workers', { workers: [{ personId: shop.technician.personId }] })
    order = await shop.act(order, 'move', { to: 'in_repair' })
    expect(order.moves).toEqual(['ready', 'waiting_customer'])
    expect((await shop.act(order, 'move', { to: 'ready' })).state).toBe('ready')
  })

  it('a rework takes the finish back', async () => {
    const shop = await newShop()
    const ready = await shop.repaired(await shop.open())
    const again = await shop.act(ready, 'move', { to: 'in_repair', reason: '试车发现异响仍在' })
    expect(again).toMatchObject({ state: 'in_repair', finishedAt: null })
  })

  it('times said by people stay within bounds', async () => {
    clock('05T09:00')
    const shop = await newShop()
    const order = await shop.open()
    const cancel = (occurredAt: string) =>
      shop.advisor.post(`/orders/${order.id}/cancel`, {
        version: order.version,
        reason: '客户改期',
        occurredAt,
      })
    expect((await cancel(at('05T09:01'))).data.reason).toBe('service.time_in_future')
    expect((await cancel(at('05T08:59'))).data.reason).toBe('service.time_before_received')
    expect((await cancel(at('05T09:00'))).data).toMatchObject({
      state: 'cancelled',
      cancelReason: '客户改期',
    })
  })

  it('of two who change it at once one succeeds; the other gets the record and the fields that differ', async () => {
    const shop = await newShop()
    const order = await shop.open()
    const edit = (complaint: string) =>
      shop.advisor.patch(`/orders/${order.id}`, { complaint, mileageKm: 52000, version: order.version })
    const answers = await Promise.all([edit('刹车偏软'), edit('刹车抖动')])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
    const lost = answers.find((answer) => answer.status === 409)!
    const won = answers.find((answer) => answer.status === 200)!
    expect(lost.data).toMatchObject({ kind: 'conflict', reason: 'service.version_moved' })
    expect(lost.data.details.changed).toEqual(['complaint'])
    expect(lost.data.details.current).toMatchObject({
      complaint: won.data.complaint,
      version: order.version + 1,
    })
  })

  it('of two moves at once exactly one happens', async () => {
    const shop = await newShop()
    const order = await shop.open()
    const answers = await Promise.all([
      shop.advisor.post(`/orders/${order.id}/cancel`, { version: order.version, reason: '客户不修了' }),
      shop.advisor.put(`/orders/${order.id}/workers`, {
        version: order.version,
        workers: [{ personId: shop.technician.personId }],
      }),
    ])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
    const { data } = await shop.advisor.get(`/orders/${order.id}`)
    expect(data.stateMoves).toHaveLength(2)
  })

  it('an edit keeps what the type needs and the editor within reach', async () => {
    const shop = await newShop()
    const order = await shop.open()
    const edit = (change: object) =>
      shop.advisor.patch(`/orders/${order.id}`, { version: order.version, ...change })
    expect((await edit({ complaint: '' })).data.reason).toBe('service.fields_missing')
    expect((await edit({ unitId: shop.workshopId, advisorId: null })).status).toBe(403)
    const good = await edit({ complaint: '刹车偏软', details: { campaign: '秋季检测' } })
    expect(good.data).toMatchObject({ complaint: '刹车偏软', details: { campaign: '秋季检测' }, version: 2 })
    expect(good.data.timeline[0]).toMatchObject({
      action: 'service.order_edited',
      changes: { complaint: ['刹车异响', '刹车偏软'] },
    })
  })
})

describe('SVC-2, IND-1: people at work', () => {
  it('shares add to one, exactly one leads, and dispatch is a move', async () => {
    const shop = await newShop()
    const third = await shop.company.hire('technician-1', '孙亮')
    const order = await shop.act(await shop.open(), 'workers', {
      workers: [shop.technician, shop.second, third].map(({ personId }) => ({ personId })),
    })
    expect(order.state).toBe('assigned')
    expect(order.workers.map((worker: { share: string }) => worker.share)).toEqual([
      '0.333334',
      '0.333333',
      '0.333333',
    ])
    expect(order.workers.filter((worker: { isLead: boolean }) => worker.isLead)).toHaveLength(1)
    const back = await shop.act(order, 'move', { to: 'accepted', reason: '换班组' })
    expect(back.workers).toEqual([])
    expect(back.timeline.some((entry: { note: string }) => entry.note === '换班组')).toBe(true)
  })

  it('refuses two leads, one person twice, and an order in repair without anybody', async () => {
    const shop = await newShop()
    const order = await shop.open()
    const { personId } = shop.technician
    const put = (workers: object[]) =>
      shop.advisor.put(`/orders/${order.id}/workers`, { version: order.version, workers })
    expect((await put([{ personId }, { personId }])).data.reason).toBe('service.worker_twice')
    const leads = [personId, shop.second.personId].map((id) => ({ personId: id, isLead: true }))
    expect((await put(leads)).data.reason).toBe('service.more_than_one_lead')
    const assigned = await shop.act(order, 'workers', { workers: [{ personId }] })
    const none = await shop.advisor.put(`/orders/${order.id}/workers`, {
      version: assigned.version,
      workers: [],
    })
    expect(none.data.reason).toBe('service.no_worker')
  })

  it('ORG-7: a technician sees and moves the own orders only', async () => {
    const shop = await newShop()
    const mine = await shop.act(await shop.open(), 'workers', {
      workers: [{ personId: shop.technician.personId }],
    })
    const other = await shop.open()
    expect((await shop.technician.get(`/orders/${mine.id}`)).data.can).toMatchObject({
      move: true,
      settle: false,
    })
    expect((await shop.technician.get(`/orders/${other.id}`)).status).toBe(403)
    expect((await shop.technician.get('/orders')).data.items.map((row: { id: string }) => row.id)).toEqual([
      mine.id,
    ])
    const move = await shop.technician.post(`/orders/${other.id}/cancel`, {
      version: other.version,
      reason: '挑单',
    })
    expect(move.status).toBe(403)
  })
})

describe('SVC-8: promises and additions', () => {
  const yes = {
    channel: 'phone',
    who: '车主本人',
    evidenceKind: 'call_note',
    evidenceText: '同意更换，明早取车',
  }
  const inRepair = async () => {
    clock('05T09:00')
    const shop = await newShop()
    let order = await shop.open({ promiseAt: at('05T17:00') })
    order = await shop.act(order, 'workers', { workers: [{ personId: shop.technician.personId }] })
    return { shop, order: await shop.act(order, 'move', { to: 'in_repair' }) }
  }
  const propose = {
    description: '更换后刹车片',
    promiseAt: at('06T11:00'),
    lines: [{ kind: 'part', name: '后刹车片', quantity: '2', unitPrice: '180.00' }],
  }

  it('an addition confirmed in time gives a new promise that counts, and its lines count', async () => {
    const { shop, order } = await inRepair()
    let now = await shop.act(order, 'additions', propose)
    expect(now).toMatchObject({ promiseAt: at('05T17:00'), total: '0.00' })
    clock('05T15:10')
    now = await shop.act(now, `additions/${now.additions[0].id}/confirm`, { ...yes, saidAt: at('05T15:00') })
    expect(now).toMatchObject({ promiseAt: at('06T11:00'), promiseSeq: 2, total: '360.00' })
    expect(now.promises).toMatchObject([
      { seq: 1, counts: false, because: 'replaced', replacedBy: 2 },
      {
        seq: 2,
        counts: true,
        confirmedSaidAt: at('05T15:00'),
        confirmedRecordedAt: at('05T15:10'),
        backDated: true,
        evidenceKind: 'call_note',
      },
    ])
  })

  it('a confirmation entered after the promise had passed is kept and never used, whatever time is told', async () => {
    const { shop, order } = await inRepair()
    let now = await shop.act(order, 'additions', propose)
    clock('05T17:05')
    now = await shop.act(now, `additions/${now.additions[0].id}/confirm`, { ...yes, saidAt: at('05T16:50') })
    expect(now).toMatchObject({ promiseAt: at('05T17:00'), promiseSeq: 1, overdue: true })
    expect(now.promises[1]).toMatchObject({
      confirmed: true,
      counts: false,
      because: 'confirmed_after_replaced_promise',
    })
  })

  it('another time without an addition never counts, not even confirmed', async () => {
    const { shop, order } = await inRepair()
    let now = await shop.act(order, 'promises', { at: at('07T12:00'), note: '工位紧张' })
    now = await shop.act(now, `promises/${now.promises[1].id}/confirm`, yes)
    expect(now).toMatchObject({ promiseAt: at('05T17:00') })
    expect(now.promises[1]).toMatchObject({ reason: 'other', confirmed: true, because: 'not_an_addition' })
    const again = await shop.advisor.post(`/orders/${now.id}/promises/${now.promises[1].id}/confirm`, {
      ...yes,
      version: now.version,
    })
    expect(again.data.reason).toBe('service.already_confirmed')
  })

  it('a refused addition and its lines stay in view and do not count; it cannot be decided twice', async () => {
    const { shop, order } = await inRepair()
    let now = await shop.act(order, 'additions', propose)
    const [addition] = now.additions
    now = await shop.act(now, `additions/${addition.id}/refuse`, { note: '下次再换' })
    expect(now).toMatchObject({
      total: '0.00',
      additions: [{ state: 'refused' }],
      lines: [{ counts: false }],
    })
    const confirm = await shop.advisor.post(`/orders/${now.id}/additions/${addition.id}/confirm`, {
      ...yes,
      version: now.version,
    })
    expect(confirm).toMatchObject({ status: 422, data: { reason: 'service.addition_decided' } })
  })

  it('an addition needs a first promise to change, and work may not begin before the first one is given', async () => {
    const shop = await newShop()
    let order = await shop.open()
    order = await shop.act(order, 'workers', { workers: [{ personId: shop.technician.personId }] })
    order = await shop.act(order, 'move', { to: 'in_repair' })
    const addition = await shop.advisor.post(`/orders/${order.id}/additions`, {
      ...propose,
      version: order.version,
    })
    expect(addition.data.reason).toBe('service.no_first_promise')
    const first = await shop.advisor.post(`/orders/${order.id}/promises`, {
      at: at('09T12:00'),
      version: order.version,
    })
    expect(first.data.reason).toBe('service.first_promise_too_late')
  })
})

describe('SVC-9: on time', () => {
  const signature = { signedBy: '车主本人', evidence: '委托书签字' }
  const late = async ({ isSigned = false } = {}) => {
    clock('05T09:00')
    const shop = await newShop()
    let order = await shop.repaired(await shop.open({ promiseAt: at('05T17:00') }))
    order = await shop.act(order, 'customer-cause', { note: '顾客出差，明天取车' })
    if (isSigned) order = await shop.act(order, 'customer-cause/sign', signature)
    clock('06T10:00')
    order = await shop.act(await shop.act(order, 'settle'), 'hand-over')
    return { shop, order }
  }

  it('marked, signed and not rejected counts as on time; each step is judged at once', async () => {
    const { shop, order: signed } = await late({ isSigned: true })
    expect(signed).toMatchObject({ onTime: true, onTimeWhy: 'customer_caused_on_time' })
    const manager = await shop.company.hire('service-manager')
    const rejected = await shop.act(
      signed,
      'spot-check',
      { result: 'rejected', note: '客户称未签字' },
      manager,
    )
    expect(rejected).toMatchObject({
      onTime: false,
      onTimeWhy: 'customer_caused_rejected',
      spotCheck: 'rejected',
    })
    const list = await shop.admin.get('/orders?customerCaused=true&spotCheck=rejected')
    expect(list.data.total).toBe(1)
  })

  it('a signature that comes after the car has gone is kept, but the order stays late', async () => {
    const { shop, order } = await late()
    expect(order).toMatchObject({ onTime: false, onTimeWhy: 'customer_caused_not_signed' })
    clock('16T10:00')
    const signed = await shop.act(order, 'customer-cause/sign', signature)
    expect(signed).toMatchObject({
      onTime: false,
      onTimeWhy: 'customer_caused_afterwards',
      causedSignedBy: '车主本人',
    })
  })

  it('the spot check is the manager’s and the follow-up answer the caller’s', async () => {
    const { shop, order } = await late()
    const check = await shop.advisor.post(`/orders/${order.id}/spot-check`, {
      version: order.version,
      result: 'accepted',
    })
    expect(check.status).toBe(403)
    const answer = await shop.advisor.post(`/orders/${order.id}/follow-up-answer`, {
      version: order.version,
      answer: 'yes',
    })
    expect(answer.status).toBe(403)
  })

  it('the customer’s "no" makes it late in any case', async () => {
    const { shop, order: signed } = await late({ isSigned: true })
    const caller = await shop.company.hire('follow-up-caller')
    const no = await shop.act(signed, 'follow-up-answer', { answer: 'no' }, caller)
    expect(no).toMatchObject({ onTime: false, onTimeWhy: 'customer_says_late' })
    const back = await shop.act(no, 'follow-up-answer', { answer: null }, caller)
    expect(back.onTime).toBe(true)
  })

  it('an order without a promise is its own group', async () => {
    clock('05T09:00')
    const shop = await newShop()
    const order = await shop.act(
      await shop.act(await shop.repaired(await shop.open()), 'settle'),
      'hand-over',
    )
    expect(order).toMatchObject({ onTime: null, onTimeWhy: 'no_promise' })
    expect((await shop.admin.get('/orders?onTime=none&onTimeWhy=no_promise')).data.total).toBe(1)
    expect(await shop.company.within(verifyService)).toEqual([])
  })
})
