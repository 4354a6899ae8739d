import pg from 'pg'
import { inject } from 'vitest'

export interface TestDatabase {
  superUrl: string
  ownerUrl: string
  appUrl: string
  drop(): Promise<void>
}

const at = (url: string, database: string): string => {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}

async function asSuperuser(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: at(inject('superUrl'), 'postgres') })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

let made = 0

/** A database of one's own, copied from the migrated one. */
export async function freshDatabase(): Promise<TestDatabase> {
  const name = `test_${process.pid}_${Date.now()}_${(made += 1)}`
  await asSuperuser(async (client) => {
    // Copies of one template wait for each other; several files start at once.
    await client.query('select pg_advisory_lock(7460003)')
    await client.query(`create database ${name} template fuheng owner fuheng_owner`)
  })
  return {
    superUrl: at(inject('superUrl'), name),
    ownerUrl: at(inject('ownerUrl'), name),
    appUrl: at(inject('appUrl'), name),
    drop: () => asSuperuser((client) => client.query(`drop database if exists ${name} with (force)`)),
  }
}
