const modules = import.meta.glob<Record<string, string>>('../../../../texts/*.en.json', {
  eager: true,
  import: 'default',
})

/** All texts of all modules in English, one chunk. */
export const texts: Record<string, string> = Object.assign({}, ...Object.values(modules))
