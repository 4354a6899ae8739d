import { z } from 'zod'

/** A decimal as text: '0.96', '-5', '1500'. Never a JSON number, so nothing is rounded on the way. */
export const decimalText = z.string().regex(/^-?\d+(\.\d+)?$/)

/** A decimal that is not negative. */
export const positiveText = z.string().regex(/^\d+(\.\d+)?$/)

/** The stable key of a pack item: it names the item for ever, also when its name or its value changes. */
export const keyText = z.string().regex(/^[a-z][a-z0-9]*([-_.][a-z0-9]+)*$/)

/** A name in both languages. */
export const bilingual = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })

export type Bilingual = z.infer<typeof bilingual>

/**
 * PCK-2: where a value comes from. `source` names a source document and its lines ('001:118', '004:463-467,505');
 * `example: true` marks a value that no source gives, and the mark shows on the screen.
 */
export const mark = {
  source: z
    .string()
    .regex(/^\d{3}:\d+(-\d+)?(,\d+(-\d+)?)*(; \d{3}:\d+(-\d+)?(,\d+(-\d+)?)*)*$/)
    .optional(),
  example: z.literal(true).optional(),
}

export interface Mark {
  source?: string
  example?: true
}

/** PCK-2: for superRefine — an item has a source or is an example, never both and never neither. */
export function oneMark(item: Mark, ctx: z.core.$RefinementCtx): void {
  if ((item.source === undefined) === (item.example === undefined)) {
    ctx.addIssue({ code: 'custom', message: 'one_mark', path: ['source'], input: item })
  }
}

/** PCK-2: a decimal with its own mark, where one item holds both sourced and example values. */
export const markedDecimal = z.strictObject({ value: decimalText, ...mark }).superRefine(oneMark)
