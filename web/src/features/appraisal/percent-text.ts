const decimal = /^(-?)(\d+)(?:\.(\d+))?$/

/** Moves the point of a decimal text so many places to the right (negative: left), digit by digit. */
export function movePoint(text: string, places: number): string {
  const found = decimal.exec(text)
  if (!found) return text
  const [, sign = '', whole = '', rest = ''] = found
  const left = places < 0 ? whole.padStart(1 - places, '0') : whole
  const right = places > 0 ? rest.padEnd(places, '0') : rest
  const digits = left + right
  const at = left.length + places
  const before = digits.slice(0, at).replace(/^0+(?=\d)/, '')
  const after = digits.slice(at).replace(/0+$/, '')
  return `${sign}${before}${after === '' ? '' : `.${after}`}`
}

/** A decimal cut, not rounded: what is shown must not reach a border that the value does not reach. */
export function cutAt(text: string, places: number): string {
  const found = decimal.exec(text)
  const rest = (found?.[3] ?? '').slice(0, places).replace(/0+$/, '')
  return found ? `${found[1] ?? ''}${found[2] ?? ''}${rest === '' ? '' : `.${rest}`}` : text
}

/** A ratio as the per cent a person types: '0.934' → '93.4'. */
export const percentOf = (ratio: string): string => movePoint(ratio, 2)

/** What a person typed as per cent as a ratio: '93.4' → '0.934'. */
export const ratioOf = (percent: string): string => movePoint(percent, -2)
