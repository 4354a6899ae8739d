import { z } from 'zod'
import * as s from '../../platform/http/schema'

export const password = z.string().min(8).max(200)
const login = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._@-]{1,99}$/)

export const SignIn = z.object({
  login: z.string().trim().toLowerCase().max(100),
  password: z.string().max(200),
})
export const ChangePassword = z.object({ current: z.string().max(200), next: password })

export const SessionInfo = z
  .object({
    user: z.object({ id: s.id, login: z.string(), name: z.string(), mustChangePassword: z.boolean() }),
    personId: s.id.nullable(),
    company: z.object({
      id: s.id,
      name: z.string(),
      timeZone: z.string(),
      pack: z.string().nullable(),
      /** PCK-4: everything in it is made up. */
      demo: z.boolean(),
    }),
    permissions: z.array(z.string()),
  })
  .meta({ id: 'SessionInfo' })

export const SessionRow = z.object({
  id: s.id,
  createdAt: s.instant,
  lastSeenAt: s.instant,
  userAgent: z.string().nullable(),
  address: z.string().nullable(),
  current: z.boolean(),
})

export const User = z
  .object({
    id: s.id,
    login: z.string(),
    name: z.string(),
    personId: s.id.nullable(),
    mustChangePassword: z.boolean(),
    lockedUntil: s.instant.nullable(),
    disabledAt: s.instant.nullable(),
    version: s.version,
  })
  .meta({ id: 'User' })
export type User = z.infer<typeof User>

export const NewUser = z.object({ personId: s.id, login, password: password.optional() })
export const UserWithPassword = z.object({ user: User, password: z.string().nullable() })
export const Version = z.object({ version: s.version })
export const IdParams = z.object({ id: s.id })
export const Ok = z.object({ ok: z.literal(true) })
