const decimalText = /^(-?)(\d+)(?:\.(\d+))?$/

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',')

/** Adds thousands separators to a decimal string and leaves its digits alone: '-12345.60' → '-12,345.60'. */
export function formatMoney(money: string): string {
  const found = decimalText.exec(money)
  if (!found) return money
  const [, sign = '', whole = '', rest] = found
  return `${sign}${grouped(whole)}${rest === undefined ? '' : `.${rest}`}`
}

/** A count with thousands separators. */
export const formatCount = (count: number): string => formatMoney(String(count))

/** Rounds a decimal string half up (away from zero) to so many places, in whole numbers only: no float in between. */
export function roundText(value: string, places: number): string {
  const found = decimalText.exec(value)
  if (!found) return value
  const [, sign = '', whole = '', rest = ''] = found
  const kept = rest.slice(0, places).padEnd(places, '0')
  const up = rest.charAt(places) >= '5' ? 1n : 0n
  const digits = (BigInt(whole + kept) + up).toString().padStart(places + 1, '0')
  const cut = digits.length - places
  const text = places === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`
  return /^[0.]*$/.test(text) ? text : `${sign}${text}`
}

/** A decimal string with its superfluous zeros gone: '12.500000' → '12.5', '3.000000' → '3'. */
export const trimZeros = (value: string): string =>
  decimalText.test(value) && value.includes('.') ? value.replace(/0+$/, '').replace(/\.$/, '') : value

/** A ratio as per cent: '0.680603' → '68.06%'. */
export function formatPercent(ratio: string, places = 2): string {
  const found = decimalText.exec(ratio)
  if (!found) return ratio
  const [, sign = '', whole = '', rest = ''] = found
  const shifted = rest.padEnd(2, '0')
  const moved = `${sign}${BigInt(whole + shifted.slice(0, 2)).toString()}.${shifted.slice(2) || '0'}`
  return `${formatMoney(roundText(moved, places))}%`
}
