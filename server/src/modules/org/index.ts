/** The organisation: units with dates, positions with duties, people, and who may do what where. */
export { routes } from './routes'
/** ORG-7: who a session's person is today, with every grant. */
export { loadActor, companyOf } from './who'
/** Commands for set-up and import (ORG-1, ORG-2, ORG-4). */
export { addUnit, addPosition, addPerson, addLogin, assign } from './commands'
/** Set-up of a company: its own row and its roles. */
export { insertCompany, insertRoles, mergeSettings as saveSettings } from './store'
/** Today in the company's time zone; people and units by id or number. */
export { today, personByNo, unitByCode, positionByCode, listUnits } from './queries'
/** PCK-3: roles and positions as the company has them now. */
export { listRoles, allPositions } from './positions.queries'
/** Names by id, people by number or name (sets), company parameters by key. */
export { personNames, findPeople, findUnits, companySettings } from './lookups'
/** ORG-1: subtrees with the days they held, children and names of units. */
export { unitSpans, childUnits, unitNames, type UnitSpan } from './spans'
/** ORG-1, ORG-3: the people above a person, and who leads a unit (sets, for escalations). */
export { tellCalendars } from './calendar-news'
export { reportingLines, unitHeads } from './reporting-line'
/** ORG-2: who held positions of a unit within some days (sets, for cards and pay). */
export { holdersOf, type Holder } from './holders'
/** PCK-3: calendars and shifts as the company has them now. */
export { listCalendars } from './calendar.queries'
export { listShifts } from './shift.queries'
/** ORG-11: the working calendar of each unit on a day, its own or the nearest above. */
export { workingCalendars } from './calendars'
/** ORG-11: planning of shifts and asking for swaps. */
export { addEntry, copyWeek } from './roster.commands'
export { askSwap } from './swap.commands'
/** ORG-11: the people on shift in units at an instant. */
export { onDutyAt, type DutyHolder } from './roster.queries'
/** ORG-11, PCK-1: shapes and loading of calendars, shifts and official holidays. */
export {
  packCalendar,
  packShift,
  holidayFile,
  loadCalendars,
  loadHolidays,
  type HolidayFile,
} from './calendar.pack'
/** PLT-4: holidays from a file. */
export { holidayImporter } from './holidays.importer'
export { TimelineEntry } from './schemas'
export { treeOf, type Placement, type TreeRow } from './tree.rules'

export const permissions = [
  'org.read',
  'org.edit',
  'people.read',
  'people.edit',
  'audit.read',
  'settings.edit',
  'calendar.read',
  'calendar.edit',
  'roster.read',
  'roster.edit',
]
