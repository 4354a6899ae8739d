import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { runMigrations as migrateJobs } from 'graphile-worker'

export interface Migration {
  name: string
  sql: string
  hash: string
}

/** All migrations in their one total order: by file name. */
export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const text = readFileSync(join(folder, name), 'utf8')
      return { name, sql: text, hash: createHash('sha256').update(text).digest('hex') }
    })
}

const historyTable = `create table if not exists fuheng_migrations (
  name text primary key, hash text not null, applied_at timestamptz not null default now())`

async function applyOne(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(migration.sql)
    await client.query('insert into fuheng_migrations (name, hash) values ($1, $2)', [
      migration.name,
      migration.hash,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`Migration ${migration.name} failed: ${String(error)}`, { cause: error })
  }
}

/**
 * Brings the database to the newest shape, as its owner; several processes may start at once (advisory lock).
 * A migration that was applied and has since been changed is refused: history only goes forward.
 */
export async function migrate(ownerUrl: string, folder: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(7460001)')
    await client.query(historyTable)
    const { rows } = await client.query<{ name: string; hash: string }>(
      'select name, hash from fuheng_migrations',
    )
    const known = new Map(rows.map((row) => [row.name, row.hash]))
    const applied: string[] = []
    for (const migration of readMigrations(folder)) {
      const hash = known.get(migration.name)
      if (hash === migration.hash) continue
      if (hash !== undefined)
        throw new Error(`Migration ${migration.name} was changed after it had been applied.`)
      await applyOne(client, migration)
      applied.push(migration.name)
    }
    await prepareJobs(client, ownerUrl)
    return applied
  } finally {
    await client.end()
  }
}

/** The job tables belong to the owner; the server, which owns nothing, is let in by grant and policy. */
async function prepareJobs(client: pg.Client, ownerUrl: string): Promise<void> {
  await migrateJobs({ connectionString: ownerUrl, logger: undefined })
  await client.query(`
    grant usage on schema graphile_worker to fuheng_app;
    grant select, insert, update, delete on all tables in schema graphile_worker to fuheng_app;
    grant usage, select on all sequences in schema graphile_worker to fuheng_app;
    grant execute on all functions in schema graphile_worker to fuheng_app;
    do $$ declare t record; begin
      for t in select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'graphile_worker' and c.relkind = 'r' and c.relrowsecurity
          and not exists (select 1 from pg_policy p where p.polrelid = c.oid)
      loop execute format('create policy server on graphile_worker.%I to fuheng_app using (true) with check (true)', t.relname);
      end loop; end $$;`)
}
