import { commands } from './cli-commands'

const [name = '', ...args] = process.argv.slice(2)
const command = commands[name]
if (command) {
  process.exitCode = await command.run(args).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return 1
  })
} else {
  const lines = Object.entries(commands).map(
    ([key, { usage, what }]) => `  ${`${key} ${usage}`.padEnd(44)} ${what}`,
  )
  process.stderr.write(`npm run -s fuheng -- <command>\n${lines.join('\n')}\n`)
  process.exitCode = 2
}
