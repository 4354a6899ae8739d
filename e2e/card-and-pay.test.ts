import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { newPage, openBrowser, shoot, shootFailures } from './support/browser'
import { clientOf, hire, unitOf, type Client } from './support/client'
import { startProduct, type Product } from './support/product'

const password = 'correct-horse-9'
let product: Product
let browser: Browser
let admin: Client
let page: Page
let complaints: string[]
shootFailures(() => page)
let advisor: string
let technician: string
let unitId: string
const month = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
}).format(new Date())

beforeAll(async () => {
  product = await startProduct({
    FUHENG_ADMIN_PASSWORD: password,
    FUHENG_PACK: 'dealer-4s',
    FUHENG_COMPANY: '华星汽车',
  })
  browser = await openBrowser()
  admin = await clientOf(product.url, 'admin', password)
  unitId = await unitOf(admin, 'front-desk')
  advisor = await hire(admin, {
    name: '周敏',
    employeeNo: 'SA01',
    position: 'service-advisor',
    login: 'zhoumin',
    password,
  })
  technician = await hire(admin, {
    name: '赵铁柱',
    employeeNo: 'T01',
    position: 'technician-1',
    login: 'zhao',
    password,
  })
  ;({ page, complaints } = await newPage(browser, product.url))
  await signIn(page, 'admin')
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

async function signIn(where: Page, login: string): Promise<void> {
  await where.goto('/')
  await where.getByLabel('登录名').fill(login)
  await where.locator('input[type=password]').fill(password)
  await where.getByRole('button', { name: '登录' }).click()
  await where.getByRole('navigation', { name: '菜单' }).waitFor()
}

const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString()

/** An order taken in three hours ago, settled and handed over now; late when its promise was an hour ago. */
async function serve(isLate: boolean, amount: string): Promise<string> {
  const customer = await admin.post('/customers', { name: `客户${amount}`, kind: 'person' })
  const plate = `粤A${amount.replace('.', '').padStart(5, '0').slice(0, 5)}`
  const car = await admin.post('/products', { customerId: customer.id, plate })
  let order = await admin.post('/orders', {
    typeKey: 'inspection',
    unitId,
    advisorId: advisor,
    customerId: customer.id,
    productId: car.id,
    mileageKm: 1000,
    receivedAt: hoursAgo(3),
    promiseAt: isLate ? hoursAgo(1) : new Date(Date.now() + 3_600_000).toISOString(),
  })
  const act = async (method: 'post' | 'put', path: string, body: object) => {
    order = await admin[method](`/orders/${order.id}/${path}`, { ...body, version: order.version })
  }
  await act('post', 'lines', { kind: 'labour', name: '全车检查', quantity: '1', unitPrice: amount })
  await act('put', 'workers', { workers: [{ personId: technician }] })
  for (const to of ['in_repair', 'ready']) await act('post', 'move', { to })
  await act('post', 'settle', {})
  await act('post', 'hand-over', {})
  return order.number
}

it('IND-3: the on-time rate on the board moves without reload; it opens its facts, a fact its order', async () => {
  await serve(false, '500.00')
  await page.goto('/indicators')
  const tile = page.getByRole('listitem').filter({ hasText: '准时交车率' })
  await tile.getByText('100').first().waitFor()
  await page.evaluate(() => Object.assign(globalThis, { stillTheSamePage: true }))
  const late = await serve(true, '620.00')
  await tile.getByText('50').first().waitFor()
  expect(await page.evaluate(() => 'stillTheSamePage' in globalThis)).toBe(true)
  await shoot(page, 'board')

  await tile.getByRole('link').first().click()
  await page.getByText(late).first().waitFor()
  await shoot(page, 'facts')
  await page.getByRole('link', { name: late }).first().click()
  await page.getByRole('heading', { name: late }).waitFor()
})

it('APR-14: the advisor’s card shows the rate with the late order behind the deduction', async () => {
  await admin.post('/appraisal/cards/open', { month, unitId })
  const { items } = await admin.get(`/appraisal/cards?month=${month}&personId=${advisor}`)
  await page.goto(`/appraisal/cards/${items[0].id}`)
  await page.getByText('准时').first().waitFor()
  await shoot(page, 'card')
  const card = await admin.get(`/appraisal/cards/${items[0].id}`)
  const onTime = card.sections
    .flatMap((section: any) => section.items)
    .find((item: any) => item.kind === 'per_excess')
  // Two handed over, one late: floor(0.04 × 2) = 0 allowed, one point off.
  expect(onTime).toBeTruthy()
  expect(Number(onTime.points)).toBe(-1)
})

it('PAY-3: the pay slip explains itself', async () => {
  const { items } = await admin.get(`/appraisal/cards?month=${month}&personId=${advisor}`)
  const mine = await clientOf(product.url, 'zhoumin', password)
  let card = await admin.get(`/appraisal/cards/${items[0].id}`)
  for (const item of card.sections.flatMap((section: any) => section.items))
    if (item.kind === 'band' && item.system === null)
      card = await admin.put(`/appraisal/cards/${card.id}/items/${item.key}`, {
        version: card.version,
        input: { value: '1' },
      })
  for (const verb of ['score', 'review'])
    card = await admin.post(`/appraisal/cards/${card.id}/${verb}`, { version: card.version })
  card = await mine.post(`/appraisal/cards/${card.id}/confirm`, { version: card.version })
  await admin.post(`/appraisal/cards/${card.id}/file`, { version: card.version })
  const made = await admin.post('/pay/runs', { month, unitId, schemeKey: 'advisor-output' })
  await page.goto(`/pay/runs/${made.id}`)
  await page.getByText('周敏').first().waitFor()
  await shoot(page, 'run')
  const run = await admin.get(`/pay/runs/${made.id}`)
  await page.goto(`/pay/slips/${run.items[0].id}`)
  await page.getByText('1120').first().waitFor()
  await shoot(page, 'slip')
  expect(complaints).toEqual([])
})

it('PLT-13: a technician gets 403 for a colleague’s card and pay', async () => {
  const other = await clientOf(product.url, 'zhao', password)
  const { items } = await admin.get(`/appraisal/cards?month=${month}&personId=${advisor}`)
  const slips = await admin.get('/pay/slips')
  for (const path of [`/appraisal/cards/${items[0].id}`, `/pay/slips/${slips.items[0].id}`]) {
    const answer = await fetch(`${product.url}/api/v1${path}`, { headers: { cookie: other.cookie } })
    expect(answer.status).toBe(403)
  }
})
