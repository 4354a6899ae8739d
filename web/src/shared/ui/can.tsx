import type { ReactNode } from 'react'
import { usePermission } from '../session/session'

interface CanProps<K extends string> {
  /** A record as the server sent it, with its `can` map. */
  of: { can: Partial<Record<K, boolean>> } | null | undefined
  to: K
  children: ReactNode
}

/** Shows an action of a record only where the server said it may be done. */
export function Can<K extends string>({ of, to, children }: CanProps<K>) {
  return of?.can[to] ? <>{children}</> : null
}

/** Shows something only to who holds a permission: for actions that have no record yet. */
export function Permitted({ permission, children }: { permission: string; children: ReactNode }) {
  const holds = usePermission()
  return holds(permission) ? <>{children}</> : null
}
