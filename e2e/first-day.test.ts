import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
import { newPage, openBrowser, shoot } from './support/browser'
import { startProduct, type Product } from './support/product'

let product: Product
let browser: Browser

beforeAll(async () => {
  product = await startProduct()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

it('first start: set up a dealer, look at the organisation, hire an advisor who signs in', async () => {
  const { page, complaints } = await newPage(browser, product.url)
  await page.goto('/')
  await page.waitForLoadState('networkidle')
  await shoot(page, 'setup')
  expect(await page.title()).toContain('服衡')
  expect(complaints).toEqual([])
})
