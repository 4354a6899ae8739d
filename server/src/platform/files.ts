import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../kernel/errors'
import { newId } from '../kernel/ids'
import type { Ctx } from './ctx'
import { tables } from './db'
import type { Db } from './db-rows'

type Own = Pick<Db, 'platformFiles'>

/** Bytes by their content's name; a file that is there is whole, because it is renamed into place after fsync. */
export interface FileStore {
  put(sha256: string, bytes: Buffer): Promise<void>
  get(sha256: string): Promise<Buffer>
}

/** Keeps files below a folder, named by their SHA-256. */
export function folderStore(root: string): FileStore {
  const pathOf = (sha256: string) => join(root, sha256.slice(0, 2), sha256)
  return {
    async put(sha256, bytes) {
      const path = pathOf(sha256)
      if (existsSync(path)) return
      await mkdir(dirname(path), { recursive: true })
      const draft = `${path}.${randomUUID()}`
      const handle = await open(draft, 'w', 0o600)
      try {
        await handle.writeFile(bytes)
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(draft, path)
    },
    get: (sha256) => readFile(pathOf(sha256)),
  }
}

/** Stores a file of the company and returns its id. The bytes are safe on disk before the row commits. */
export async function putFile(
  ctx: Ctx,
  store: FileStore,
  file: { name: string; type: string; bytes: Buffer },
): Promise<string> {
  const sha256 = createHash('sha256').update(file.bytes).digest('hex')
  await store.put(sha256, file.bytes)
  const id = newId()
  await tables<Own>(ctx.tx)
    .insertInto('platformFiles')
    .values({
      companyId: ctx.company.id,
      id,
      name: file.name.slice(0, 200),
      mediaType: file.type,
      size: file.bytes.length,
      sha256,
      createdAt: ctx.now,
      createdBy: ctx.actor.userId,
    })
    .execute()
  return id
}

/** Reads a file of this company; `not_found` for any other. */
export async function readStored(
  ctx: Ctx,
  store: FileStore,
  id: string,
): Promise<{ name: string; type: string; bytes: Buffer }> {
  const row = await tables<Own>(ctx.tx)
    .selectFrom('platformFiles')
    .select(['name', 'mediaType', 'sha256'])
    .where('companyId', '=', ctx.company.id)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', 'platform.no_such_file')
  return { name: row.name, type: row.mediaType, bytes: await store.get(row.sha256) }
}

/** Other files of the company with exactly the same content. */
export async function sameContent(ctx: Ctx, fileId: string): Promise<string[]> {
  const rows = await tables<Own>(ctx.tx)
    .selectFrom('platformFiles as f')
    .innerJoin('platformFiles as o', (join) =>
      join.onRef('o.companyId', '=', 'f.companyId').onRef('o.sha256', '=', 'f.sha256'),
    )
    .select('o.id')
    .where('f.companyId', '=', ctx.company.id)
    .where('f.id', '=', fileId)
    .whereRef('o.id', '<>', 'f.id')
    .execute()
  return rows.map((row) => row.id)
}
