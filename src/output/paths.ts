/** How files are called in reports that another program reads: from the root of the project, with `/`. */

export interface FilePath {
  /** From the root, with `/` between its parts; absent where the file lies elsewhere. */
  readonly relative?: string
  /** With `/` between its parts. */
  readonly absolute: string
}

/** Finds a file of the report. */
export type Locate = (path: string) => FilePath

/** The path from the root, or the whole one of a file that lies elsewhere. */
export function nameOfFile({ relative, absolute }: FilePath): string {
  return relative ?? absolute
}

/** A relative path as a URI reference: what means something in a URI is written with `%`. */
export function relativeUri(path: string): string {
  return path.split('/').map(encoded).join('/')
}

/** The `file:` URI of an absolute path. */
export function fileUri(path: string): string {
  const [drive, rest] = /^[A-Za-z]:/.test(path) ? [`/${path.slice(0, 2)}`, path.slice(2)] : ['', path]
  return `file://${drive}${relativeUri(rest)}`
}

/** A half of a surrogate pair has no UTF-8. */
function encoded(part: string): string {
  return encodeURIComponent(part.replace(/\p{Cs}/gu, '\uFFFD')).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
