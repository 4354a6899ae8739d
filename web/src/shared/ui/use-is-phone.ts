import { useSyncExternalStore } from 'react'

const query = '(max-width: 767px)'

const subscribe = (tell: () => void) => {
  const media = window.matchMedia(query)
  media.addEventListener('change', tell)
  return () => media.removeEventListener('change', tell)
}

/** True below the width of a small tablet: tables become cards, the menu a drawer. */
export const useIsPhone = (): boolean =>
  useSyncExternalStore(subscribe, () => window.matchMedia(query).matches)
