import { apiUrl } from '../api/client'
import { topicsOf, waitBefore } from './topics'

type Tell = (topics: string[]) => void

/** One stream that is opened again for ever; after a gap everything (`*`) is due, because news may have been missed. */
function keepOpen(tell: Tell): () => void {
  let source: EventSource | null = null
  let timer: number | undefined
  let attempt = 0
  let hadGap = false

  const open = () => {
    source = new EventSource(apiUrl('/live'))
    source.onopen = () => {
      attempt = 0
      if (hadGap) tell(['*'])
      hadGap = false
    }
    source.onmessage = (event) => tell(topicsOf(event.data))
    source.onerror = () => {
      hadGap = true
      if (source?.readyState !== EventSource.CLOSED) return
      timer = window.setTimeout(open, waitBefore(attempt))
      attempt += 1
    }
  }
  open()
  return () => {
    window.clearTimeout(timer)
    source?.close()
  }
}

/** All tabs of a browser share the stream of whichever holds the lock; the next takes over when that tab closes. */
function sharedStream(tell: Tell): () => void {
  const channel = new BroadcastChannel('fuheng.live')
  const leaving = new AbortController()
  channel.onmessage = (event) => tell(topicsOf(event.data))

  const lead = () => {
    const close = keepOpen((topics) => {
      channel.postMessage({ topics })
      tell(topics)
    })
    return new Promise<void>((resolve) => {
      leaving.signal.addEventListener('abort', () => {
        close()
        resolve()
      })
    })
  }
  navigator.locks.request('fuheng.live', { signal: leaving.signal }, lead).catch(() => undefined)
  return () => {
    leaving.abort()
    channel.close()
  }
}

/** Without locks (plain http in the house): a stream for the tab in front only, and everything anew when it returns. */
function streamInFront(tell: Tell): () => void {
  let close: (() => void) | null = null
  const follow = (isReturn: boolean) => {
    close?.()
    close = document.visibilityState === 'visible' ? keepOpen(tell) : null
    if (close && isReturn) tell(['*'])
  }
  const onChange = () => follow(true)
  follow(false)
  document.addEventListener('visibilitychange', onChange)
  return () => {
    document.removeEventListener('visibilitychange', onChange)
    close?.()
  }
}

/** Listens to what changes in the company; returns how to stop. */
export const listen = (tell: Tell): (() => void) =>
  'locks' in navigator && 'BroadcastChannel' in window ? sharedStream(tell) : streamInFront(tell)
