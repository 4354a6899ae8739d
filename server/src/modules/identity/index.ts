/** Sign-in, sessions and logins. Its tables stand outside the companies and are read by its store alone. */
export { routes } from './routes'
/** Makes a login for a person (PLT-12). */
export { addUser, openSession, type Device } from './commands'
/** The session behind a cookie's token; used by the edge on every request. */
export { findSession } from './queries'
export { anyUser, companyIds, lockSetup, userOfPerson } from './store'
export { NewUser, UserWithPassword, password, type User } from './schemas'

export const permissions = ['users.manage']
