/** The customer archive: names, phones, contacts, who is responsible, and whether the archive was made in time. */
import './events'
export { routes } from './routes'
/** CUS-1, PLT-4: find by name and phone or make, in sets; ids in the order of the input. */
export { ensureCustomers, findCustomers, type NamedCustomer } from './ensure'
/** PLT-4, PCK-4: whole records in sets. */
export { createCustomers } from './ensure'
export type { NewRow as NewCustomerRow } from './store'
/** Customers by id for other modules' screens, without visibility; a single unknown id is not_found. */
export { customerNames, customerRow, customerRows, searchCustomers, type CustomerBrief } from './rows'
/** CUS-2: 建档及时率 of a period { judged, onTime, late, pending, rate, days, byPerson }. */
export { archiveTimeliness } from './queries'
/** PLT-4: customers from a file. */
export { customerImporter } from './importer'

/** CUS-6: for modules that keep rows of a customer: who stands for whom, and which rows went over with a merge. */
export { survivorOf } from './merges.queries'
export { keepMoved, movedRows } from './merge.store'
/** CUS-6: who owns which VIN, serial number and plate; told by products. */
export { keepNumbers, type OwnedNumbers } from './indexing'
export type { MergeNews } from './events'
/** CUS-6: the search for duplicates. */
export { findPairs, jobsOf } from './pairs'
/** Set-up of a company: its queue of searches for duplicates. */
export { openPairs } from './indexing'

export const permissions = ['customers.read', 'customers.edit', 'customers.merge']
