import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { defaultDataDir } from './database/data-folder'

export interface Config {
  host: string
  port: number
  dataDir: string
  databaseUrl: string | null
  appDatabaseUrl: string | null
  tls: { cert: Buffer; key: Buffer } | null
  firstAdmin: { password: string; pack: string; company: string } | null
}

/** A setting that cannot be used; the message names it, so that the person at the console knows what to change. */
export class SettingError extends Error {
  constructor(
    readonly setting: string,
    problem: string,
  ) {
    super(`${setting}: ${problem}`)
    this.name = 'SettingError'
  }
}

type Env = Record<string, string | undefined>
const given = (env: Env, name: string): string | null => env[name]?.trim() || null

function portOf(env: Env): number {
  const text = given(env, 'PORT') ?? '8080'
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new SettingError('PORT', `must be 0 to 65535, not "${text}"`)
  return port
}

function databaseUrlOf(env: Env, name: string): string | null {
  const url = given(env, name)
  if (url === null) return null
  if (!URL.canParse(url) || !/^postgres(ql)?:$/.test(new URL(url).protocol))
    throw new SettingError(name, 'must look like postgres://user:password@host:5432/database')
  return url
}

function fileOf(env: Env, name: string): Buffer | null {
  const path = given(env, name)
  if (path === null) return null
  if (!existsSync(path)) throw new SettingError(name, `there is no file ${path}`)
  return readFileSync(path)
}

function tlsOf(env: Env): Config['tls'] {
  const cert = fileOf(env, 'FUHENG_TLS_CERT')
  const key = fileOf(env, 'FUHENG_TLS_KEY')
  if (cert && key) return { cert, key }
  if (cert) throw new SettingError('FUHENG_TLS_KEY', 'is needed together with FUHENG_TLS_CERT')
  if (key) throw new SettingError('FUHENG_TLS_CERT', 'is needed together with FUHENG_TLS_KEY')
  return null
}

function firstAdminOf(env: Env, packs: string[]): Config['firstAdmin'] {
  const password = given(env, 'FUHENG_ADMIN_PASSWORD')
  if (password === null) return null
  if (password.length < 8) throw new SettingError('FUHENG_ADMIN_PASSWORD', 'must have at least 8 characters')
  const pack = given(env, 'FUHENG_PACK')
  if (pack === null)
    throw new SettingError('FUHENG_PACK', `is needed with FUHENG_ADMIN_PASSWORD: ${packs.join(', ')}`)
  if (!packs.includes(pack))
    throw new SettingError('FUHENG_PACK', `there is no pack "${pack}": ${packs.join(', ')}`)
  return { password, pack, company: given(env, 'FUHENG_COMPANY') ?? 'Fuheng' }
}

/** Reads and checks every setting at start. Throws `SettingError` naming the first that is wrong. */
export function readConfig(env: Env, packs: string[]): Config {
  return {
    host: given(env, 'HOST') ?? '127.0.0.1',
    port: portOf(env),
    dataDir: resolve(defaultDataDir(env, process.getuid?.() === 0, homedir())),
    databaseUrl: databaseUrlOf(env, 'DATABASE_URL'),
    appDatabaseUrl: databaseUrlOf(env, 'FUHENG_APP_DATABASE_URL'),
    tls: tlsOf(env),
    firstAdmin: firstAdminOf(env, packs),
  }
}
