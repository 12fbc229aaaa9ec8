/** A machine of which only the folders of the workspace are read, because the user does not trust who wrote the files. */
import type { Host } from './host.ts'

/** What is outside, or leads there by a link, is unreadable, and so the rules say nothing of it. */
export function confinedTo(host: Host, folders: () => readonly string[]): Host {
  const identity = (path: string): string => host.identity?.(path) ?? path
  const isInside = (path: string): boolean => {
    const real = identity(path)
    return !real.includes('/../') && folders().some((folder) => real.startsWith(`${identity(folder)}/`))
  }
  return {
    ...host,
    read: (path) => (isInside(path) ? host.read(path) : { kind: 'unreadable' }),
    glob: (pattern) => host.glob(pattern)?.filter(isInside),
  }
}
