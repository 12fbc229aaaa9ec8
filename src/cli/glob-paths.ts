/** Wildcards in paths, as glob(3) with GLOB_BRACE understands them. */
import { globSync } from 'tinyglobby'
import { directoryOf } from '../text/files.ts'

/** The paths that a pattern matches, sorted. They start as the pattern does. */
export function globPaths(pattern: string): readonly string[] {
  const wildcard = pattern.search(/[*?[{]/)
  const base = directoryOf(wildcard === -1 ? pattern : pattern.slice(0, wildcard))
  const rest = pattern.slice(base.length).replace(/[()!+@|]/g, '\\$&')
  try {
    const found = globSync(rest, {
      cwd: base === '' ? '.' : base,
      dot: false,
      expandDirectories: false,
      extglob: false,
      globstar: false,
      onlyFiles: false,
    })
    return found.map((path) => `${base}${path.replace(/\/$/, '')}`).sort()
  } catch {
    return []
  }
}
