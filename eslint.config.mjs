import tseslint from 'typescript-eslint'

// Rules and policies are functions of their arguments: no clock, no chance, no waiting.
const pure = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'A rule has no clock: take `now` as an argument.',
  },
  {
    selector: "MemberExpression[object.name='Date'][property.name='now']",
    message: 'A rule has no clock: take `now` as an argument.',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'A rule has no chance in it.',
  },
  { selector: ':function[async=true]', message: 'A rule is synchronous.' },
  { selector: 'AwaitExpression', message: 'A rule is synchronous.' },
]

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '.build/**',
      '**/*.cjs',
      'web/src/shared/api/schema.d.ts',
      'server/src/platform/db-rows.ts',
    ],
  },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-else-return': 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['**/*.test.ts', '**/*.test.tsx', 'server/tests/**', 'e2e/**', 'web/src/**/*.tsx'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    files: ['**/*.test.ts', '**/*.test.tsx', 'server/tests/**', 'e2e/**'],
    // A test reads answers loosely and asserts on what it finds.
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
      'max-lines': 'off',
    },
  },
  {
    files: [
      'server/src/**/rules.ts',
      'server/src/**/*.rules.ts',
      'server/src/**/policy.ts',
      'server/src/kernel/**/*.ts',
    ],
    ignores: ['**/*.test.ts', 'server/src/kernel/ids.ts'],
    rules: { 'no-restricted-syntax': ['error', ...pure] },
  },
)
