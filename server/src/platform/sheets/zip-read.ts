import { createInflateRaw } from 'node:zlib'
import { limits, refusedFile, tooLarge } from './limits'

export interface ZipEntry {
  readonly name: string
  readonly method: number
  readonly start: number
  readonly packed: number
}

const endMark = 0x06054b50
const entryMark = 0x02014b50
const localMark = 0x04034b50
const mostEntries = 10_000

/** The zip's list of parts by name; refuses what is cut short, encrypted or says it unfolds too far. */
export function listZip(bytes: Buffer): Map<string, ZipEntry> {
  try {
    return readDirectory(bytes)
  } catch (error) {
    throw error instanceof RangeError ? refusedFile('file_unreadable') : error
  }
}

function readDirectory(bytes: Buffer): Map<string, ZipEntry> {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || bytes.readUInt32LE(end) !== endMark) throw refusedFile('file_unreadable')
  const count = bytes.readUInt16LE(end + 10)
  if (count > mostEntries) throw tooLarge('unpackedBytes')
  const entries = new Map<string, ZipEntry>()
  let at = bytes.readUInt32LE(end + 16)
  let unpacked = 0
  for (let i = 0; i < count; i += 1) {
    if (bytes.readUInt32LE(at) !== entryMark) throw refusedFile('file_unreadable')
    if ((bytes.readUInt16LE(at + 8) & 1) === 1) throw refusedFile('file_encrypted')
    unpacked += bytes.readUInt32LE(at + 24)
    if (unpacked > limits.unpackedBytes) throw tooLarge('unpackedBytes')
    const nameLength = bytes.readUInt16LE(at + 28)
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    entries.set(name.replace(/^\//, ''), {
      name,
      method: bytes.readUInt16LE(at + 10),
      start: dataStart(bytes, bytes.readUInt32LE(at + 42)),
      packed: bytes.readUInt32LE(at + 20),
    })
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

function dataStart(bytes: Buffer, at: number): number {
  if (bytes.readUInt32LE(at) !== localMark) throw refusedFile('file_unreadable')
  return at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
}

/** What may still be unfolded from one file, counted while unfolding: the directory may lie. */
export class UnpackBudget {
  private left: number = limits.unpackedBytes

  spend(bytes: number): void {
    this.left -= bytes
    if (this.left < 0) throw tooLarge('unpackedBytes')
  }
}

/** The unfolded text of a part, piece by piece. */
export async function* unpackText(
  bytes: Buffer,
  entry: ZipEntry,
  budget: UnpackBudget,
): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8')
  try {
    for await (const piece of unpack(bytes, entry)) {
      budget.spend(piece.length)
      yield decoder.decode(piece, { stream: true })
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw refusedFile('file_unreadable')
    throw error
  }
  yield decoder.decode()
}

async function* unpack(bytes: Buffer, entry: ZipEntry): AsyncGenerator<Buffer> {
  const packed = bytes.subarray(entry.start, entry.start + entry.packed)
  if (entry.method === 0) {
    yield packed
    return
  }
  if (entry.method !== 8) throw refusedFile('file_unreadable')
  const inflate = createInflateRaw({ chunkSize: 256 * 1024 })
  inflate.end(packed)
  for await (const piece of inflate) {
    if (Buffer.isBuffer(piece)) yield piece
  }
}
