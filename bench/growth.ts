import { fillOrders, settle } from './data'
import { signIn, type Running, type Stage } from './stage'
import { sumUp } from './sums'
import { quantile } from './table'

interface Growth {
  company: string
  customers: number
  from: number
  to: number
}

const times = 60

async function median(url: string, cookie: string): Promise<number> {
  const year = new Date().getUTCFullYear() - 1
  const took: number[] = []
  for (let at = 0; at < times; at += 1) {
    const begun = performance.now()
    const answer = await fetch(`${url}/api/v1/indicators/revenue_total/value?period=${year}`, {
      headers: { cookie },
    })
    await answer.text()
    if (!answer.ok) throw new Error(`indicator: ${answer.status}`)
    took.push(performance.now() - begun)
  }
  return quantile(took.slice(10), 0.5)
}

/** IND-3: an indicator reads sums of days and people; ten times the orders of the same people must not be felt. */
export async function growthRows(stage: Stage, product: Running, growth: Growth): Promise<string[][]> {
  const cookie = await signIn(product.url)
  // What the measurements before have written is folded in first, as the product does by itself.
  await sumUp(stage, growth.company)
  const before = await median(product.url, cookie)
  await fillOrders(stage.client, growth.company, {
    from: growth.from + 1,
    to: growth.to,
    customers: growth.customers,
    terms: false,
  })
  await sumUp(stage, growth.company)
  await settle(stage.client)
  const after = await median(product.url, cookie)
  const shown = `${before.toFixed(1)} → ${after.toFixed(1)} ms, ${(after / before).toFixed(2)}×`
  return [[`indicator, ${growth.from} → ${growth.to} orders of the same people`, shown, '≤ 1.5×']]
}
