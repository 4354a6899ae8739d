import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readTexts, type Texts } from './texts'

const holdsTexts = (dir: string) => existsSync(join(dir, 'texts')) && existsSync(join(dir, 'server'))

function folder(): string {
  let dir = dirname(fileURLToPath(import.meta.url))
  while (!holdsTexts(dir) && dirname(dir) !== dir) dir = dirname(dir)
  return join(dir, 'texts')
}

let read: Texts | undefined

/** The texts of this installation, read once; they lie beside the server, wherever it was built to. */
export const installedTexts = (): Texts => (read ??= readTexts(folder()))
