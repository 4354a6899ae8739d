import { addDays, type CivilDate } from './civil-date'
import { dec, toRatio, type Ratio } from './money'

export type ArchiveState = 'on_time' | 'late' | 'pending' | 'unknown'

/** CUS-2, AST-1: the last day on which an archive is in time; the day of the event is day 0. */
export const archiveDueOn = (from: CivilDate | null, days: number): CivilDate | null =>
  from === null ? null : addDays(from, days)

/**
 * CUS-2, AST-1: whether an archive was there in time. Not there yet: pending up to the last day, late from the day
 * after, because a missing archive that is never made must not vanish from the rate.
 */
export function archiveState(
  archive: { from: CivilDate | null; archivedOn: CivilDate | null },
  days: number,
  today: CivilDate,
): ArchiveState {
  const due = archiveDueOn(archive.from, days)
  if (due === null) return 'unknown'
  if (archive.archivedOn !== null) return archive.archivedOn <= due ? 'on_time' : 'late'
  return today <= due ? 'pending' : 'late'
}

/** CUS-2: 建档及时率 = in time ÷ judged; pending ones are not judged yet. Null for none. */
export const timelinessRate = (onTime: number, judged: number): Ratio | null =>
  judged === 0 ? null : toRatio(dec(onTime).div(judged))
