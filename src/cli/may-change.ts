/** Which files kalint may change: what the user names, and what that includes, but nothing behind a link that leads away from there. */
import { dirname, resolve, sep } from 'node:path'
import type { ChosenConfigs } from './configs-for.ts'
import { identityOf, stateOf } from './disk-files.ts'
import { STANDARD_INPUT } from './find-configs.ts'

/** What the user names; without paths that is the folder of the settings that name clusters, else where he stands. */
export function startsOf(paths: readonly string[], { settings }: Pick<ChosenConfigs, 'settings'>): readonly string[] {
  if (paths.length > 0) return paths
  return settings.length === 0 ? ['.'] : settings.map(({ clusters, folder }) => (clusters.length > 0 ? folder : '.'))
}

/** Tells of a file why it must not be changed, as the end of a sentence; `undefined` where it may. */
export function changeGuard(paths: readonly string[]): (path: string) => string | undefined {
  const roots = paths
    .filter((path) => path !== STANDARD_INPUT)
    .map((path) => identityOf(resolve(stateOf(path).kind === 'directory' ? path : dirname(path))))
  return (path) => {
    // Beside standard input alone there are no files that the user is working on.
    if (roots.length === 0) return 'it was not named'
    const written = resolve(path)
    const real = identityOf(written)
    if (real === written || roots.some((root) => isWithin(root, real))) return undefined
    return `a symbolic link leads from it to ${real}, outside of the given paths. Name that file instead`
  }
}

function isWithin(directory: string, path: string): boolean {
  return path.startsWith(directory.endsWith(sep) ? directory : directory + sep)
}
