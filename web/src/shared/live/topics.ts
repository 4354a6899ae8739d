const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** The topics of one message of the live stream; anything else says nothing. */
export function topicsOf(message: unknown): string[] {
  try {
    const news: unknown = typeof message === 'string' ? JSON.parse(message) : message
    return isRecord(news) && Array.isArray(news.topics) ? news.topics.map(String) : []
  } catch {
    return []
  }
}

/** Whether a query shows something of these topics; `*` is everything but the session itself. */
export function concerns(topics: string[], queryKey: readonly unknown[]): boolean {
  const first = queryKey[0]
  if (first === 'session') return false
  return topics.includes('*') || (typeof first === 'string' && topics.includes(first))
}

/** Waiting time before the n-th new attempt: 1 s, 2 s, 4 s … at most 30 s. */
export const waitBefore = (attempt: number): number => Math.min(30_000, 1000 * 2 ** attempt)
