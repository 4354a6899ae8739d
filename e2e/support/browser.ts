import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach } from 'vitest'
import { chromium, type Browser, type Locator, type Page } from 'playwright-core'

const shots = join(import.meta.dirname, '..', 'shots')

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args })

/** A page of a new visitor: own cookies, Chinese, desktop or phone. What the console complains of is kept. */
export async function newPage(
  browser: Browser,
  url: string,
  size: 'desktop' | 'phone' = 'desktop',
): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext({
    baseURL: url,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: size === 'desktop' ? { width: 1440, height: 900 } : { width: 390, height: 844 },
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const complaints: string[] = []
  page.on('console', (message) => {
    // A refused request is part of a journey; the browser prints it by itself.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  return { page, complaints }
}

/** A picture for people to look at, below e2e/shots (not committed). */
export async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(shots, { recursive: true })
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true })
}

/** Before each test of a journey: a failed one leaves a picture of what the user saw. */
export function shootFailures(page: () => Page | undefined): void {
  beforeEach(({ onTestFailed, task }) => {
    onTestFailed(async () => {
      const seen = page()
      if (!seen) return
      await shoot(seen, `failed-${task.name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 40)}`).catch(
        () => undefined,
      )
      console.log(`Seen at ${seen.url()}:\n${await seen.locator('body').innerText().catch(String)}`)
    })
  })
}

/**
 * Clicks a button that makes way for the next one. A click that fell between two renderings is made again, as a person
 * would; the journey says so.
 */
export async function press(button: Locator, next: Locator): Promise<void> {
  await button.click()
  const came = await next.waitFor({ timeout: 6_000 }).then(
    () => true,
    () => false,
  )
  if (came) return
  console.log(`Nothing came of a click on ${String(button)}; clicked again.`)
  if (await button.isVisible()) await button.click()
  await next.waitFor()
}
