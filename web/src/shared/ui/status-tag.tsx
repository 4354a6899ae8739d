import type { ReactNode } from 'react'

export type Tone = 'neutral' | 'info' | 'good' | 'warn' | 'bad'

/** A state in a word; the tone repeats what the word says and is never the only sign. */
export function StatusTag({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`fh-tag fh-tag-${tone}`}>{children}</span>
}
