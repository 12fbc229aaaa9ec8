/** Where the files of a report are, seen from the root of the project. */
import { isAbsolute, relative, resolve } from 'node:path'
import type { Locate } from '../output/paths.ts'
import type { Shell } from './shell.ts'

/** Where GitHub Actions and GitLab CI say that they checked out the project. */
const CHECKOUTS = ['GITHUB_WORKSPACE', 'CI_PROJECT_DIR']

/** What paths are relative to: the checkout that the working directory lies in, or the working directory. */
export function rootOf(environment: Shell['environment'], directory = process.cwd()): string {
  const checkouts = CHECKOUTS.flatMap((name) => environment[name] ?? []).filter(isAbsolute)
  return checkouts.find((checkout) => relativeTo(checkout, directory) !== undefined) ?? directory
}

export function locator(root: string, directory = process.cwd()): Locate {
  return (path) => {
    const absolute = resolve(directory, path)
    const below = relativeTo(root, absolute)
    return { absolute: withSlashes(absolute), ...(below === undefined ? {} : { relative: below }) }
  }
}

/** The path with `/` between its parts, on Windows as well. */
export function withSlashes(path: string): string {
  return process.platform === 'win32' ? path.replaceAll('\\', '/') : path
}

/** The way down from a directory; `undefined` where there is none. */
function relativeTo(directory: string, path: string): string | undefined {
  const way = withSlashes(relative(directory, path))
  return way === '..' || way.startsWith('../') || isAbsolute(way) ? undefined : way
}
