/** The include family: which line is one, and which files it names (lib/parser.c:2566). */
import { directoryOf, type Files, pathFrom } from '../text/files.ts'
import { type MappedText, sliceText } from './mapped-text.ts'

/** `include` never fails; each of the others fails on what its letter stands for. */
export const INCLUDE_KEYWORDS = ['include', 'includer', 'includem', 'includew', 'includeb', 'includea'] as const

export type IncludeKeyword = (typeof INCLUDE_KEYWORDS)[number]

/** What each of them does, for a reader, and the first release that knows it. */
export const INCLUDE_DOCS: Readonly<Record<IncludeKeyword, { readonly doc: string; readonly since: string }>> = {
  include: {
    doc: 'Reads the files that a path or pattern names. Without such a file nothing happens.',
    since: '1.1.14',
  },
  includer: { doc: 'As `include`, but keepalived does not start if a file cannot be read.', since: '2.2.0' },
  includem: { doc: 'As `includer`, and a path without a wildcard must name a file.', since: '2.2.0' },
  includew: { doc: 'As `includem`, and a pattern must match some file.', since: '2.2.0' },
  includeb: { doc: 'As `includer`, and every alternative of a `{a,b}` must name a file.', since: '2.2.0' },
  includea: { doc: 'The strictest one: as `includem`, `includew` and `includeb` together.', since: '2.2.0' },
}

/** Since this release an include may stand among the lines of a value block. */
export const INCLUDES_AMONG_VALUES = '2.1.4'

/** An include: keyword and the whole rest of the line, which is neither unquoted nor split. */
export interface Include {
  readonly keyword: IncludeKeyword
  readonly path: MappedText
}

/** The include on a line, if it is one. */
export function includeOf(line: MappedText): Include | undefined {
  const match = INCLUDE.exec(line.text)
  if (match?.[1] === undefined) return undefined
  return { keyword: match[1] as IncludeKeyword, path: sliceText(line, match[0].length) }
}

export function isInclude(text: string): boolean {
  return INCLUDE.test(text)
}

const INCLUDE = new RegExp(`^(${INCLUDE_KEYWORDS.join('|')})[ \\t\\n\\v\\f\\r][ \\t]*`)

/** What an include names. */
export interface IncludedPaths {
  /** In the order in which they are read. A name without a wildcard is among them whether it exists or not. */
  readonly paths: readonly string[]
  /** The name lists alternatives in braces. */
  readonly hasBraces: boolean
  /** Patterns that it would take too long to expand. */
  readonly endless: readonly string[]
}

/** Whether an include has to be looked up in directories. */
export function hasWildcards(name: string): boolean {
  return WILDCARD.test(name)
}

/** The paths that an include names, as glob(3) with GLOB_BRACE finds them. */
export function includedPaths(files: Files, from: string, name: string): IncludedPaths {
  const names = withoutBraces(name)
  const endless: string[] = []
  const paths = names.flatMap((one) => {
    const path = pathFrom(from, one)
    if (one === '' || !WILDCARD.test(one)) return one === '' ? [] : [path]
    const found = files.glob(path)
    if (found === undefined) endless.push(path)
    if (found === undefined) return []
    return found.length === 0 && isInMissingDirectory(files, path) ? [path] : found
  })
  return { paths, endless, hasBraces: /(^|[^\\])\{/.test(name) }
}

const WILDCARD = /[*?[]/

/** Without its directory a wildcard is treated as a missing file. */
function isInMissingDirectory(files: Files, pattern: string): boolean {
  const directory = directoryOf(pattern.slice(0, pattern.search(WILDCARD)))
  return directory !== '' && directory !== '/' && files.read(directory.slice(0, -1)).kind === 'missing'
}

/** Every name that `a{b,c}d` stands for, at most a few hundred. Braces may stand in braces. */
function withoutBraces(name: string): string[] {
  const done: string[] = []
  const open = [name]
  for (let one = open.shift(); one !== undefined; one = open.shift()) {
    const list = bracedList(one)
    if (list === undefined || open.length + done.length >= MAX_ALTERNATIVES) done.push(one)
    else open.unshift(...list.alternatives.map((text) => `${list.before}${text}${list.behind}`))
  }
  return done
}

const MAX_ALTERNATIVES = 500

/** The first `{...}` of a name, cut at its own commas; `undefined` where there is none, or nothing in it. */
function bracedList(name: string) {
  const start = name.indexOf('{')
  if (start === -1) return undefined
  const alternatives: string[] = []
  let depth = 0
  let from = start + 1
  for (let at = start; at < name.length; at++) {
    const character = name[at]
    if (character === '{') depth++
    else if (character === '}') depth--
    if (depth === 0 || (depth === 1 && character === ',')) {
      alternatives.push(name.slice(from, at))
      from = at + 1
    }
    if (depth === 0) return { before: name.slice(0, start), alternatives, behind: name.slice(from) }
  }
  return undefined
}
