import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml'
import type { z } from 'zod'

/** What is wrong with a pack, and where: the file, the line in it and the key. */
export interface PackIssue {
  file: string
  line: number
  key: string
  /** `packs.<slug>`, the key of a text. */
  reason: string
  /** The same in plain English, for a terminal. */
  message: string
}

export type Path = readonly PropertyKey[]

/** One YAML file with the lines of its parts. */
export class SourceFile {
  private readonly lines = new LineCounter()
  private readonly document: Document

  constructor(
    readonly name: string,
    text: string,
  ) {
    this.document = parseDocument(text, { lineCounter: this.lines, uniqueKeys: true, prettyErrors: false })
  }

  /** Faults of the YAML itself, a key written twice among them. */
  faults(): PackIssue[] {
    return this.document.errors.map((error) => {
      const twice = error.code === 'DUPLICATE_KEY'
      return {
        file: this.name,
        line: this.lines.linePos(error.pos[0]).line,
        key: '',
        reason: twice ? 'packs.duplicate_key' : 'packs.bad_yaml',
        message: error.message,
      }
    })
  }

  data(): unknown {
    return this.document.toJS()
  }

  /** An issue at a place in the file; where the place itself does not exist, at the nearest part around it. */
  issue(path: Path, reason: string, message: string): PackIssue {
    return { file: this.name, line: this.lineOf(path), key: keyOf(path), reason: `packs.${reason}`, message }
  }

  /** The issues zod found, each where it belongs. */
  issuesOf(error: z.ZodError): PackIssue[] {
    return error.issues.flatMap((issue) => {
      if (issue.code === 'unrecognized_keys') {
        return issue.keys.map((key) =>
          this.issue([...issue.path, key], 'unknown_key', `unknown key "${key}"`),
        )
      }
      if (issue.code === 'custom')
        return [this.issue(issue.path, issue.message, customMessages[issue.message] ?? issue.message)]
      if (issue.path.length > 0 && this.nodeAt(issue.path) === undefined)
        return [this.issue(issue.path, 'missing_key', `missing key "${String(issue.path.at(-1))}"`)]
      return [this.issue(issue.path, 'bad_value', issue.message)]
    })
  }

  private lineOf(path: Path): number {
    for (let length = path.length; length >= 0; length -= 1) {
      const offset = this.offsetOf(path.slice(0, length))
      if (offset !== null) return this.lines.linePos(offset).line
    }
    return 1
  }

  private offsetOf(path: Path): number | null {
    const key = path.at(-1)
    const parent = this.nodeAt(path.slice(0, -1))
    if (key !== undefined && isMap(parent)) {
      const pair = parent.items.find((other) => isScalar(other.key) && other.key.value === key)
      return isNode(pair?.key) ? (pair.key.range?.[0] ?? null) : null
    }
    const node = this.nodeAt(path)
    return isNode(node) ? (node.range?.[0] ?? null) : null
  }

  // A part may stand at an anchor elsewhere in the file; its line is the line there.
  private nodeAt(path: Path): unknown {
    let node: unknown = this.document.contents
    for (const part of path) {
      node = isMap(node) || isSeq(node) ? node.get(part, true) : undefined
      if (isAlias(node)) node = node.resolve(this.document)
    }
    return node
  }
}

const customMessages: Record<string, string> = {
  one_mark: 'give either `source: "001:118"` or `example: true`',
  unknown_setting: 'no such company parameter',
  spans_out_of_order: 'hours that overlap, run backwards or are longer than a day',
  bad_setting: 'a value this parameter does not take',
}

function keyOf(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`
    return text === '' ? String(part) : `${text}.${String(part)}`
  }, '')
}
