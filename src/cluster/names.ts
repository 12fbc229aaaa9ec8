/** What a node is called: by its config-id, else by the part of its path that tells it from the others. */
import { baseName } from '../text/files.ts'
import { groupBy } from '../text/group-by.ts'

/** A node that needs a name. */
export interface Nameless {
  readonly path: string
  readonly configId?: string | undefined
}

/** A name for each, in order. */
export function nodeNames(nodes: readonly Nameless[]): string[] {
  const short = nodes.map((node) => node.configId ?? stemOf(node.path))
  const telling = toldApart(nodes, short, distinguishingParts)
  const longer = toldApart(nodes, telling, trailingParts)
  return toldApart(nodes, longer, (paths) => paths)
}

/** The names, where several nodes have one made of what `partsOf` takes from their paths. */
function toldApart(
  nodes: readonly Nameless[],
  names: readonly string[],
  partsOf: (paths: readonly string[]) => readonly string[],
): string[] {
  const byName = groupBy(names.keys(), (index) => names[index])
  const apart = [...names]
  for (const indices of byName.values()) {
    if (indices.length < 2) continue
    const parts = partsOf(indices.map((index) => nodes[index]?.path ?? ''))
    indices.forEach((index, at) => {
      const configId = nodes[index]?.configId
      const part = parts[at] ?? ''
      apart[index] = configId === undefined ? part : `${configId} (${part})`
    })
  }
  return apart
}

/** The file name without its extension; of `keepalived.conf.master` the part that is its own: `master`. */
export function stemOf(path: string): string {
  const name = baseName(path)
  const suffix = /^keepalived\.conf[._-](.+)$/.exec(name)?.[1]
  if (suffix !== undefined) return suffix
  return name.replace(/\.(conf|cfg)$/, '') || name
}

/** The shortest part of each path that none of the others has in the same place, or several if one is not enough. */
function distinguishingParts(paths: readonly string[]): string[] {
  const parts = paths.map((path) => path.split('/').reverse())
  const longest = Math.max(...parts.map((one) => one.length))
  for (let depth = 0; depth < longest; depth++) {
    const candidates = parts.map((one) => one[depth] ?? '')
    if (candidates.every((one) => one !== '') && new Set(candidates).size === paths.length) return candidates
  }
  return trailingParts(paths)
}

/**
 * What stands before the end that all paths have in common, or the file name without extension; with as many directories in front
 * of it as tell the paths apart: `site1/node1`.
 */
function trailingParts(paths: readonly string[]): string[] {
  const parts = paths.map((path) => path.split('/'))
  const common = sharedEnd(parts)
  if (common > 0) return trailingParts(parts.map((one) => one.slice(0, one.length - common).join('/')))
  const directories = parts.map((one) => one.slice(0, -1))
  const longest = Math.max(...directories.map((one) => one.length))
  for (let depth = 1; depth <= longest; depth++) {
    const candidates = paths.map((path, index) => [...(directories[index] ?? []).slice(-depth), stemOf(path)].join('/'))
    if (new Set(candidates).size === paths.length) return candidates
  }
  return [...paths]
}

/** How many parts all paths end with in common, where something else stands before them. */
function sharedEnd(parts: readonly (readonly string[])[]): number {
  const [first = []] = parts
  const shortest = Math.min(...parts.map((one) => one.length))
  let count = 0
  while (count < shortest - 1 && parts.every((one) => one.at(-1 - count) === first.at(-1 - count))) count++
  return count
}
