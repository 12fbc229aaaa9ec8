/** Which paths the settings leave out, by patterns as git knows them. */
import { matchesName } from '../text/wildcards.ts'

/**
 * Whether a path is left out. It is relative to the settings file and written with `/`, that of a directory with one at its
 * end; what lies outside of the folder of the settings never is.
 */
export function ignoredBy(patterns: readonly string[]): (path: string) => boolean {
  const rules = patterns.flatMap(ruleFrom)
  if (rules.length === 0) return () => false
  return (path) => {
    const names = path.split('/')
    const isDirectory = names.at(-1) === ''
    if (isDirectory) names.pop()
    if (names.length === 0 || names.some((name) => NOT_BELOW.has(name))) return false
    // What is in a directory that is left out is left out, whatever is said of itself.
    return names.some((_, index) => {
      const own = names.slice(0, index + 1)
      return isLeftOut(own, { rules, isDirectory: isDirectory || index < names.length - 1 })
    })
  }
}

const NOT_BELOW: ReadonlySet<string> = new Set(['', '.', '..'])

interface Rule {
  readonly names: readonly string[]
  readonly negated: boolean
  readonly forDirectories: boolean
}

/** What a line of a .gitignore says; nothing where it is a comment, or empty. */
function ruleFrom(line: string): Rule[] {
  if (line.startsWith('#')) return []
  const negated = line.startsWith('!')
  const pattern = withoutEndBlanks(negated ? line.slice(1) : line)
  const forDirectories = pattern.endsWith('/')
  const names = (forDirectories ? pattern.slice(0, -1) : pattern).split('/')
  if (names.length === 1 && names[0] === '') return []
  // A `/` before or between names ties the pattern to the folder of the settings.
  const tied = names.length === 1 ? [ANY_DEPTH, ...names] : names[0] === '' ? names.slice(1) : names
  return [{ names: tied, negated, forDirectories }]
}

const ANY_DEPTH = '**'

/** Blanks at the end are none of the name, unless a `\` stands before them. */
function withoutEndBlanks(text: string): string {
  let end = text.length
  while (end > 0 && text[end - 1] === ' ' && text[end - 2] !== '\\') end--
  return text.slice(0, end)
}

/** The last rule that speaks of a path decides. */
function isLeftOut(
  names: readonly string[],
  { rules, isDirectory }: { readonly rules: readonly Rule[]; readonly isDirectory: boolean },
): boolean {
  const rule = rules.findLast((one) => (isDirectory || !one.forDirectories) && matchesNames(one.names, names))
  return rule !== undefined && !rule.negated
}

/** Whether names match patterns one by one. What follows a `**` is found at its first place, as with `*` in a name. */
function matchesNames(patterns: readonly string[], names: readonly string[]): boolean {
  let pattern = 0
  let at = 0
  let deep: { readonly pattern: number; at: number } | undefined
  while (at < names.length) {
    const wanted = patterns[pattern]
    if (wanted === ANY_DEPTH) {
      // At the end it stands for what is in a directory, not for the directory.
      if (pattern === patterns.length - 1) return true
      deep = { pattern, at }
      pattern++
    } else if (wanted !== undefined && matchesName(wanted, names[at] ?? '')) {
      pattern++
      at++
    } else if (deep !== undefined) {
      pattern = deep.pattern + 1
      at = ++deep.at
    } else return false
  }
  return pattern === patterns.length
}
