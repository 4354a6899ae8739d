import { describe, expect, it } from 'vitest'
import type { Actor } from '../../platform/actor'
import { abilities, mayImport, visibleEntities } from './policy'
import { moved, transitions, whyNotRun } from './rules'
import { State } from './schemas'

describe('PLT-4 states of an import', () => {
  it.each([
    ['试导完成、无错误', 'checked', { good: 3, errors: 0 }, false, null],
    ['有错误、没有选择去掉', 'checked', { good: 3, errors: 1 }, false, 'workbench.errors_left'],
    ['有错误、选择去掉问题行', 'checked', { good: 3, errors: 1 }, true, null],
    ['去掉之后什么都不剩', 'checked', { good: 0, errors: 1 }, true, 'workbench.nothing_to_import'],
    ['改了设置之后', 'mapped', { good: 3, errors: 0 }, true, 'workbench.trial_needed'],
    ['已经导入', 'done', { good: 3, errors: 0 }, true, 'workbench.trial_needed'],
  ] as const)('%s', (_, state, counts, dropBadRows, why) => {
    expect(whyNotRun({ state, counts, dropBadRows })).toBe(why)
    expect(abilities({ state, counts, dropBadRows }).run).toBe(why === null)
  })

  it('only a trial leads to a run, and nothing leads away from done', () => {
    const toRunning = State.options.filter((from) => transitions[from].includes('running'))
    expect(toRunning).toEqual(['checked'])
    expect(transitions.done).toEqual([])
    expect(() => moved('done', 'checking')).toThrow('workbench.wrong_state')
  })
})

describe('ORG-7 who may import', () => {
  const importer = { entity: 'orders', permission: 'orders.edit' }
  const actor = (...grants: Actor['grants']): Actor => ({
    userId: 'u',
    personId: 'p',
    name: '',
    kind: 'person',
    grants,
  })
  const runs: Actor['grants'][number] = { permission: 'imports.run', scope: 'company', unitIds: [] }
  const edits = (scope: 'unit' | 'company') => ({ permission: 'orders.edit', scope, unitIds: ['x'] })

  it.each([
    ['导入权限和全公司的业务权限', actor(runs, edits('company')), true],
    ['业务权限只到本部门', actor(runs, edits('unit')), false],
    ['没有导入权限', actor(edits('company')), false],
    ['没有业务权限', actor(runs), false],
  ])('%s', (_, who, may) => {
    expect(mayImport(who, importer)).toBe(may)
    expect(visibleEntities(who, [importer])).toEqual(may ? ['orders'] : [])
  })
})
