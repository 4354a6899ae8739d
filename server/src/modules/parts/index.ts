/** The parts catalogue: numbers, names, prices by date, and which parts replace each other. */
export { routes } from './routes'
/** Parts by id with the prices of a day; a single unknown id is not_found. Without cost and visibility. */
export { partRow, partRows, type PartBrief } from './queries'
/** PRT-1: a new part with its prices and what replaces it. */
export { addPart } from './commands'
/** Ids by part number, for imports. */
export { partsByNumber } from './store'
/** PLT-4: parts from a file. */
export { partImporter } from './importer'

export const permissions = ['parts.read', 'parts.edit']
