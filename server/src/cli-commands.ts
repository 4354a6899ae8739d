import { goldenCommand } from './golden'
import { packsDir } from './paths'
import { openapi, schema } from './cli/generate'
import { addCompanyCommand, demoHashCommand, verify } from './cli/operate'
import { packCommand } from './cli/pack'

export interface Command {
  usage: string
  what: string
  /** Exit code: 0 done, 1 something is wrong, 2 wrong usage. */
  run: (args: string[]) => Promise<number>
}

/** Everything `npm run -s fuheng -- …` can do. */
export const commands: Record<string, Command> = {
  golden: {
    usage: 'FILE…',
    what: 'runs worked cases through the product’s own rules',
    run: (files) =>
      goldenCommand(files, {
        packsFolder: packsDir,
        from: process.env.INIT_CWD ?? process.cwd(),
        print: (line) => void process.stdout.write(`${line}\n`),
      }),
  },
  verify: {
    usage: '[--demo PACK]',
    what: 'checks facts = records, roll-ups = facts, settlements = lines',
    run: verify,
  },
  'add-company': {
    usage: 'NAME PACK LOGIN',
    what: 'a further company; its administrator’s password is read from FUHENG_ADMIN_PASSWORD',
    run: addCompanyCommand,
  },
  pack: {
    usage: 'check FOLDER|CODE, load CODE COMPANY, diff CODE COMPANY',
    what: 'checks a pack, loads it, compares it with what a company has',
    run: packCommand,
  },
  'demo-hash': {
    usage: 'PACK',
    what: 'one number over all business tables of a demo: the same for the same seed, day and size',
    run: demoHashCommand,
  },
  schema: { usage: '', what: 'writes server/schema.sql and the row types from the migrations', run: schema },
  openapi: { usage: '', what: 'writes server/openapi.json and the web client’s types', run: openapi },
}

export const commandNames: string[] = Object.keys(commands)
