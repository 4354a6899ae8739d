import { instantOf, type CivilDate } from '../../kernel/civil-date'
import type { PastDoer } from '../../modules/service'
import type { Ctx } from '../../platform/ctx'

/**
 * One transaction in which the year goes by: every command gets a context with the time and the person of its moment.
 * The clock also dates the ids.
 */
export class Stage {
  constructor(
    private readonly ctx: Ctx,
    private readonly clock: { now: Date },
  ) {}

  at(now: Date, who: PastDoer | null = null): Ctx {
    this.clock.now = now
    if (who === null) return { ...this.ctx, now }
    return { ...this.ctx, now, actor: { ...this.ctx.actor, personId: who.id, name: who.name } }
  }

  on(day: CivilDate, time: string, who: PastDoer | null = null): Ctx {
    return this.at(instantOf(`${day}T${time}`, this.ctx.company.timeZone), who)
  }
}
