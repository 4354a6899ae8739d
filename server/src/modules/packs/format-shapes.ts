import { z } from 'zod'
import { bilingual, decimalText, keyText, mark, oneMark, positiveText } from '../../kernel/shapes'
import { clockRuleShape } from './format-clocks'
import { appraisalScheme, cardTemplate, gradeTable } from '../appraisal'
import { packCalendar, packShift } from '../org'
import { payScheme } from '../pay'
import { isSettingKey, settingShapes } from './format-settings'

const item = { key: keyText, name: bilingual, ...mark }

const blank = z.strictObject({ key: keyText, name: bilingual, source: mark.source.unwrap() })

/** pack.yaml */
export const packInfo = z
  .strictObject({
    code: keyText,
    name: bilingual,
    version: z.string().regex(/^\d+\.\d+\.\d+$/),
    industry: z.enum(['car_dealer', 'manufacturer', 'appliance_retail', 'equipment_online', 'any']),
    /** PCK-5: what the sources name and leave blank; it is the company's to fill in and never invented. */
    blanks: z.array(blank).default([]),
    ...mark,
  })
  .superRefine(oneMark)

const setting = z
  .strictObject({
    key: keyText,
    value: z.union([
      z.string(),
      z.number(),
      z.boolean(),
      z.array(z.string()),
      z.array(z.number()),
      z.record(z.string(), z.number()),
    ]),
    ...mark,
  })
  .superRefine(oneMark)
  .superRefine((entry, ctx) => {
    if (!isSettingKey(entry.key)) {
      ctx.addIssue({ code: 'custom', message: 'unknown_setting', path: ['key'], input: entry.key })
      return
    }
    const checked = settingShapes[entry.key].safeParse(entry.value)
    if (!checked.success)
      ctx.addIssue({ code: 'custom', message: 'bad_setting', path: ['value'], input: entry.value })
  })

/** settings.yaml: company parameters. */
export const settingsFile = z.strictObject({ settings: z.array(setting) })

const role = z
  .strictObject({
    ...item,
    grants: z.array(z.strictObject({ permission: z.string(), scope: z.enum(['own', 'unit', 'company']) })),
  })
  .superRefine(oneMark)

/** roles.yaml: what a role may do, and how far it reaches. */
export const rolesFile = z.strictObject({ roles: z.array(role) })

const unit = z
  .strictObject({
    ...item,
    kind: z.enum(['company', 'division', 'department', 'centre', 'workshop', 'team', 'warehouse']),
    parent: keyText.nullable(),
  })
  .superRefine(oneMark)

/** units.yaml: the tree, each unit after its parent. */
export const unitsFile = z.strictObject({ units: z.array(unit) })

const position = z
  .strictObject({
    ...item,
    unit: keyText,
    superior: keyText.nullable(),
    /** Leads its unit. */
    head: z.literal(true).optional(),
    peers: z.array(z.string()).optional(),
    appointedBy: z.string().optional(),
    mainTask: z.string().optional(),
    duties: z.array(z.string()).optional(),
    dailyWork: z
      .array(
        z.strictObject({ rhythm: z.enum(['daily', 'weekly', 'monthly', 'as_needed']), text: z.string() }),
      )
      .optional(),
    roles: z.array(keyText),
  })
  .superRefine(oneMark)

/** positions.yaml: the catalogue of positions (ORG-3, ORG-10). */
export const positionsFile = z.strictObject({ positions: z.array(position) })

const orderType = z
  .strictObject({
    ...item,
    /** SVC-14: where the lines of such an order count. */
    category: z.enum(['repair', 'warranty', 'insurance']),
    needs: z.array(
      z.enum([
        'plate',
        'mileage',
        'running_hours',
        'fault_group',
        'fault_description',
        'maintenance_item',
        'insurer',
        'claim_no',
        'original_order',
        'site_address',
        'campaign',
        'fee_approval',
      ]),
    ),
    /** SVC-13: the order is a return repair of an earlier one. */
    returnRepair: z.boolean(),
    /** SVC-13: the product comes back to the factory's return workshop. */
    factoryReturn: z.boolean(),
    states: z
      .array(
        z.enum([
          'draft',
          'accepted',
          'assigned',
          'in_repair',
          'waiting_parts',
          'waiting_customer',
          'quality_check',
          'ready',
          'settled',
          'handed_over',
          'closed',
          'cancelled',
        ]),
      )
      .min(1),
  })
  .superRefine(oneMark)

/** order-types.yaml (SVC-2, SVC-14). */
export const orderTypesFile = z.strictObject({ orderTypes: z.array(orderType) })

const faultGroup = z.strictObject(item).superRefine(oneMark)

/** fault-groups.yaml: what makes two faults the same one (SVC-13). */
export const faultGroupsFile = z.strictObject({ faultGroups: z.array(faultGroup) })

/** clocks.yaml: response clocks (SVC-3). */
export const clocksFile = z.strictObject({ clocks: z.array(clockRuleShape) })

const target = z
  .strictObject({
    /** What the source calls it, where it names several levels of ambition (IND-4). */
    ambition: z.enum(['first', 'second']).optional(),
    demand: z.enum(['>=', '>', '<=', '<']),
    value: decimalText,
    period: z.enum(['day', 'week', 'month', 'quarter', 'year']),
    ...mark,
  })
  .superRefine(oneMark)

const indicator = z
  .strictObject({
    ...item,
    formula: z.string().min(1),
    unit: z.enum(['yuan', 'ratio', 'count', 'customers', 'orders', 'yuan_per_order', 'days', 'points']),
    direction: z.enum(['higher_is_better', 'lower_is_better']),
    decimals: z.number().int().min(0).max(6),
    /** Whose part of a fact makes a person's value (IND-1). */
    personRole: z.enum(['owner', 'technician', 'lead_technician']).nullable(),
    targets: z.array(target),
  })
  .superRefine(oneMark)

/** indicators.yaml (IND-2, IND-4). */
export const indicatorsFile = z.strictObject({ indicators: z.array(indicator) })

/** appraisal.yaml: the mark every card adds up to, grade tables, cards, schemes. */
export const appraisalFile = z.strictObject({
  fullMark: positiveText,
  gradeTables: z.array(gradeTable),
  cards: z.array(cardTemplate),
  schemes: z.array(appraisalScheme),
})

/** pay.yaml */
export const payFile = z.strictObject({ schemes: z.array(payScheme) })

/** calendar.yaml: working calendars and shift patterns (ORG-11). */
export const calendarFile = z.strictObject({
  calendars: z.array(packCalendar),
  shifts: z.array(packShift),
})

/** The files of a pack folder; all of them must be there, others are refused. */
export const packFiles = {
  'pack.yaml': packInfo,
  'settings.yaml': settingsFile,
  'roles.yaml': rolesFile,
  'units.yaml': unitsFile,
  'positions.yaml': positionsFile,
  'calendar.yaml': calendarFile,
  'order-types.yaml': orderTypesFile,
  'fault-groups.yaml': faultGroupsFile,
  'clocks.yaml': clocksFile,
  'indicators.yaml': indicatorsFile,
  'appraisal.yaml': appraisalFile,
  'pay.yaml': payFile,
} as const

export type PackFileName = keyof typeof packFiles

type Files = { [Name in PackFileName]: z.infer<(typeof packFiles)[Name]> }

/** A pack as data: each part as in its file. */
export interface Pack {
  info: Files['pack.yaml']
  settings: Files['settings.yaml']['settings']
  roles: Files['roles.yaml']['roles']
  units: Files['units.yaml']['units']
  positions: Files['positions.yaml']['positions']
  calendar: Files['calendar.yaml']
  orderTypes: Files['order-types.yaml']['orderTypes']
  faultGroups: Files['fault-groups.yaml']['faultGroups']
  clocks: Files['clocks.yaml']['clocks']
  indicators: Files['indicators.yaml']['indicators']
  appraisal: Files['appraisal.yaml']
  pay: Files['pay.yaml']
}
