/** The tree as it is seen: parents before children, siblings in official order, and the path that tells one 办公室 from another. */
type Node = { id: string; parentId: string | null; name: string }

/** Parents first, each followed by its own; what stands without its parent (a branch, a search) is a root. The order among siblings is the given one. */
export function inTree<N extends Node>(all: readonly N[]): (N & { depth: number; below: number })[] {
  const known = new Set(all.map(({ id }) => id))
  const children = Map.groupBy(all, ({ parentId }) => (parentId && known.has(parentId) ? parentId : ""))
  const out: (N & { depth: number; below: number })[] = []
  // a stack and not a recursion: a tree of any depth is walked
  const stack = (children.get("") ?? []).map((unit) => ({ unit, depth: 0 })).reverse()
  for (let next = stack.pop(); next; next = stack.pop()) {
    const below = children.get(next.unit.id) ?? []
    out.push({ ...next.unit, depth: next.depth, below: below.length })
    for (const unit of below.toReversed()) stack.push({ unit, depth: next.depth + 1 })
  }
  return out
}

export const pathSeparator = "/"

/** From the top to the unit, by id. */
export function pathsOf(all: readonly Node[]): Map<string, string> {
  const paths = new Map<string, string>()
  const at: string[] = []
  for (const { id, name, depth } of inTree(all)) {
    at.length = depth
    at.push(name.replaceAll(pathSeparator, "／"))
    paths.set(id, at.join(pathSeparator))
  }
  return paths
}
