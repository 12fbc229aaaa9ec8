/** The include family: which line is one, and which files it names (spec section 2). */
import { type Files, pathFrom } from '../text/files.ts'
import { type MappedText, sliceText } from './mapped-text.ts'

/** `include` never fails; each of the others fails on what its letter stands for. */
export type IncludeKeyword = 'include' | 'includer' | 'includem' | 'includew' | 'includeb' | 'includea'

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

const INCLUDE = /^(include[rmwba]?)[ \t\n\v\f\r][ \t]*/

/** The paths that an include names. Without a wildcard it is the path itself, whether it exists or not. */
export function includedPaths(files: Files, from: string, name: string): readonly string[] {
  if (name === '') return []
  const path = pathFrom(from, name)
  return /[*?[{]/.test(name) ? files.glob(path) : [path]
}
