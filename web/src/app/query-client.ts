import { QueryClient } from '@tanstack/react-query'
import { asApiError } from '../shared/api/api-error'

const isWorthAnotherTry = (error: unknown): boolean => {
  const { status } = asApiError(error)
  return status === 0 || status >= 500
}

/** News comes by the live stream, so nothing is asked again merely because time went by. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && isWorthAnotherTry(error),
    },
    mutations: { retry: false },
  },
})
