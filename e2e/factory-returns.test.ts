import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser, Locator, Page } from 'playwright-core'
import { newPage, openBrowser, press, shoot, shootFailures } from './support/browser'
import { clientOf, hire, unitOf, type Client } from './support/client'
import { startProduct, type Product } from './support/product'

const password = 'correct-horse-9'
let product: Product
let browser: Browser
let admin: Client
let page: Page
let complaints: string[]
let unitId: string
let faultGroupKey: string
const workers = { 老吴: '', 小孙: '' }
shootFailures(() => page)

// Last month: all of its days are over, whatever today is.
const month = monthBefore(new Date())
function monthBefore(now: Date): string {
  const [year = 0, number = 0] = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' })
    .format(now)
    .split('-')
    .map(Number)
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`
}
const at = (day: string): string => new Date(`${month}-${day}T09:00:00+08:00`).toISOString()

beforeAll(async () => {
  product = await startProduct({
    FUHENG_ADMIN_PASSWORD: password,
    FUHENG_PACK: 'manufacturer-field-service',
    FUHENG_COMPANY: '远航客车',
  })
  browser = await openBrowser()
  admin = await clientOf(product.url, 'admin', password)
  unitId = await unitOf(admin, 'return-workshop')
  faultGroupKey = (await admin.get('/orders/fault-groups')).items[0].key
  for (const [name, login] of [
    ['老吴', 'wu'],
    ['小孙', 'sun'],
  ] as const) {
    const employeeNo = `F-${login}`
    workers[name] = await hire(admin, { name, employeeNo, position: 'return-worker', login, password })
    await admin.post('/pay/salaries', {
      personId: workers[name],
      validFrom: '2026-01-01',
      positionSalary: name === '老吴' ? '4000' : '3000',
    })
  }
  ;({ page, complaints } = await newPage(browser, product.url))
  await signIn(page, 'admin')
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

const button = (name: string, within: Page | Locator = page) =>
  within.getByRole('button', { name, exact: true })
const drawer = () => page.getByRole('dialog')

async function signIn(where: Page, login: string): Promise<void> {
  await where.goto('/')
  await where.getByLabel('登录名').fill(login)
  await where.locator('input[type=password]').fill(password)
  await where.getByRole('button', { name: '登录' }).click()
  await where.getByRole('navigation', { name: '菜单' }).waitFor()
}

const newProduct = async (serial: string): Promise<string> => {
  const customer = await admin.post('/customers', { name: `客运${serial}`, kind: 'organisation' })
  return (await admin.post('/products', { customerId: customer.id, serial })).id
}

/** A product that came back to the works on one day and was finished on another, with 老吴 in the lead. */
async function comeBack(productId: string, came: string, finished: string): Promise<string> {
  let order = await admin.post('/orders', {
    typeKey: 'return',
    unitId,
    productId,
    faultGroupKey,
    complaint: '运行中异响，返厂检修',
    receivedAt: at(came),
  })
  const act = async (method: 'post' | 'put', path: string, body: object) => {
    order = await admin[method](`/orders/${order.id}/${path}`, { ...body, version: order.version })
  }
  await act('put', 'workers', { workers: [{ personId: workers.老吴, isLead: true }] })
  for (const to of ['in_repair', 'quality_check', 'ready'])
    await act('post', 'move', { to, occurredAt: at(finished) })
  return order.number
}

const tile = (name: string) => page.getByRole('listitem').filter({ hasText: name })

let late: string
let again: string

it('SVC-13: the two rates move on the board while products come back', async () => {
  const [first, second] = [await newProduct('YH-1001'), await newProduct('YH-1002')]
  await comeBack(first, '02', '05')
  await page.goto(`/indicators?period=${month}`)
  await tile('7日返修率').getByText('100').first().waitFor()
  await tile('二次返修率').getByText('0').first().waitFor()
  await page.evaluate(() => Object.assign(globalThis, { stillTheSamePage: true }))

  late = await comeBack(second, '03', '14')
  await tile('7日返修率').getByText('50').first().waitFor()
  again = await comeBack(first, '20', '22')
  await tile('7日返修率').getByText('66.67').first().waitFor()
  await tile('二次返修率').getByText('33.33').first().waitFor()
  expect(await page.evaluate(() => 'stillTheSamePage' in globalThis)).toBe(true)
  await shoot(page, 'factory-board')
})

it('IND-3: each rate opens its facts, a fact its order', async () => {
  await tile('二次返修率').getByRole('link').first().click()
  await page.getByRole('row').filter({ hasText: '二次返修' }).getByText(again).first().waitFor()
  await page.goto(`/indicators/return7_done_rate?period=${month}#facts`)
  await page.getByText(late).first().waitFor()
  await shoot(page, 'factory-facts')
  await page.getByRole('link', { name: late }).first().click()
  await page.getByRole('heading', { name: late }).waitFor()
  for (const text of ['YH-1002', '老吴']) await page.getByText(text).first().waitFor()
})

it('APR-2, APR-3, APR-4: the return workshop card shows band, deduction and the orders behind them', async () => {
  await page.goto('/appraisal/cards')
  await button('建立当月绩效卡').first().click()
  await chooseMonth()
  await button('建立绩效卡', drawer()).click()
  await page.getByRole('link', { name: '老吴' }).first().click()
  await page.getByRole('heading', { name: `老吴 ${month}` }).waitFor()

  const item = (name: string) =>
    page.getByRole('row').filter({ has: page.getByRole('cell', { name, exact: true }) })
  const seven = item('7日返修率')
  for (const text of ['66.6666%', '−20']) await seven.getByText(text, { exact: true }).first().waitFor()
  const second = item('二次返修率')
  for (const text of ['33.3333%', '−20']) await second.getByText(text, { exact: true }).first().waitFor()
  await shoot(page, 'factory-card')

  await seven.getByRole('button', { name: '1 条扣分 / 共 3 条' }).click()
  const line = drawer().getByRole('listitem').filter({ hasText: late })
  await line.getByText('返厂，未按期完成').waitFor()
  await shoot(page, 'factory-evidence')
  await page.keyboard.press('Escape')
  await second.getByRole('button', { name: '1 条扣分 / 共 4 条' }).click()
  await drawer().getByRole('listitem').filter({ hasText: again }).getByText('二次返修').waitFor()
  await line.getByText('返厂完成').waitFor()
  await page.keyboard.press('Escape')
  await drawer().waitFor({ state: 'hidden' })
})

/** The month of a drawer, typed and taken from the months shown. */
async function chooseMonth(): Promise<void> {
  const field = drawer().locator('.ant-picker input')
  await field.click()
  await field.fill(month)
  await page.locator(`.ant-picker-dropdown td[title="${month}"]`).click()
  await expect.poll(() => field.inputValue()).toBe(month)
}

/** Takes a step of the card and says yes. */
async function take(step: string, question: RegExp, next: Locator): Promise<void> {
  const asked = page.getByRole('dialog').filter({ hasText: question }).first()
  await press(button(step), asked)
  await press(asked.locator('.ant-btn-primary'), next)
}

it('APR-5, APR-6: rated, reviewed, confirmed by the worker, filed; the grade follows the score', async () => {
  await page.getByRole('button', { name: '填写 工作态度' }).click()
  await drawer().getByRole('combobox').click()
  await page.locator('.ant-select-item-option').filter({ hasText: '预先消除隐患' }).click()
  await button('保存', drawer()).click()
  await drawer().waitFor({ state: 'hidden' })
  // 20 + (30 − 20) + (30 − 20) + 10 + 10: an E starts below 60, 60 itself is a D.
  const total = page.getByRole('row').filter({ hasText: 'E：60 分以下' })
  await total.getByText('60', { exact: true }).waitFor()
  await total.getByText(/^D/).last().waitFor()

  const url = page.url()
  await take('提交评分', /提交后不能再改分/, button('审核通过'))
  await take('审核通过', /确认审核通过/, button('代为确认'))
  const own = await newPage(browser, product.url)
  await signIn(own.page, 'wu')
  const adminPage = page
  page = own.page
  await page.goto(url)
  await take('确认结果', /确认本月考核结果/, page.getByText('员工已确认').first())
  page = adminPage
  await take('备案', /确认备案/, page.getByText('已备案').first())
  await shoot(page, 'factory-card-filed')
  expect(own.complaints).toEqual([])
})

/** 小孙 had no returns: nothing is taken off. By the API, as the way has just been walked. */
async function finishOther(): Promise<void> {
  const sun = await clientOf(product.url, 'sun', password)
  const list = await admin.get(`/appraisal/cards?month=${month}&personId=${workers.小孙}`)
  let card = await admin.get(`/appraisal/cards/${list.items[0].id}`)
  const input = { level: 'prevents' }
  card = await admin.put(`/appraisal/cards/${card.id}/items/attitude_level`, { version: card.version, input })
  for (const verb of ['score', 'review'])
    card = await admin.post(`/appraisal/cards/${card.id}/${verb}`, { version: card.version })
  expect(card.total).toBe('100')
  card = await sun.post(`/appraisal/cards/${card.id}/confirm`, { version: card.version })
  await admin.post(`/appraisal/cards/${card.id}/file`, { version: card.version })
}

it('PAY-1, PAY-2: the pool is shared by standard and score, and each slip says how', async () => {
  await finishOther()
  await page.goto('/pay/runs')
  await page.getByRole('button', { name: '新建核算' }).first().click()
  await chooseMonth()
  for (const [label, text] of [
    ['部门', '返修组'],
    ['方案', '部门绩效薪资分配'],
  ] as const) {
    const field = drawer().getByLabel(label)
    await field.click()
    await page.locator('.ant-select-dropdown:visible').getByText(text, { exact: true }).click()
  }
  await button('新建核算', drawer()).click()
  // S = 30 % of 4000 and 3000; f = 0.6 and 1; pool 2100: 1200·0.6 and 900·1 of 1620.
  const rowOf = (name: string) => page.getByRole('row').filter({ has: page.getByRole('link', { name }) })
  await rowOf('老吴').getByText('933').first().waitFor()
  await rowOf('小孙').getByText('1,167').first().waitFor()
  await shoot(page, 'factory-run')
  await rowOf('老吴').getByRole('link', { name: '老吴' }).click()
  for (const text of ['4000.00 × 0.3', '60 ÷ 100', '2100.00 × 1', '1200.00 × 0.6 ÷ 1620 × 2100', '¥933.00'])
    await page.getByText(text).first().waitFor()
  await shoot(page, 'factory-slip')
  await page.getByRole('link', { name: '绩效卡' }).last().click()
  await page.getByRole('heading', { name: `老吴 ${month}` }).waitFor()
  expect(complaints).toEqual([])
})
