/** A unit with its place in the tree. */
export interface UnitPlace {
  id: string
  name: string
  parentId: string | null
}

export interface UnitNode<U extends UnitPlace> {
  unit: U
  children: UnitNode<U>[]
}

const nodeOf = <U extends UnitPlace>(unit: U): UnitNode<U> => ({ unit, children: [] })

/** The tree of a flat list; a unit whose parent is not in the list (closed, not visible) stands at the top. */
export function treeOfUnits<U extends UnitPlace>(units: U[]): UnitNode<U>[] {
  const nodes = new Map(units.map((unit) => [unit.id, nodeOf(unit)]))
  const roots: UnitNode<U>[] = []
  for (const node of nodes.values()) {
    const parent = node.unit.parentId === null ? undefined : nodes.get(node.unit.parentId)
    if (parent) parent.children.push(node)
    else roots.push(node)
  }
  return roots
}

/** A unit with all above it, from the top. */
export const unitPath = <U extends UnitPlace>(units: U[], id: string): U[] => {
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const path: U[] = []
  for (let unit = byId.get(id); unit && !path.includes(unit); unit = byId.get(unit.parentId ?? ''))
    path.unshift(unit)
  return path
}
