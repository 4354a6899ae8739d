import { z } from 'zod'
import { instantOf } from '../kernel/civil-date'
import { judgeOnTime, type OnTimeSettings } from '../modules/service/on-time.rules'
import type { Pack } from '../modules/packs'
import { fromPacks, type Suite } from './suite'

// The times of the golden cases are local times of this zone.
const zone = 'Asia/Shanghai'
const local = z.string().transform((text) => instantOf(text, zone))
const customerCaused = z.enum(['on_time', 'left_out', 'late'])

const onTimeCase = z.object({
  promises: z.array(
    z.object({
      at: local,
      confirmed: z.boolean().default(false),
      confirmedAt: local.nullable().default(null),
      reason: z.enum(['first', 'addition', 'other']).optional(),
    }),
  ),
  handedOverAt: local.nullable().default(null),
  customerCaused: z
    .object({
      marked: z.boolean().default(false),
      signed: z.boolean().default(false),
      // Only a rejection changes the judgement.
      spotCheck: z
        .string()
        .default('none')
        .transform((text) => (text === 'rejected' ? 'rejected' : 'none')),
    })
    .nullish(),
  followUpAnswer: z
    .string()
    .nullish()
    .transform((text) => (text === 'no' || text === 'yes' ? text : null)),
  settings: z.object({ customerCaused: customerCaused.optional() }).default({}),
})

/** SVC-8, SVC-9. */
export const onTimeSuite: Suite = {
  results: ['onTime', 'why'],
  run(testCase, packs) {
    const { promises, settings, ...subject } = onTimeCase.parse(testCase)
    const judged = judgeOnTime(
      {
        ...subject,
        promises: promises.map((promise, index) => ({
          ...promise,
          seq: index + 1,
          reason: promise.reason ?? (index === 0 ? 'first' : 'other'),
        })),
      },
      { customerCaused: settings.customerCaused ?? defaultOf(packs) },
    )
    return { onTime: judged.onTime, why: judged.why }
  },
}

function defaultOf(packs: readonly Pack[]): OnTimeSettings['customerCaused'] {
  return fromPacks(packs, 'the parameter on_time.customer_caused', (pack) => {
    const setting = pack.settings.find((other) => other.key === 'on_time.customer_caused')
    return customerCaused.safeParse(setting?.value).data
  })
}
