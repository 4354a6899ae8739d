import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { listen } from './stream'
import { concerns } from './topics'

const gathering = 300

/**
 * Fetches again what is on the screen as soon as somebody changes it. Used once, by the layout.
 * News is gathered for a moment, so that an import does not make every browser ask a hundred times.
 */
export function useLive(): void {
  const client = useQueryClient()
  useEffect(() => {
    const heard = new Set<string>()
    let timer: number | undefined
    const refetch = () => {
      const topics = [...heard]
      heard.clear()
      timer = undefined
      void client.invalidateQueries({ predicate: (query) => concerns(topics, query.queryKey) })
    }
    const stop = listen((topics) => {
      for (const topic of topics) heard.add(topic)
      if (heard.size > 0) timer ??= window.setTimeout(refetch, gathering)
    })
    return () => {
      stop()
      window.clearTimeout(timer)
    }
  }, [client])
}
