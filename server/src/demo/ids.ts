import type { MakeId } from '../kernel/ids'
import type { Chance } from './random'

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')

/**
 * PCK-4: UUIDv7 made from the seed: the moment an id belongs to, a running number that keeps ids of one moment in order,
 * and chance of the seed.
 */
export function seededIds(chance: Chance, now: () => Date): MakeId {
  let running = 0
  return (at = now()) => {
    running = (running + 1) % 0x3fff_ffff
    const time = hex(at.getTime(), 12)
    const high = hex(0x7000 | (running >>> 18), 4)
    const middle = hex(0x8000 | ((running >>> 4) & 0x3fff), 4)
    const end = hex(running & 0xf, 1) + hex(chance.whole(0, 0xffff), 4) + hex(chance.whole(0, 0xffffff), 7)
    return `${time.slice(0, 8)}-${time.slice(8)}-${high}-${middle}-${end}`
  }
}
