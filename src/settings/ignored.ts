/** Which paths the settings leave out, by patterns as git knows them. */
import ignore from 'ignore'

/**
 * Whether a path is left out. It is relative to the settings file and written with `/`, that of a directory with one at its
 * end; what lies outside of the folder of the settings never is.
 */
export function ignoredBy(patterns: readonly string[]): (path: string) => boolean {
  if (patterns.length === 0) return () => false
  const rules = ignore().add([...patterns])
  return (path) => ignore.isPathValid(path) && rules.ignores(path)
}
