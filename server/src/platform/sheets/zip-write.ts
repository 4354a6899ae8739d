import { crc32, createDeflateRaw } from 'node:zlib'

export interface ZipPart {
  readonly name: string
  readonly text: AsyncIterable<string> | Iterable<string>
}

interface Written {
  readonly name: Buffer
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly at: number
}

const flags = 0x0808 // sizes follow the data; names are UTF-8
const dosDate = 0x0021 // 1980-01-01: the same content gives the same bytes

/** A zip as a stream: each part is packed while its text is made, so memory does not grow with the rows. */
export async function* zipStream(parts: Iterable<ZipPart>): AsyncGenerator<Buffer> {
  const written: Written[] = []
  let at = 0
  for (const part of parts) {
    const name = Buffer.from(part.name)
    const local = localHeader(name)
    yield local
    const sums = { crc: 0, size: 0, packed: 0 }
    yield* packed(part.text, sums)
    const trailer = Buffer.alloc(16)
    trailer.writeUInt32LE(0x08074b50, 0)
    trailer.writeUInt32LE(sums.crc, 4)
    trailer.writeUInt32LE(sums.packed, 8)
    trailer.writeUInt32LE(sums.size, 12)
    yield trailer
    written.push({ name, ...sums, at })
    at += local.length + sums.packed + trailer.length
  }
  const directory = Buffer.concat(written.map(directoryEntry))
  yield directory
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(written.length, 8)
  end.writeUInt16LE(written.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  yield end
}

async function* packed(
  text: ZipPart['text'],
  sums: { crc: number; size: number; packed: number },
): AsyncGenerator<Buffer> {
  const deflate = createDeflateRaw({ level: 6, chunkSize: 64 * 1024 })
  const ready: Buffer[] = []
  const failed: Error[] = []
  deflate.on('data', (piece: Buffer) => ready.push(piece))
  deflate.on('error', (error) => failed.push(error))
  try {
    for await (const piece of pieces(text)) {
      const bytes = Buffer.from(piece)
      sums.crc = crc32(bytes, sums.crc)
      sums.size += bytes.length
      if (!deflate.write(bytes)) await new Promise((resume) => deflate.once('drain', resume))
      for (const done of ready.splice(0)) {
        sums.packed += done.length
        yield done
      }
    }
    await new Promise((resume) => deflate.once('end', resume).end())
    for (const done of ready.splice(0)) {
      sums.packed += done.length
      yield done
    }
    if (failed[0] !== undefined) throw failed[0]
  } finally {
    deflate.destroy()
  }
}

// Rows are short: pack them by the hundred kilobytes.
async function* pieces(text: ZipPart['text']): AsyncGenerator<string> {
  let held: string[] = []
  let size = 0
  for await (const piece of text) {
    held.push(piece)
    size += piece.length
    if (size < 128 * 1024) continue
    yield held.join('')
    held = []
    size = 0
  }
  if (size > 0) yield held.join('')
}

function localHeader(name: Buffer): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(20, 4)
  header.writeUInt16LE(flags, 6)
  header.writeUInt16LE(8, 8)
  header.writeUInt16LE(dosDate, 12)
  header.writeUInt16LE(name.length, 26)
  return Buffer.concat([header, name])
}

function directoryEntry(part: Written): Buffer {
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(20, 4)
  entry.writeUInt16LE(20, 6)
  entry.writeUInt16LE(flags, 8)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt16LE(dosDate, 14)
  entry.writeUInt32LE(part.crc, 16)
  entry.writeUInt32LE(part.packed, 20)
  entry.writeUInt32LE(part.size, 24)
  entry.writeUInt16LE(part.name.length, 28)
  entry.writeUInt32LE(part.at, 42)
  return Buffer.concat([entry, part.name])
}
