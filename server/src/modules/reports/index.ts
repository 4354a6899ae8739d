/** Reading across modules; owns no business table. */
export { routes } from './routes'

export const permissions: string[] = []
