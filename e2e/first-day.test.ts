import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser, Locator, Page } from 'playwright-core'
import { newPage, openBrowser, shoot, shootFailures } from './support/browser'
import { startProduct, type Product } from './support/product'

let product: Product
let browser: Browser
let page: Page
let complaints: string[]
let oneTime: string
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
const menu = (name: string) =>
  page.getByRole('navigation', { name: '菜单' }).getByRole('link', { name, exact: true })

it('PLT-18: a dealer is set up on the first page', async () => {
  await page.goto('/')
  await page.getByLabel('公司名称').fill('华星汽车')
  expect(await page.title()).toContain('服衡')
  await page.getByRole('radio', { name: /4S/ }).check()
  await page.getByLabel('管理员姓名').fill('站长老郑')
  const passwords = page.locator('input[type=password]')
  await passwords.nth(0).fill('correct-horse-9')
  await passwords.nth(1).fill('correct-horse-9')
  await shoot(page, 'setup')
  await button('创建公司并进入系统').click()
  await page.getByRole('navigation', { name: '菜单' }).waitFor()
})

it('ORG-1: the units stand there as a tree, a unit with where it stood; a new one goes below another', async () => {
  await page.goto('/org/units')
  const tree = page.getByRole('table', { name: '组织架构' })
  const row = (name: string) => tree.getByRole('row').filter({ hasText: name })
  for (const unit of ['前台', '车间', '班组一', '备件部']) await row(unit).first().waitFor()
  await shoot(page, 'units')
  await tree.getByRole('button', { name: '前台', exact: true }).click()
  await drawer().getByText('至今').first().waitFor()
  await page.keyboard.press('Escape')

  await button('“前台”的操作').click()
  await page.getByRole('menuitem', { name: '新建下级部门' }).click()
  await drawer().getByLabel('部门', { exact: true }).fill('夜班前台')
  await drawer().getByLabel('编码').fill('night-desk')
  await button('新建', drawer()).click()
  await row('夜班前台').waitFor()
})

it('ORG-2, ORG-3: a position with its duties, its superior and its roles', async () => {
  await menu('岗位').click()
  await page.getByRole('link', { name: '服务顾问（SA）' }).first().click()
  await page.getByRole('heading', { name: '服务顾问' }).first().waitFor()
  for (const heading of ['岗位职责', '任职人员']) await page.getByText(heading).first().waitFor()
  await shoot(page, 'position')
})

it('ORG-4: an advisor is hired with a login that has a one-time password', async () => {
  await menu('人员').click()
  await page.getByRole('button', { name: '新建人员' }).first().click()
  await drawer().getByLabel('姓名').fill('周敏')
  await drawer().getByLabel('工号').fill('SA01')
  const position = drawer().getByLabel('岗位')
  await position.click()
  await position.fill('服务顾问')
  await page.locator('.ant-select-item-option').filter({ hasText: '服务顾问' }).first().click()
  await button('新建', drawer()).click()
  await page.getByRole('heading', { name: '周敏' }).waitFor()
  await page.getByRole('link', { name: '服务顾问' }).first().waitFor()

  await button('开通账号').click()
  await drawer().getByLabel('登录名').fill('zhoumin')
  await button('新建', drawer()).click()
  const secret = page.getByText(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/)
  await secret.waitFor()
  oneTime = (await secret.innerText()).trim()
  await shoot(page, 'one-time-password')
})

it('PLT-13: the advisor signs in, chooses a password and sees the own work, not the organisation’s', async () => {
  const mine = await newPage(browser, product.url)
  page = mine.page
  await page.goto('/')
  await page.getByLabel('登录名').fill('zhoumin')
  await page.locator('input[type=password]').fill(oneTime)
  await button('登录').click()
  const passwords = page.locator('input[type=password]')
  await passwords.nth(2).waitFor()
  await passwords.nth(0).fill(oneTime)
  await passwords.nth(1).fill('battery-staple-7')
  await passwords.nth(2).fill('battery-staple-7')
  await page.locator('button[type=submit]').click()
  await menu('接车').waitFor()
  expect(await menu('登录账号').count()).toBe(0)
  await shoot(page, 'advisor-first-day')
  expect([...complaints, ...mine.complaints]).toEqual([])
})
