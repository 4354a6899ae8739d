// npm run check: all that needs no database and no browser. --no-tests leaves the unit tests to the caller.
import { install, requireNode } from './prepare.mjs'
import { bin, printTable, runSteps } from './steps.mjs'

// What did not change since the last run is not looked at again.
const cache = 'node_modules/.cache'
const remembered = (tool) => [
  '--cache',
  '--cache-strategy',
  'content',
  '--cache-location',
  `${cache}/${tool}/`,
]
const incremental = (part) => ['--incremental', '--tsBuildInfoFile', `${cache}/tsc-${part}.tsbuildinfo`]

requireNode()
await install()
const steps = [
  { name: 'lint', file: bin('eslint'), args: ['.', '--max-warnings', '0', ...remembered('eslint')] },
  { name: 'types of the server', file: bin('tsc'), args: ['-p', 'server', ...incremental('server')] },
  { name: 'types of the web', file: bin('tsc'), args: ['-p', 'web', ...incremental('web')] },
  { name: 'format', file: bin('prettier'), args: ['--check', '.', '--log-level', 'warn', '--cache'] },
  {
    name: 'walls',
    file: bin('depcruise'),
    args: ['server/src', 'web/src', '--config', '.dependency-cruiser.cjs'],
  },
]
const unit = { name: 'unit tests', file: bin('vitest'), args: ['run', '--project', 'unit'] }
const results = await runSteps(process.argv.includes('--no-tests') ? steps : [...steps, unit], 2)
printTable(results)
process.exitCode = results.every(({ code }) => code === 0) ? 0 : 1
