import type { Ctx } from '../../platform/ctx'
import { emit } from '../../platform/events'
import { touch } from '../../platform/live'

declare module '../../platform/events' {
  interface EventMap {
    /** ORG-11: working hours, holidays or the calendar of a unit changed: what counts business time is counted anew. */
    'org.calendarsChanged': Record<string, never>
  }
}

/** Told by every command that changes a calendar, in its transaction. */
export async function tellCalendars(ctx: Ctx): Promise<void> {
  await emit(ctx, 'org.calendarsChanged', {})
  touch(ctx, 'calendars')
}
