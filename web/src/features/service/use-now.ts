import { useSyncExternalStore } from 'react'

const every = 15_000
const listeners = new Set<() => void>()
let now = Date.now()
let timer: number | undefined

function tick(): void {
  now = Date.now()
  for (const tell of listeners) tell()
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell)
  if (listeners.size === 1) {
    timer = window.setInterval(tick, every)
    // The clock stood still while nobody looked.
    if (Date.now() - now > every) queueMicrotask(tick)
  }
  return () => {
    listeners.delete(tell)
    if (listeners.size === 0) window.clearInterval(timer)
  }
}

/** The time in milliseconds, for countdowns; one timer for all of them. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => now)
