import { limits, refusedFile, tooLarge } from './limits'

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Resolves the five named and the numbered entities. Others stay as they are: no document defines its own here. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/g,
    (whole, hex, dec, name) => {
      if (typeof name === 'string') return named[name] ?? whole
      const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(dec)
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}

/** Text fit for an element or attribute. Characters that XML forbids leave in the spreadsheet's own escape. */
export function escapeXml(text: string): string {
  return text
    .replace(/_x[0-9A-Fa-f]{4}_/g, (escape) => `_x005F${escape}`)
    .replace(/[&<>"]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : c === '>' ? '&gt;' : '&quot;'))
    .replace(forbidden, (c) => `_x${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
}

// Control characters, lone halves of pairs and the carriage return, which XML readers turn into a line feed.
const forbidden =
  /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** The spreadsheet's own escape of characters: _x000D_. */
export function unescapeSheetText(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

/** The attributes of a start tag given as text between the angle brackets. */
export function attributes(tag: string): Record<string, string> {
  const found: Record<string, string> = {}
  if (tag.length > 10_000) throw refusedFile('file_unreadable')
  for (const match of tag.matchAll(/([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    const name = match[1]
    if (name !== undefined) found[name] = unescapeXml(match[2] ?? match[3] ?? '')
  }
  return found
}

/** Start tags of a small document by local name: their attributes, in order. */
export function startTags(xml: string, name: string): Record<string, string>[] {
  return [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}((?:\\s[^<>]*)?)>`, 'g'))].map((m) =>
    attributes(m[1] ?? ''),
  )
}

/**
 * Cuts a stream of XML into the elements of one name, each as its whole text, without building a tree.
 * Some writers prefix every tag of a sheet (<x:row>); the prefix is taken from the root and removed.
 */
export async function* elements(pieces: AsyncIterable<string>, name: string): AsyncGenerator<string> {
  let rest = ''
  let prefix: string | undefined
  for await (const piece of pieces) {
    rest += piece
    if (prefix === undefined) {
      const root = /<(?:([\w.-]+):)?(?:worksheet|sst)[\s>]/.exec(rest)
      if (root === null) {
        if (rest.length > limits.elementChars) throw refusedFile('file_unreadable')
        continue
      }
      prefix = root[1] === undefined ? '' : `${root[1]}:`
    }
    const cut = cutElements(rest, `${prefix}${name}`)
    for (const element of cut.found) yield prefix === '' ? element : withoutPrefix(element, prefix)
    rest = cut.rest
    if (rest.length > limits.elementChars) throw tooLarge('elementChars')
  }
}

function withoutPrefix(element: string, prefix: string): string {
  return element.replaceAll(`<${prefix}`, '<').replaceAll(`</${prefix}`, '</')
}

function cutElements(text: string, tag: string): { found: string[]; rest: string } {
  const found: string[] = []
  let done = 0
  for (;;) {
    const start = findStart(text, tag, done)
    if (start < 0) return { found, rest: text.slice(Math.max(done, text.length - tag.length - 2)) }
    const open = text.indexOf('>', start)
    if (open < 0) return { found, rest: text.slice(start) }
    const end = text[open - 1] === '/' ? open + 1 : endOf(text, tag, open)
    if (end < 0) return { found, rest: text.slice(start) }
    found.push(text.slice(start, end))
    done = end
  }
}

function findStart(text: string, tag: string, from: number): number {
  let at = text.indexOf(`<${tag}`, from)
  while (at >= 0) {
    const after = text[at + tag.length + 1]
    if (after === undefined || ' >/\n\r\t'.includes(after)) return at
    at = text.indexOf(`<${tag}`, at + 1)
  }
  return -1
}

function endOf(text: string, tag: string, from: number): number {
  const close = text.indexOf(`</${tag}>`, from)
  return close < 0 ? -1 : close + tag.length + 3
}
