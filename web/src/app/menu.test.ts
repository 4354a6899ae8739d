import { expect, it } from 'vitest'
import { entriesFor, menu, menuFor, type MenuNode } from './menu'

const nodes: MenuNode[] = [
  { to: '/orders', text: 'nav.orders', permission: 'orders.read' },
  {
    key: 'system',
    text: 'nav.system',
    icon: null,
    items: [{ to: '/users', text: 'nav.users', permission: 'users.manage' }],
  },
  { to: '/help', text: 'nav.help' },
]
const holding =
  (...held: string[]) =>
  (permission: string) =>
    held.includes(permission)

it('PLT-13: shows what the user may open, and no group without entries', () => {
  expect(entriesFor(nodes, holding()).map((entry) => entry.to)).toEqual(['/help'])
  expect(menuFor(nodes, holding('orders.read'))).toHaveLength(2)
  expect(entriesFor(nodes, holding('orders.read', 'users.manage')).map((entry) => entry.to)).toEqual([
    '/orders',
    '/users',
    '/help',
  ])
})

it('leads each address to one place only', () => {
  const all = entriesFor(menu, () => true).map((entry) => entry.to)
  expect(new Set(all).size).toBe(all.length)
})
