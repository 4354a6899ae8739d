import { civilDate, isCivilDate } from '../kernel/civil-date'
import { SettingError } from '../platform/config'
import type { DemoOptions } from './demo'

const timeZone = 'Asia/Shanghai'
const usage = '--demo PACK [--until YYYY-MM-DD] [--seed N] [--orders N]'

/** The last day of the story when nobody names one: today once its first hour is over, else yesterday. */
export const lastDay = (now: Date): string => civilDate(new Date(now.getTime() - 9 * 3_600_000), timeZone)

function wholeOf(name: string, text: string, most: number): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value > most)
    throw new SettingError(name, `must be a whole number up to ${most}, not "${text}"`)
  return value
}

/** Options by name, each with its value. */
function pairsOf(args: readonly string[]): Map<string, string> {
  const pairs = new Map<string, string>()
  const words = args.flatMap((arg) => (arg.startsWith('--') && arg.includes('=') ? splitOnce(arg) : [arg]))
  for (let at = 0; at < words.length; at += 2) {
    const [name = '', value] = [words[at], words[at + 1]]
    if (!['--demo', '--until', '--seed', '--orders'].includes(name))
      throw new SettingError(name, `is not an option: ${usage}`)
    if (value === undefined || value.startsWith('--')) throw new SettingError(name, `needs a value: ${usage}`)
    pairs.set(name, value)
  }
  return pairs
}

const splitOnce = (arg: string): string[] => [arg.slice(0, arg.indexOf('=')), arg.slice(arg.indexOf('=') + 1)]

/** PCK-4: what was asked for on the command line; null: no demo. Throws `SettingError` with what is wrong. */
export function demoOptions(
  args: readonly string[],
  known: { packs: readonly string[]; now: Date },
): DemoOptions | null {
  if (args.length === 0) return null
  const missing = args.length === 1 && args[0] === '--demo'
  if (missing) throw new SettingError('--demo', `needs a pack: ${known.packs.join(', ')}`)
  const given = pairsOf(args)
  const pack = given.get('--demo')
  if (pack === undefined) throw new SettingError([...given.keys()][0] ?? '', `belongs to --demo: ${usage}`)
  if (!known.packs.includes(pack))
    throw new SettingError('--demo', `there is no demo of the pack "${pack}": ${known.packs.join(', ')}`)
  const last = lastDay(known.now)
  const until = given.get('--until') ?? last
  if (!isCivilDate(until)) throw new SettingError('--until', `must be a day like ${last}, not "${until}"`)
  const today = civilDate(known.now, timeZone)
  if (until > today)
    throw new SettingError('--until', `lies in the future; the last day there can be is ${today}`)
  if (until < '2020-01-01') throw new SettingError('--until', 'must be 2020-01-01 or later')
  return {
    pack,
    until,
    seed: wholeOf('--seed', given.get('--seed') ?? '1', 4_294_967_295),
    orders: Math.max(50, wholeOf('--orders', given.get('--orders') ?? '8000', 200_000)),
  }
}
