// npm test: everything, on a new machine too. The last line is always "N passed, N failed".
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBrowser } from './browser.mjs'
import { buildFolder, prepare, run } from './prepare.mjs'
import { bin } from './steps.mjs'

const total = { passed: 0, failed: 0, skipped: 0 }

// On exit, so that the line is there whatever stops the run.
process.on('exit', (code) => {
  if (code !== 0 && total.failed === 0) total.failed = 1
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
  console.log(`${total.passed} passed, ${total.failed} failed${skipped}`)
})

await prepare()
await step('check', async () => {
  const { code } = await run(process.execPath, ['tools/check.mjs', '--no-tests'])
  return { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 }
})
await step('unit, architecture and server tests', () => vitest('server', ['unit', 'architecture', 'server']))
// On their own: they kill processes and measure time.
await step('launcher tests', () => vitest('launcher', ['launcher']))
await step('browser tests', async () => {
  const problem = await ensureBrowser()
  if (problem === undefined) return vitest('e2e', ['e2e'])
  console.error(problem)
  return { passed: 0, failed: 1, skipped: 0 }
})

process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0

async function step(name, work) {
  console.log(`\n=== ${name} ===`)
  const counts = await work()
  for (const key of Object.keys(total)) total[key] += counts[key]
}

/** Runs vitest projects and counts. A run that says nothing, or fails without a failed test, is one failure. */
async function vitest(name, projects) {
  const report = join(buildFolder(), `tests-${name}.json`)
  rmSync(report, { force: true })
  const chosen = projects.flatMap((project) => ['--project', project])
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { code } = await run(bin('vitest'), ['run', ...chosen, ...reporters])
  const counts = existsSync(report)
    ? countsOf(JSON.parse(readFileSync(report, 'utf8')))
    : { passed: 0, failed: 0, skipped: 0 }
  const isSilent = counts.failed === 0 && (code !== 0 || counts.passed === 0)
  return isSilent ? { ...counts, failed: 1 } : counts
}

function countsOf(report) {
  // A file that cannot be loaded has no test of its own to fail.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}
