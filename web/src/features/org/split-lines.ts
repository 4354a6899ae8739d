const numbering =
  /^\s*(?:[\uff08(]?\d{1,2}[)\uff09]|\d{1,2}\s*[.\u3001\uff0e](?!\d)|[\u2460-\u2473]|[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,3}\u3001|[-\u2022\u00b7\u25cf*])\s*/

/** Text pasted from a document as single entries, without their own numbers or bullets. */
export const splitLines = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.replace(numbering, '').trim())
    .filter((line) => line !== '')
