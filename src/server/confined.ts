/** A machine of which only the folders of the workspace are read, because the user does not trust who wrote the files. */
import type { Host } from './host.ts'

/** What is outside, or leads there by a link, is unreadable, and so the rules say nothing of it. */
export function confinedTo(host: Host, folders: () => readonly string[]): Host {
  const identity = (path: string): string => host.identity?.(path) ?? path
  const isBelow = (path: string, folder: string): boolean => path.startsWith(`${folder}/`)
  /** No directory on the way leads out. What is behind one that does is not even asked for. */
  const isReachedInside = (path: string, folder: string): boolean => {
    const home = identity(folder)
    const names = path.slice(folder.length + 1).split('/')
    return names.every((_, index) => isBelow(identity(`${folder}/${names.slice(0, index + 1).join('/')}`), home))
  }
  const isInside = (path: string): boolean => {
    if (/\/\.\.(?:\/|$)/.test(path)) return false
    const own = folders().filter((folder) => isBelow(path, folder))
    if (own.length > 0) return own.some((folder) => isReachedInside(path, folder))
    const real = identity(path)
    return real !== path && folders().some((folder) => isBelow(real, identity(folder)))
  }
  const mayEnter = (directory: string): boolean => isInside(directory) || folders().includes(directory)
  /** A pattern is looked up only where it begins in a folder: searching elsewhere is reading, too. */
  const mayBeInside = (pattern: string): boolean => {
    const start = pattern.slice(0, pattern.search(/[*?[]|$/))
    return !/(?:^|\/)\.\.(?:\/|$)/.test(pattern) && isInside(`${start.slice(0, start.lastIndexOf('/'))}/x`)
  }
  return {
    ...host,
    read: (path) => (isInside(path) ? host.read(path) : { kind: 'unreadable' }),
    glob: (pattern) => (mayBeInside(pattern) ? host.glob(pattern, mayEnter)?.filter(isInside) : []),
    ...(host.exists === undefined ? {} : { exists: (path) => isInside(path) && host.exists?.(path) === true }),
  }
}
