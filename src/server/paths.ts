/** Between the URIs of editors and the paths of the engine, which are written with `/`. */
import { URI } from 'vscode-uri'
import { SKIPPED_DIRECTORIES } from '../text/files.ts'

/** Begins the paths of files that are on no disk; no other path has it. */
const ELSEWHERE = '\uE001'

/** The path of a file, or of a document that is on no disk. */
export function pathOf(uri: string): string {
  const { scheme, authority, path } = URI.parse(uri)
  return scheme === 'file' && authority === '' ? path : `/${ELSEWHERE}${scheme}:${authority}${ELSEWHERE}${path}`
}

/** The URI of what `pathOf` gave a path. */
export function uriOf(path: string): string {
  const [, scheme, authority = '', rest = ''] = FOREIGN.exec(path) ?? []
  return (scheme === undefined ? URI.file(path) : URI.from({ scheme, authority, path: rest })).toString()
}

/** A path as a message shows it. */
export function shownPaths(text: string): string {
  return text.replaceAll(ELSEWHERE, '')
}

/** Whether the file is on a disk that has a path for it. */
export function isOnDisk(path: string): boolean {
  return !path.startsWith(`/${ELSEWHERE}`)
}

/**
 * Whether a document is another view of something: an older version of a file beside it, for instance. What lies on a disk
 * or in a folder of the workspace is none, and neither is a new document.
 */
export function isView(path: string, folders: readonly string[]): boolean {
  const home = /^\/\uE001[^\uE001]*\uE001/.exec(path)?.[0]
  if (home === undefined || home === `/${ELSEWHERE}untitled:${ELSEWHERE}`) return false
  return !folders.some((folder) => `${folder}/`.startsWith(home))
}

/** Whether a path is one that is looked at though nobody opens it. */
export function isSearched(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => {
    const start = folder === '/' ? folder : `${folder}/`
    return (
      path.startsWith(start) &&
      !path
        .slice(start.length)
        .split('/')
        .some((part) => SKIPPED_DIRECTORIES.has(part))
    )
  })
}

const FOREIGN = new RegExp(`^/${ELSEWHERE}([^:]+):([^${ELSEWHERE}]*)${ELSEWHERE}(.*)$`, 's')
