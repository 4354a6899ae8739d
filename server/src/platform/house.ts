import type { FileStore } from './files'
import type { Edge } from './http/edge'

/** What modules may need besides a context: where files lie and where packs are read from. */
export interface House {
  edge: Edge
  files: FileStore
  /** The folder of the packs. */
  packsDir: string
}
