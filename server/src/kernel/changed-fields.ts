/** PLT-2: which fields of an edit differ from what is stored now; shown when two people saved the same record. */
export const changedFields = (current: object, mine: object): string[] => {
  const now = new Map(Object.entries(current))
  return Object.entries(mine)
    .filter(([key, value]) => key !== 'version' && JSON.stringify(value) !== JSON.stringify(now.get(key)))
    .map(([key]) => key)
}
