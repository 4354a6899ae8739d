import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { apiFiles, schemaFiles } from '../../src/cli/generate'
import { root } from '../../src/paths'
import { testHouse } from '../support/house'

const house = testHouse()

/** The paths whose committed text is not what would be generated now. */
const stale = (
  files: Record<string, string>,
  read = (path: string) => readFileSync(join(root, path), 'utf8'),
) =>
  Object.entries(files)
    .filter(([path, text]) => read(path) !== text)
    .map(([path]) => path)

it('schema.sql and the row types are fresh: npm run fuheng -- schema', async () => {
  const files = await schemaFiles(house.database.ownerUrl)
  expect(stale(files)).toEqual([])
  expect(stale(files, () => 'something older')).toEqual(Object.keys(files))
})

it('openapi.json and the web client’s types are fresh: npm run fuheng -- openapi', async () => {
  const files = await apiFiles(house.app)
  expect(stale(files)).toEqual([])
  expect(stale(files, () => 'something older')).toEqual(Object.keys(files))
})
