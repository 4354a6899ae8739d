/** Rule packs: read, checked and loaded into a company; set-up of companies. */
export { routesOf } from './routes'
/** PLT-12: the first administrator from the environment; a further company. */
export {
  firstAdmin,
  addCompany,
  createCompany,
  loadAgain,
  readPack,
  type NewCompany,
  type PackSource,
} from './setup'
/** PCK-3: base as loaded, the pack's now, the company's now. */
export { packDifference, type PackDifference } from './difference'
export type { FieldOutcome, ItemDifference, ItemOutcome } from './compare.rules'
/** PCK-1: the pack folders there are, and one of them parsed and checked. */
export { packFoldersIn, readPackFolder } from './format-folder'
export { parsePack, type ParsedPack } from './format'
export type { Pack } from './format-shapes'
export type { PackVocabulary } from './format-checks'

export const permissions = ['packs.load']
