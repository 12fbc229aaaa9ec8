/** Wildcards in names, matched in time that grows with the length of the name times that of the pattern, whatever both are. */

/** A name without `/`, as fnmatch(3) matches it: `*`, `?`, `[a-z]`, `[!a-z]`, and `\` before a sign that stands for itself. */
export function matchesName(pattern: string, name: string): boolean {
  const parts = partsOf(pattern)
  const characters = [...name]
  let part = 0
  let at = 0
  /** Where the last `*` stands, and where what is behind it was tried last: a shorter stretch of an earlier `*` never helps. */
  let star: { readonly part: number; at: number } | undefined
  while (at < characters.length) {
    const wanted = parts[part]
    if (wanted === 'any') {
      star = { part, at }
      part++
    } else if (wanted !== undefined && fits(wanted, characters[at] ?? '')) {
      part++
      at++
    } else if (star !== undefined) {
      part = star.part + 1
      at = ++star.at
    } else return false
  }
  while (parts[part] === 'any') part++
  return part === parts.length
}

/** The same of a whole path, as glob(3) matches it: no wildcard matches a `/`, or a dot that begins a name. */
export function matchesPath(pattern: string, path: string): boolean {
  const patterns = pattern.split('/')
  const names = path.split('/')
  return patterns.length === names.length && patterns.every((one, index) => matchesVisibleName(one, names[index] ?? ''))
}

/** A name in a directory, where a dot at its start is only matched by a dot. */
export function matchesVisibleName(pattern: string, name: string): boolean {
  return (!name.startsWith('.') || pattern.startsWith('.') || pattern.startsWith('\\.')) && matchesName(pattern, name)
}

/** Whether a pattern means something else than its own letters. */
export function hasWildcard(pattern: string): boolean {
  return /[*?[\\]/.test(pattern)
}

/** One sign of a pattern: any number of characters, any one, one of some, or that one. */
type Part = 'any' | 'one' | CharacterSet | { readonly character: string }

interface CharacterSet {
  readonly negated: boolean
  readonly ranges: readonly (readonly [first: string, last: string])[]
}

function fits(part: Exclude<Part, 'any'>, character: string): boolean {
  if (part === 'one') return true
  if ('character' in part) return part.character === character
  return part.ranges.some(([first, last]) => first <= character && character <= last) !== part.negated
}

function partsOf(pattern: string): readonly Part[] {
  const signs = [...pattern]
  const parts: Part[] = []
  for (let at = 0; at < signs.length; at++) {
    const sign = signs[at] ?? ''
    const set = sign === '[' ? setAt(signs, at) : undefined
    if (set !== undefined) {
      parts.push(set.set)
      at = set.end
    } else if (sign === '*') {
      if (parts.at(-1) !== 'any') parts.push('any')
    } else if (sign === '?') parts.push('one')
    else if (sign === '\\' && at + 1 < signs.length) parts.push({ character: signs[++at] ?? '' })
    else parts.push({ character: sign })
  }
  return parts
}

/** The longest `[...]` that is one; longer ones are no set that anybody writes, and searching their end would take long. */
const MAX_SET = 200

/** The set that begins at a `[`, and where its `]` stands; `undefined` where it has none. */
function setAt(
  signs: readonly string[],
  start: number,
): { readonly set: CharacterSet; readonly end: number } | undefined {
  const ranges: (readonly [string, string])[] = []
  const negated = signs[start + 1] === '!' || signs[start + 1] === '^'
  const first = negated ? start + 2 : start + 1
  for (let at = first; at < signs.length && at < start + MAX_SET; at++) {
    const sign = signs[at] ?? ''
    if (sign === ']' && at > first) return { set: { negated, ranges }, end: at }
    const named = sign === '[' && signs[at + 1] === ':' ? namedSet(signs, at) : undefined
    if (named !== undefined) {
      ranges.push(...named.ranges)
      at = named.end
      continue
    }
    if (sign === '\\') at++
    const from = signs[at] ?? ''
    const to = signs[at + 2]
    if (signs[at + 1] === '-' && to !== undefined && to !== ']') {
      ranges.push([from, to])
      at += 2
    } else ranges.push([from, from])
  }
  return undefined
}

const NAMED_SETS: ReadonlyMap<string, readonly (readonly [string, string])[]> = new Map([
  ['alpha', [['a', 'z'] as const, ['A', 'Z'] as const]],
  ['digit', [['0', '9'] as const]],
  ['alnum', [['a', 'z'] as const, ['A', 'Z'] as const, ['0', '9'] as const]],
  ['lower', [['a', 'z'] as const]],
  ['upper', [['A', 'Z'] as const]],
  ['xdigit', [['0', '9'] as const, ['a', 'f'] as const, ['A', 'F'] as const]],
  ['space', [['\t', '\r'] as const, [' ', ' '] as const]],
  ['punct', [['!', '/'] as const, [':', '@'] as const, ['[', '`'] as const, ['{', '~'] as const]],
])

const LONGEST_NAME = 6

function namedSet(signs: readonly string[], start: number) {
  const text = signs.slice(start + 2, start + 2 + LONGEST_NAME + 2).join('')
  const length = text.indexOf(':]')
  const ranges = NAMED_SETS.get(text.slice(0, Math.max(0, length)))
  return ranges === undefined ? undefined : { ranges, end: start + 2 + length + 1 }
}
