import type { Case } from './cases'

interface Answer {
  id?: string
  total?: unknown
  items?: { id?: string }[]
}

const ask = async (url: string, path: string, cookie: string): Promise<Answer> => {
  const answer = await fetch(`${url}${path}`, { headers: { cookie } })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Answer
}

/** Refuses to measure a floor that answers something else: same rows in the same order, same total. */
export async function checkSame(
  cases: readonly Case[],
  where: { product: string; floor: string; cookie: string },
): Promise<void> {
  for (const { name, product, floor } of cases) {
    const path = product.requests[0]?.path ?? ''
    if (product.method !== 'GET' || floor.requests[0]?.path !== path) continue
    const [one, other] = await Promise.all([
      ask(where.product, path, where.cookie),
      ask(where.floor, path, where.cookie),
    ])
    const idsOf = (answer: Answer) => JSON.stringify([answer.id, answer.items?.map((item) => item.id)])
    const isSame = idsOf(one) === idsOf(other) && (one.items === undefined || one.total === other.total)
    if (!isSame) throw new Error(`${name}: the floor does not answer what the product answers.`)
  }
}
