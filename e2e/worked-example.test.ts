import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { newPage, openBrowser, shoot, shootFailures } from './support/browser'
import { clientOf, hire, unitOf, type Client } from './support/client'
import { startProduct, type Product } from './support/product'

const password = 'correct-horse-9'
const month = '2026-05'
let product: Product
let browser: Browser
let admin: Client
let page: Page
let complaints: string[]
shootFailures(() => page)

beforeAll(async () => {
  product = await startProduct({
    FUHENG_ADMIN_PASSWORD: password,
    FUHENG_PACK: 'manufacturer-field-service',
    FUHENG_COMPANY: '远航客车',
  })
  browser = await openBrowser()
  admin = await clientOf(product.url, 'admin', password)
  ;({ page, complaints } = await newPage(browser, product.url))
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

const itemsOf = (card: any): any[] => card.sections.flatMap((section: any) => section.items)
const best = (item: any): string => item.rows.find((row: any) => Number(row.deduct ?? 0) === 0).key

async function finish(personId: string, own: Client, goalOne: string): Promise<void> {
  const list = await admin.get(`/appraisal/cards?month=${month}&personId=${personId}`)
  let card = await admin.get(`/appraisal/cards/${list.items[0].id}`)
  const inputs: Record<string, object> = {
    goal_one_points: { points: goalOne },
    goal_two_points: { points: '15' },
    goal_three_points: { points: '15' },
  }
  for (const item of itemsOf(card)) if (item.kind === 'level') inputs[item.key] = { level: best(item) }
  for (const [key, input] of Object.entries(inputs))
    card = await admin.put(`/appraisal/cards/${card.id}/items/${key}`, { version: card.version, input })
  for (const verb of ['score', 'review'])
    card = await admin.post(`/appraisal/cards/${card.id}/${verb}`, { version: card.version })
  card = await own.post(`/appraisal/cards/${card.id}/confirm`, { version: card.version })
  await admin.post(`/appraisal/cards/${card.id}/file`, { version: card.version })
}

it('PAY-2: 1556, 1016, 1245, 933 stand on the pay slips', async () => {
  const unitId = await unitOf(admin, 'retrofit-team')
  const people = [
    { name: '甲', goalOne: '30', salary: '3000', amount: '1,556' },
    { name: '乙', goalOne: '28', salary: '2000', amount: '1,016' },
    { name: '丙', goalOne: '26', salary: '2500', amount: '1,245' },
    { name: '丁', goalOne: '20', salary: '2000', amount: '933' },
  ]
  const ids: string[] = []
  for (const [at, { name }] of people.entries())
    ids.push(
      await hire(admin, {
        name,
        employeeNo: `R0${at}`,
        position: 'retrofit-worker',
        login: `worker${at}`,
        password,
      }),
    )
  await admin.post('/appraisal/cards/open', { month, unitId })
  for (const [at, { goalOne, salary }] of people.entries()) {
    const personId = ids[at] ?? ''
    await finish(personId, await clientOf(product.url, `worker${at}`, password), goalOne)
    await admin.post('/pay/salaries', {
      personId,
      validFrom: '2026-01-01',
      positionSalary: salary,
      share: '0.5',
    })
  }
  const made = await admin.post('/pay/runs', { month, unitId, schemeKey: 'department-pool' })
  const run = await admin.get(`/pay/runs/${made.id}`)

  await page.goto('/')
  await page.getByLabel('登录名').fill('admin')
  await page.locator('input[type=password]').fill(password)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('navigation', { name: '菜单' }).waitFor()
  await page.goto(`/pay/runs/${made.id}`)
  for (const { amount } of people) await page.getByText(amount).first().waitFor()
  await shoot(page, 'worked-example-run')
  for (const [at, { name, amount }] of people.entries()) {
    const slip = run.items.find((item: any) => item.personId === ids[at])
    await page.goto(`/pay/slips/${slip.id}`)
    await page.getByText(name).first().waitFor()
    await page.getByText(amount).first().waitFor()
    await page.getByText('4580').first().waitFor()
    await shoot(page, `worked-example-slip-${at + 1}`)
  }
  expect(complaints).toEqual([])
})
