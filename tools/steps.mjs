// Runs named steps a few at a time and reports them in one table.
import { root, run } from './prepare.mjs'

/**
 * Runs `{ name, file, args }` steps, at most `atOnce` together, and prints what failing ones wrote.
 * The answer holds `{ name, code, seconds }` in the given order.
 */
export async function runSteps(steps, atOnce) {
  const waiting = steps.map((step, index) => ({ ...step, index }))
  const done = []
  const worker = async () => {
    for (let step = waiting.shift(); step; step = waiting.shift()) done[step.index] = await runStep(step)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return done
}

export function printTable(results) {
  const width = Math.max(...results.map(({ name }) => name.length))
  for (const { name, code, seconds } of results) {
    console.log(`${code === 0 ? 'ok  ' : 'FAIL'}  ${name.padEnd(width)}  ${seconds.toFixed(1).padStart(6)} s`)
  }
}

/** The path of an installed package's program. */
export const bin = (name) => `${root}/node_modules/.bin/${name}`

async function runStep({ name, file, args }) {
  const start = performance.now()
  const { code, output } = await run(file, args, { quiet: true })
  if (code !== 0) console.log(`\n--- ${name} ---\n${output.trim()}\n`)
  return { name, code, seconds: (performance.now() - start) / 1000 }
}
