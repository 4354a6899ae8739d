import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { packFoldersIn, readPackFolder, type Pack } from '../modules/packs'
import { runGolden } from './golden'

export interface GoldenOptions {
  /** The folder with the rule packs. */
  packsFolder: string
  /** Where relative file names start; a user may stand in another folder than the program. */
  from: string
  print: (line: string) => void
}

/** `fuheng golden FILE…`: prints a line for each case and the count; 0 when all passed, 1 otherwise. */
export async function goldenCommand(files: readonly string[], options: GoldenOptions): Promise<number> {
  const { print } = options
  if (files.length === 0) {
    print('usage: fuheng golden FILE…')
    return 1
  }
  const packs = await loadPacks(options)
  let passed = 0
  let failed = 0
  for (const file of files) {
    const text = await readFile(resolve(options.from, file), 'utf8').catch(() => null)
    const report = text === null ? unreadable(file) : runGolden(text, packs)
    report.lines.forEach(print)
    passed += report.passed
    failed += report.failed
  }
  print(`${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}

async function loadPacks({ packsFolder, print }: GoldenOptions): Promise<Pack[]> {
  const packs: Pack[] = []
  for (const name of await packFoldersIn(packsFolder)) {
    const { pack, issues } = await readPackFolder(join(packsFolder, name))
    if (pack !== undefined) packs.push(pack)
    issues?.forEach((issue) =>
      print(`pack ${name}/${issue.file}:${issue.line} ${issue.key}: ${issue.message}`),
    )
  }
  return packs
}

function unreadable(file: string) {
  return { lines: [`fail ${file}: cannot be read`], passed: 0, failed: 1 }
}
