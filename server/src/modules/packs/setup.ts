import { join } from 'node:path'
import { AppError } from '../../kernel/errors'
import { addDays, civilDate } from '../../kernel/civil-date'
import { newId } from '../../kernel/ids'
import type { Company, Ctx } from '../../platform/ctx'
import { enterCompany } from '../../platform/db'
import type { Edge } from '../../platform/http/edge'
import { runSystem } from '../../platform/http/edge'
import type { Caller } from '../../platform/http/route'
import { openPairs } from '../customers'
import { addUser, anyUser, lockSetup, openSession } from '../identity'
import { openFolding } from '../indicators'
import { addPerson, addPosition, insertCompany, loadHolidays } from '../org'
import { holidayFilesIn, packFoldersIn, readPackFolder } from './format-folder'
import type { Pack } from './format-shapes'
import { loadPack } from './load'
import { loadedItems } from './store'
import type { PackVocabulary } from './format-checks'

/** Where packs lie and what they may name. */
export interface PackSource {
  dir: string
  vocabulary: PackVocabulary
}

export interface NewCompany {
  company: string
  pack: string
  adminName: string
  adminLogin: string
  password: string
}

/** A pack as the set-up page offers it. */
export async function offeredPacks(source: PackSource) {
  const names = await packFoldersIn(source.dir)
  const packs = await Promise.all(
    names.map((name) => readPackFolder(join(source.dir, name), source.vocabulary)),
  )
  return packs.flatMap(({ pack }) =>
    pack
      ? [
          {
            code: pack.info.code,
            name: pack.info.name.zh,
            nameEn: pack.info.name.en,
            version: pack.info.version,
          },
        ]
      : [],
  )
}

/** PCK-1: a pack from its folder; a pack with any fault is refused with file, line and key. */
export async function readPack(source: PackSource, code: string): Promise<Pack> {
  if (!(await packFoldersIn(source.dir)).includes(code))
    throw new AppError('invalid_input', 'packs.no_such_pack', { pack: code })
  const { pack, issues } = await readPackFolder(join(source.dir, code), source.vocabulary)
  if (!pack) throw new AppError('invalid_input', 'packs.faulty_pack', { issues })
  return pack
}

const timeZone = 'Asia/Shanghai'

// Units and positions of a new company begin a year back, so that records of the past find them.
const firstDay = (now: Date): string => addDays(civilDate(now, timeZone), -366)

/** Makes a company with a pack and its first administrator. The context must already be inside the new company. */
export async function createCompany(
  ctx: Ctx,
  source: PackSource,
  input: NewCompany,
): Promise<{ userId: string }> {
  const pack = await readPack(source, input.pack)
  await insertCompany(ctx, {
    id: ctx.company.id,
    name: input.company,
    timeZone: ctx.company.timeZone,
    pack: pack.info.code,
  })
  const from = firstDay(ctx.now)
  const { unitIds } = await loadPack(ctx, pack, from)
  for (const file of await holidayFilesIn(source.dir)) await loadHolidays(ctx, file)
  await openFolding(ctx)
  await openPairs(ctx)
  const root = pack.units.find((unit) => unit.parent === null)
  const unitId = root && unitIds.get(root.key)
  if (!unitId) throw new AppError('invalid_input', 'packs.faulty_pack', { issues: [] })
  const positionId = await addPosition(ctx, {
    unitId,
    code: 'administrator',
    name: '系统管理员',
    nameEn: 'Administrator',
    superiorId: null,
    appointedBy: '',
    duties: [],
    mainTask: '',
    otherPeers: [],
    dailyWork: [],
    authority: '',
    qualifications: {},
    roleKeys: ['admin'],
    validFrom: from,
  })
  const personId = await addPerson(ctx, {
    employeeNo: '0000',
    name: input.adminName,
    gender: 'unknown',
    joinedOn: null,
    phone: '',
    email: '',
    positionId,
    from,
  })
  const { userId } = await addUser(ctx, {
    personId,
    login: input.adminLogin,
    name: input.adminName,
    password: input.password,
  })
  return { userId }
}

const newCompany = (name: string): Company => ({ id: newId(), name, timeZone })

/** PCK-1: loads a pack again: a company that has it keeps everything as it is; false when nothing was loaded. */
export async function loadAgain(ctx: Ctx, source: PackSource, code: string): Promise<boolean> {
  const pack = await readPack(source, code)
  const [loaded] = await loadedItems(ctx)
  if (loaded && loaded.pack !== code)
    throw new AppError('conflict', 'packs.other_pack', { pack: loaded.pack })
  if (loaded) return false
  await loadPack(ctx, pack, firstDay(ctx.now))
  return true
}

/** PLT-12: the one-time set-up page. Refused as soon as anybody can sign in. */
export async function setUp(
  ctx: Ctx,
  source: PackSource,
  input: Omit<NewCompany, 'adminLogin'>,
  caller: Caller,
) {
  await lockSetup(ctx.tx)
  if (await anyUser(ctx.tx)) throw new AppError('conflict', 'identity.already_set_up')
  const company = newCompany(input.company)
  await enterCompany(ctx.tx, company.id)
  const inside: Ctx = {
    ...ctx,
    company,
    actor: { userId: null, personId: null, name: input.adminName, kind: 'system', grants: [] },
  }
  const { userId } = await createCompany(inside, source, { ...input, adminLogin: 'admin' })
  return openSession(inside, userId, caller)
}

/** The first administrator from the environment (FUHENG_ADMIN_PASSWORD): does nothing once anybody can sign in. */
export async function firstAdmin(
  edge: Edge,
  source: PackSource,
  input: { password: string; pack: string; company: string },
): Promise<void> {
  await runSystem(edge, newCompany(input.company), async (ctx) => {
    await lockSetup(ctx.tx)
    if (await anyUser(ctx.tx)) return
    await createCompany(ctx, source, { ...input, adminName: '系统管理员', adminLogin: 'admin' })
  })
}

/** A further company in the same installation, with its own administrator's login. */
export async function addCompany(
  edge: Edge,
  source: PackSource,
  input: NewCompany,
): Promise<{ company: Company; userId: string }> {
  const company = newCompany(input.company)
  const { userId } = await runSystem(edge, company, (ctx) => createCompany(ctx, source, input))
  return { company, userId }
}
