import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser, Locator, Page } from 'playwright-core'
import { newPage, openBrowser, press, shoot, shootFailures } from './support/browser'
import { startProduct, type Product } from './support/product'

let product: Product
let browser: Browser
let page: Page
let complaints: string[]
shootFailures(() => page)

beforeAll(async () => {
  product = await startProduct()
  browser = await openBrowser()
  ;({ page, complaints } = await newPage(browser, product.url))
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

const button = (name: string, within: Page | Locator = page) =>
  within.getByRole('button', { name, exact: true })
const drawer = () => page.getByRole('dialog')
const panel = (title: string) =>
  page.locator('section').filter({ has: page.getByRole('heading', { name: title, exact: true }) })

/** Calls the API as the user of the page. */
async function api<T>(method: 'GET' | 'POST', path: string, data?: unknown): Promise<T> {
  const answer = await page.request.fetch(`/api/v1${path}`, {
    method,
    data,
    headers: method === 'POST' ? { 'Idempotency-Key': crypto.randomUUID(), Origin: product.url } : {},
  })
  expect(answer.status(), `${method} ${path}: ${await answer.text()}`).toBeLessThan(300)
  return answer.json() as Promise<T>
}

/** Picks from a select of the form: opens it, types, takes the first match. */
async function pick(field: Locator, text: string): Promise<void> {
  await field.click()
  await field.fill(text)
  await page.locator('.ant-select-item-option').filter({ hasText: text }).first().click()
}

async function hire(name: string, employeeNo: string, position: string): Promise<void> {
  const { items } = await api<{ items: { id: string; name: string }[] }>(
    'GET',
    `/org/positions?limit=100&q=${encodeURIComponent(position)}`,
  )
  await api('POST', '/org/people', { name, employeeNo, positionId: items[0]!.id, from: '2026-01-01' })
}

it('PLT-18: a dealer is set up on one page', async () => {
  await page.goto('/')
  await page.getByLabel('公司名称').fill('华星汽车')
  await page.getByRole('radio', { name: /4S/ }).check()
  await page.getByLabel('管理员姓名').fill('站长老郑')
  const passwords = page.locator('input[type=password]')
  await passwords.nth(0).fill('correct-horse-9')
  await passwords.nth(1).fill('correct-horse-9')
  await button('创建公司并进入系统').click()
  await page.getByRole('navigation', { name: '菜单' }).getByRole('link', { name: '接车' }).waitFor()
  await hire('周敏', 'SA01', '服务顾问')
  await hire('赵铁柱', 'T01', '修理工')
})

it('SVC-1: an unknown car is taken in on one screen', async () => {
  await page.getByRole('navigation', { name: '菜单' }).getByRole('link', { name: '接车' }).click()
  await page.getByLabel('车牌、VIN、姓名、拼音或电话，输入任意一段').fill('粤A88888')
  await page.getByText('新建客户与车辆').waitFor()
  await page.keyboard.press('Enter')
  await drawer().getByLabel('客户姓名或单位').fill('李明')
  await drawer().getByLabel('联系电话').fill('13800138000')
  expect(await drawer().getByLabel('车牌号').inputValue()).toBe('粤A88888')
  await button('新建', drawer()).click()
  await page.getByText('第一次进厂').waitFor()

  await page.getByText('日常维修', { exact: true }).click()
  await page.getByLabel('客户描述').fill('刹车异响，低速时明显')
  await page.getByLabel('里程（公里）').fill('36500')
  await pick(page.getByLabel('故障类别'), '制动')
  await button('+2 小时').click()
  await pick(page.getByLabel('服务顾问'), '周敏')
  expect(await page.getByLabel('联系人').inputValue()).toBe('李明')
  await shoot(page, 'intake')
  await button('开单').click()

  await page.getByRole('heading', { name: /^GD\d{6}-\d{6}$/ }).waitFor()
  const sheet = panel('委托书')
  for (const text of ['粤A88888', '李明', '13800138000', '36,500', '周敏', '制动', '刹车异响，低速时明显'])
    await sheet.getByText(text, { exact: true }).first().waitFor()
  await panel('约定交车时间与准时判定').getByText('委托书上的约定时间').waitFor()
  await page
    .getByText(/^还有 1 小时 5\d 分$|^还有 2 小时 0\d 分$/)
    .first()
    .waitFor()
})

it('SVC-2: the foreman assigns, the technician begins', async () => {
  await button('派工').first().click()
  await pick(drawer().getByLabel('添加技师：姓名、拼音或工号'), '赵铁柱')
  await drawer().getByRole('radio', { name: '主修' }).waitFor()
  await button('确定', drawer()).click()
  await press(button('开工'), button('完工送检'))
  await panel('派工').getByText('100%').waitFor()
})

it('SVC-14: lines are entered one after the other', async () => {
  const entry = page.getByRole('form', { name: '添加项目' })
  for (const [name, price] of [
    ['制动系统检查', '120'],
    ['清洗制动器', '80'],
  ] as const) {
    await entry.getByLabel('项目名称').fill(name)
    await entry.getByLabel('单价').fill(price)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: `修改“${name}”` }).waitFor()
  }
  await panel('维修项目').getByText('¥200.00').waitFor()
})

it('SVC-8: an addition moves the promise once the customer has confirmed it', async () => {
  await button('增项').click()
  await drawer().getByLabel('增项内容').fill('前制动片磨损到极限，建议更换')
  await button('添加项目', drawer()).click()
  await drawer().getByLabel('项目名称').fill('前制动片')
  await drawer().getByLabel('单价').fill('680')
  await button('明天 12:00', drawer()).click()
  await button('保存', drawer()).click()

  const promises = panel('约定交车时间与准时判定')
  await promises.getByText('客户尚未确认').waitFor()
  await panel('维修项目').getByText('增项 1 未确认，不计入').waitFor()
  await panel('维修项目').getByText('¥200.00').waitFor()

  await button('客户确认', panel('增项')).click()
  await drawer()
    .getByText(/保存时记为确认时间/)
    .first()
    .waitFor()
  expect(await drawer().getByLabel('确认人').inputValue()).toBe('李明')
  await drawer().getByLabel('凭证内容').fill('致电李明，同意更换前制动片，改为明天 12:00 取车')
  await button('记录客户确认', drawer()).click()

  await promises.getByText('增项，客户及时确认').waitFor()
  await promises.getByText(/已被后来的约定替代/).waitFor()
  await panel('维修项目').getByText('¥880.00').waitFor()
  await shoot(page, 'addition')
})

it('SVC-14: settling sums up by category, with a discount within the authority', async () => {
  await press(button('完工送检'), button('质检合格'))
  await press(button('质检合格'), button('结算').first())
  await button('结算').first().click()
  await drawer().getByLabel('“清洗制动器”的优惠').fill('30')
  await page.keyboard.press('Enter')
  await drawer().getByText('¥850.00').waitFor()
  await shoot(page, 'settle')
  await button('结算', drawer()).click()
  await panel('结算单').getByText('850.00').first().waitFor()
})

it('SVC-9: handed over before the promise that counts, the order is on time and says why', async () => {
  await button('交车').first().click()
  await button('交车', drawer()).click()
  const judgement = panel('约定交车时间与准时判定')
  await judgement.getByText('准时', { exact: true }).waitFor()
  await judgement.getByText('在约定时间内交车').waitFor()
  await shoot(page, 'handed-over')

  await button('记录答复').click()
  await drawer().getByRole('radio', { name: '未准时' }).check()
  await button('保存', drawer()).click()
  await judgement.getByText('客户回访反映未准时').waitFor()
  await button('更改答复').click()
  await drawer().getByRole('radio', { name: '准时', exact: true }).check()
  await button('保存', drawer()).click()
  await judgement.getByText('在约定时间内交车').waitFor()
})

it('PLT-1, PLT-3: the list finds the order by any fragment and keeps its filters in the address', async () => {
  await page.goto('/orders')
  await page.getByRole('link', { name: '历史' }).click()
  await page.locator('a[aria-current=page]', { hasText: '历史' }).waitFor()
  await page.getByLabel('工单号、车牌、VIN、客户、电话').fill('liming')
  await page.waitForURL(/[?&]q=liming/)
  await page.getByText('共 1 条').waitFor()
  const row = page.getByRole('row').filter({ hasText: '粤A88888' })
  for (const text of ['已交付', '李明', '周敏', '赵铁柱', '850.00', '准时'])
    await row.getByText(text, { exact: true }).first().waitFor()
  await page.reload()
  await page.getByText('共 1 条').waitFor()
  expect(await page.getByLabel('工单号、车牌、VIN、客户、电话').inputValue()).toBe('liming')
  expect(await page.getByRole('link', { name: '历史' }).getAttribute('aria-current')).toBe('page')
  await page.getByLabel('工单号、车牌、VIN、客户、电话').fill('nobody-like-this')
  await page.getByText('没有符合条件的记录').waitFor()
})

it('PLT-6: the same order reads well on a phone', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/orders')
  await page.getByRole('link', { name: /^GD/ }).click()
  await panel('委托书').waitFor()
  const width = await page.locator('html').evaluate((html) => html.scrollWidth)
  expect(width).toBeLessThanOrEqual(390)
  await shoot(page, 'order-phone')
  expect(complaints).toEqual([])
})
