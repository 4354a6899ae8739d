/** Models with their warranty terms, and the archive of every vehicle or machine. */
export { routes } from './routes'
/** AST-1, PLT-4: find or make in sets; ids in the order of the input (null: nothing to tell it by). */
export { ensureModels, ensureProducts, findProducts, type NamedModel, type NamedProduct } from './ensure'
/** AST-2: a new model. PLT-4, PCK-4: whole products in sets; a technical change of one. */
export { addModel } from './model-commands'
export { createProducts } from './ensure'
export { addAlteration } from './commands'
export type { NewRow as NewProductRow } from './store'
/** Products by id with model, family and customer's name; a single unknown id is not_found. */
export { productBriefs, productRow, productRows, searchProducts, type ProductBrief } from './rows'
/** AST-1 B: newest mileage and hours of products, in sets. */
export { recordReadings } from './commands'
/** AST-2: coverage of a fault at a moment { answer, missing, clauses }; not_found for an unknown product. */
export { coverageOf } from './queries'
/** CUS-6, CUS-7: for wiring. */
export { onCustomersMerged, onCustomersRenamed, onCustomersUnmerged, onNumbersWanted } from './listeners'
/** AST-6: swaps made during an order: the caller asks whether the actor may work on it. */
export { addComponent, swapComponent } from './components'
export { componentsOf, swapsOfOrder } from './components.store'
export { NewSwap, Swap } from './components.schemas'
/** PLT-4: products from a file. */
export { productImporter } from './importer'

export const permissions = ['products.read', 'products.edit']
