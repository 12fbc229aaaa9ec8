/** A machine of which only the folders of the workspace are read, because the user does not trust who wrote the files. */
import type { Host } from './host.ts'

/** What is outside, or leads there by a link, is unreadable, and so the rules say nothing of it. */
export function confinedTo(host: Host, folders: () => readonly string[]): Host {
  const identity = (path: string): string => host.identity?.(path) ?? path
  /** Where a path leads; what does not exist is where the directory is that exists above it. */
  const placeOf = (path: string): string => {
    const parent = path.slice(0, path.lastIndexOf('/'))
    if (parent === '' || host.exists === undefined || host.exists(path)) return identity(path)
    return `${placeOf(parent)}${path.slice(parent.length)}`
  }
  const isInside = (path: string): boolean => {
    const real = placeOf(path)
    return !/\/\.\.(?:\/|$)/.test(real) && folders().some((folder) => `${real}/`.startsWith(`${identity(folder)}/`))
  }
  /** A pattern is looked up only where it begins in a folder: searching elsewhere is reading, too. */
  const mayBeInside = (pattern: string): boolean => {
    const start = pattern.slice(0, pattern.search(/[*?[]|$/))
    return !/(?:^|\/)\.\.(?:\/|$)/.test(pattern) && isInside(`${start.slice(0, start.lastIndexOf('/'))}/x`)
  }
  return {
    ...host,
    read: (path) => (isInside(path) ? host.read(path) : { kind: 'unreadable' }),
    glob: (pattern) => (mayBeInside(pattern) ? host.glob(pattern, isInside)?.filter(isInside) : []),
    ...(host.exists === undefined ? {} : { exists: (path) => isInside(path) && host.exists?.(path) === true }),
  }
}
