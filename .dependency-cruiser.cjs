// The walls come from modules.map.cjs, so that nobody keeps two lists.
const map = require('./modules.map.cjs')

const at = '^server/src/modules/'
const walls = Object.entries(map).map(([name, uses]) => ({
  name: `${name}-uses-only-its-list`,
  severity: 'error',
  from: { path: `${at}${name}/`, pathNot: '[.]test[.]ts$' },
  to: { path: at, pathNot: [name, ...uses].map((module) => `${at}${module}/`) },
}))
const pure = ['/rules[.]ts$', '[.]rules[.]ts$', '/policy[.]ts$']

module.exports = {
  forbidden: [
    ...walls,
    {
      name: 'unlisted-module',
      severity: 'error',
      from: { path: at, pathNot: Object.keys(map).map((module) => `${at}${module}/`) },
      to: {},
    },
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'modules-meet-at-the-door',
      severity: 'error',
      from: { path: `${at}([^/]+)/`, pathNot: '[.]test[.]ts$' },
      to: { path: `${at}(?!$1/)[^/]+/(?!index[.]ts$)` },
    },
    {
      name: 'outsiders-use-the-door',
      severity: 'error',
      from: { path: '^server/src/(wiring|app|main|cli|demo)' },
      to: { path: `${at}[^/]+/(?!index[.]ts$)` },
    },
    {
      name: 'rules-are-pure',
      severity: 'error',
      from: { path: pure },
      to: {
        pathNot: [
          '^server/src/kernel/',
          'rules[.]ts$',
          '/schemas[.]ts$',
          '[.]schemas[.]ts$',
          '/words[.]ts$',
          '-words[.]ts$',
          '/policy[.]ts$',
          '^server/src/platform/actor[.]ts$',
          'node_modules/decimal[.]js',
        ],
      },
    },
    {
      name: 'kernel-knows-nobody',
      severity: 'error',
      from: { path: '^server/src/kernel/' },
      to: { path: '^server/src/(modules|platform|app|wiring)' },
    },
    {
      name: 'platform-knows-no-module',
      severity: 'error',
      from: { path: '^server/src/platform/' },
      to: { path: '^server/src/(modules|app|wiring)' },
    },
    {
      name: 'web-features-are-apart',
      severity: 'error',
      from: { path: '^web/src/features/([^/]+)/' },
      to: { path: '^web/src/features/(?!$1/)' },
    },
    {
      name: 'web-never-imports-server',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^server/' },
    },
    {
      name: 'web-shared-knows-no-feature',
      severity: 'error',
      from: { path: '^web/src/shared/' },
      to: { path: '^web/src/(features|app)/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['[.]d[.]ts$', '/dist/'] },
  },
}
