/** The files that keepalived runs, and what would make it refuse them (check_script_secure() in lib/notify.c). */
import type { Word } from '../../grammar/syntax.ts'
import type { BoundStatement } from '../bind/bind.ts'
import { isUnknown } from '../bind/values.ts'
import type { Completion } from '../diagnostics/diagnostic.ts'
import type { HostFacts, HostFile } from '../facts/host.ts'
import { remembered } from '../text/remembered.ts'
import { scriptsOf } from './script-user.ts'

/** The scripts that instances track are looked at once these are complete (vrrp.c:5288). */
export const SCRIPTS_CHECKED: Completion = { process: 'vrrp', step: 4 }

/** A script with an absolute path. */
export interface ScriptFile {
  readonly line: BoundStatement
  readonly command: Word
  readonly path: string
  /** Who runs it, if a name tells. */
  readonly user: string | undefined
}

/** The scripts of a node whose files can be looked up. A shell, or another program that is given a script, is one as well. */
export const scriptFilesOf = remembered((statements: readonly BoundStatement[]): readonly ScriptFile[] =>
  scriptsOf(statements).flatMap(({ line, command, user }) => {
    const [path = ''] = command.text.trim().split(/\s/)
    const isPath = path.startsWith('/') && !isUnknown(path) && !/["'`\\$*?%\p{Cc}]/u.test(path)
    return isPath ? [{ line, command, path, user: user?.text }] : []
  }),
)

/** A path and all directories above it, from the root. */
function pathsTo(path: string): string[] {
  const parts = path.split('/').filter((part) => part !== '')
  return ['/', ...parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`)]
}

/** All paths of which the rules ask what lies there. */
export function pathsToLookUp(statements: readonly BoundStatement[]): string[] {
  return [...new Set(scriptFilesOf(statements).flatMap(({ path }) => pathsTo(path)))]
}

/** The first part of a path that others than root may change: keepalived does not run what it leads to. */
export function writablePart(path: string, { fileAt }: HostFacts): string | undefined {
  return pathsTo(path).find((part) => {
    const file = fileAt?.(part)
    return file !== undefined && isWritable(file)
  })
}

const WRITABLE_BY_GROUP = 0o020
const WRITABLE_BY_OTHERS = 0o002
const STICKY = 0o1000

/** In a directory with the sticky bit nobody takes away what belongs to others. */
function isWritable(file: HostFile): boolean {
  if (file.kind === 'missing') return false
  if (file.owner !== 0) return true
  if (file.kind === 'directory' && (file.mode & STICKY) !== 0) return false
  return (file.mode & WRITABLE_BY_OTHERS) !== 0 || ((file.mode & WRITABLE_BY_GROUP) !== 0 && file.group !== 0)
}

/** Somebody may run it. */
export function isExecutable(file: HostFile): boolean {
  return file.kind === 'file' && (file.mode & 0o111) !== 0
}
