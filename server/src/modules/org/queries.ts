export { today } from './days'
export * from './units.queries'
export * from './positions.queries'
export * from './people.queries'
