import { useQueryClient } from '@tanstack/react-query'

/** Asks again for everything of a topic after one's own change, without waiting for the live stream. */
export function useInvalidate(): (topic: string) => void {
  const client = useQueryClient()
  return (topic) => void client.invalidateQueries({ queryKey: [topic] })
}
