import type { Bus, Ctx } from './ctx'

/** News a module tells, by name; each module adds its own by declaration merging in its events.ts. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
export interface EventMap {}

export type EventName = keyof EventMap & string
export type Listener<N extends EventName> = (ctx: Ctx, news: EventMap[N]) => Promise<void>
export type Listeners = { [N in EventName]?: Listener<N>[] }

/** The bus over a table of listeners: they run one after another, in the order the table lists them. */
export function busOf(listeners: Listeners): Bus {
  const table = new Map<string, unknown>(Object.entries(listeners))
  return {
    async tell(ctx, name, news) {
      const heard = (table.get(name) ?? []) as ((ctx: Ctx, news: unknown) => Promise<void>)[]
      for (const listener of heard) await listener(ctx, news)
    },
  }
}

/** Tells higher modules what happened, inside this transaction. */
export const emit = <N extends EventName>(ctx: Ctx, name: N, news: EventMap[N]): Promise<void> =>
  ctx.bus.tell(ctx, name, news)
