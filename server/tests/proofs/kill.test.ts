import { expect, it } from 'vitest'
import { killRounds } from './kill'

const rounds = Number(process.env.KILL_ROUNDS ?? '3')

it(
  `PLT-16: ${rounds} kills under writing load: every acknowledged order is there exactly once, and verify is clean`,
  { timeout: rounds * 60_000 },
  async () => {
    const done = await killRounds(rounds, (round) =>
      process.stdout.write(
        `${round.victim}: asked ${round.asked}, acknowledged ${round.acknowledged}, lost ${round.lost.length}, doubled ${round.doubled.length}\n`,
      ),
    )
    for (const round of done) {
      expect(round.acknowledged).toBeGreaterThan(5)
      expect(round).toMatchObject({ lost: [], doubled: [], verifyExit: 0 })
    }
  },
)
