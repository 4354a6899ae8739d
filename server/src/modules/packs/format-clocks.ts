import { z } from 'zod'
import { bilingual, keyText, mark, oneMark } from '../../kernel/shapes'
import { clockStarts, clockStops, clockSubjects, clockChannels, pauseReasons, priorities } from '../service'

const hours = z
  .number()
  .positive()
  .max(24 * 365)

/** Everything that is given must hold; a list holds when one of its words does. */
const condition = z.strictObject({
  orderTypes: z.array(keyText).min(1).optional(),
  faultGroups: z.array(keyText).min(1).optional(),
  channels: z.array(z.enum(clockChannels)).min(1).optional(),
  priorities: z.array(z.enum(priorities)).min(1).optional(),
  /** SVC-4: up to and with so many kilometres; an order whose distance nobody knows counts as near. */
  upToKm: z.number().nonnegative().optional(),
  /** SVC-4: more than so many kilometres. */
  overKm: z.number().nonnegative().optional(),
  supplierNeeded: z.boolean().optional(),
})

/** SVC-3: one clock of clocks.yaml. `when` holds alternatives; none means every record of the subject. */
export const clockRuleShape = z
  .strictObject({
    key: keyText,
    name: bilingual,
    subject: z.enum(clockSubjects),
    when: z.array(condition).default([]),
    startsAt: z.enum(clockStarts),
    stopsAt: z.array(z.enum(clockStops)).min(1),
    hours,
    time: z.enum(['calendar', 'business']),
    pauses: z.array(z.enum(pauseReasons)).default([]),
    warnBeforeHours: z.number().nonnegative(),
    /** So many steps up the reporting line, so many hours after the due time. */
    escalate: z
      .array(z.strictObject({ levels: z.number().int().min(1).max(9), afterHours: z.number().nonnegative() }))
      .default([]),
    ...mark,
  })
  .superRefine(oneMark)
  .superRefine((rule, ctx) => {
    if (rule.warnBeforeHours >= rule.hours)
      ctx.addIssue({
        code: 'custom',
        message: 'bad_value',
        path: ['warnBeforeHours'],
        input: rule.warnBeforeHours,
      })
  })
