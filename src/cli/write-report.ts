/** Writes a report into a file in one step, and never through a link that somebody else may have laid there. */
import {
  closeSync,
  constants,
  fchmodSync,
  lstatSync,
  openSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'

/**
 * Writes a file anew; an existing one keeps its permissions. Devices and pipes are written to as they are. Throws what the
 * system says, or an error with the code `ELOOP` where a symbolic link leads to a file, or to nothing.
 */
export function writeReport(path: string, text: string): void {
  const own = lstatSync(path, { throwIfNoEntry: false })
  const target = own?.isSymbolicLink() === true ? statSync(path, { throwIfNoEntry: false }) : own
  const isPlain = target === undefined || target.isFile()
  if (own?.isSymbolicLink() === true && isPlain) throw Object.assign(new Error('a link'), { code: 'ELOOP' })
  if (!isPlain || (target !== undefined && target.nlink > 1) || !replaced(path, text, target)) {
    writeInPlace(path, text, isPlain ? ANEW : 0)
  }
}

/** Puts a new file into the place of the old one; `false` where the directory may not be written to. */
function replaced(path: string, text: string, before: Stats | undefined): boolean {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.kalint`)
  let descriptor: number
  try {
    descriptor = openSync(temporary, 'wx', 0o666)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EACCES' || code === 'EPERM' || code === 'EEXIST' || code === 'ENAMETOOLONG') return false
    throw error
  }
  try {
    try {
      writeFileSync(descriptor, text)
      if (before !== undefined) fchmodSync(descriptor, before.mode & 0o7777)
    } finally {
      closeSync(descriptor)
    }
    renameSync(temporary, path)
    return true
  } catch (error) {
    unlinkSync(temporary)
    throw error
  }
}

const ANEW = constants.O_NOFOLLOW | constants.O_TRUNC | constants.O_CREAT

function writeInPlace(path: string, text: string, how: number): void {
  const descriptor = openSync(path, constants.O_WRONLY | how, 0o666)
  try {
    writeFileSync(descriptor, text)
  } finally {
    closeSync(descriptor)
  }
}
