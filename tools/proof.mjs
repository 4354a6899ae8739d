// npm run proof:<name>: what takes long, by hand. The figures go into bench/RESULTS.md with the command.
import { prepare, run, stop } from './prepare.mjs'
import { bin } from './steps.mjs'

const proofs = {
  kill: { file: 'server/tests/proofs/kill.test.ts', env: { KILL_ROUNDS: process.env.KILL_ROUNDS ?? '20' } },
}
// Measured rather than tested: a program of bench/.
const measured = ['search']
const [asked, ...rest] = process.argv.slice(2)
if (measured.includes(asked)) {
  const { code } = await run(process.execPath, ['tools/bench.mjs', asked, ...rest])
  process.exit(code)
}
const proof = proofs[asked]
if (!proof) stop(`There are these proofs: ${[...Object.keys(proofs), ...measured].join(', ')}`)
await prepare()
Object.assign(process.env, proof.env)
const { code } = await run(bin('vitest'), ['run', '--project', 'launcher', proof.file])
process.exitCode = code
