import { createHash } from 'node:crypto'
import { signatureText } from './mapping.rules'

/** The key under which a mapping is found again for files with the same header. */
export function headerSignature(header: readonly string[]): string {
  return createHash('sha256').update(signatureText(header)).digest('hex')
}
