const modules = import.meta.glob<Record<string, string>>('../../../../texts/*.zh-CN.json', {
  eager: true,
  import: 'default',
})

/** All texts of all modules in Chinese, one chunk. */
export const texts: Record<string, string> = Object.assign({}, ...Object.values(modules))
