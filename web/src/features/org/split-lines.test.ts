import { expect, it } from 'vitest'
import { splitLines } from './split-lines'

it('ORG-2: a list pasted from a document becomes entries without their numbers', () => {
  expect(splitLines('1. 接待客户\r\n2、开具委托书\n（3）交车前检查\n\n④ 回访\n• 归档')).toEqual([
    '接待客户',
    '开具委托书',
    '交车前检查',
    '回访',
    '归档',
  ])
})

it('keeps numbers that belong to the sentence', () => {
  expect(splitLines('24小时内回访\n3日内完成')).toEqual(['24小时内回访', '3日内完成'])
})
