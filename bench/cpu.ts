import { readdirSync, readFileSync } from 'node:fs'

// Ticks of /proc; 100 a second on every Linux that matters.
const msPerTick = 10

interface Stat {
  parent: number
  ms: number
}

function statOf(pid: string): Stat | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { parent: Number(fields[1]), ms: (Number(fields[11]) + Number(fields[12])) * msPerTick }
  } catch {
    // The process has ended since the list was read.
    return null
  }
}

/** Time on the processor of one process, and of all children of another (the database's connections). */
export function cpuOf(server: number, postmaster: number): { server: number; database: number } {
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(statOf)
  const database = stats.reduce((sum, stat) => sum + (stat?.parent === postmaster ? stat.ms : 0), 0)
  return { server: statOf(String(server))?.ms ?? 0, database }
}
