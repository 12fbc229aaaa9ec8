/** Writes a file anew so that nobody ever reads half of it, neither after a crash nor in between. */
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { encode } from '../text/source-file.ts'

/**
 * Gives a file a new text and keeps its mode, its owner, and a symbolic link that leads to it. Hands back why that was not
 * done, as the end of a sentence: the file is whole then, as it was. Never throws.
 */
export function replaceFile(path: string, { before, after }: { before: string; after: string }): string | undefined {
  let temporary: string | undefined
  try {
    const target = realpathSync.native(path)
    const original = statSync(target)
    if (original.nlink > 1) return SEVERAL_NAMES
    // `include conf.d/*` does not match a name that begins with a dot: keepalived never reads what is not complete.
    const name = join(dirname(target), `.${basename(target)}.${process.pid}.kalint`)
    const descriptor = openSync(name, 'wx', 0o600)
    temporary = name
    try {
      writeAll(descriptor, encode(after))
      keepOwner(descriptor, original)
      fchmodSync(descriptor, original.mode & 0o7777)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    if (!readFileSync(target).equals(encode(before))) return 'it has changed since it was read. Run kalint again'
    renameSync(name, target)
    temporary = undefined
    syncDirectory(dirname(target))
    return undefined
  } catch (error) {
    return messageOf(error)
  } finally {
    if (temporary !== undefined) remove(temporary)
  }
}

/** Why a file could not be replaced if it came to that; the same words as above. Changes nothing. */
export function whyNotReplaceable(path: string): string | undefined {
  try {
    const target = realpathSync.native(path)
    // A file that one may not write could be replaced all the same, where one may write to its directory.
    accessSync(target, constants.R_OK | constants.W_OK)
    accessSync(dirname(target), constants.W_OK | constants.X_OK)
    const { nlink, uid } = statSync(target)
    if (nlink > 1) return SEVERAL_NAMES
    const own = process.geteuid?.() ?? uid
    return own !== 0 && own !== uid ? 'it belongs to somebody else, and would be yours then' : undefined
  } catch (error) {
    return messageOf(error)
  }
}

const SEVERAL_NAMES = 'it has several names (hard links), and would be changed under one of them only'

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done)
}

/** Only root may give files away; others keep the group where they are in it. */
function keepOwner(descriptor: number, { uid, gid }: Stats): void {
  const now = fstatSync(descriptor)
  if (now.uid === uid && now.gid === gid) return
  fchownSync(descriptor, uid, gid)
}

/** The new name, too, outlives a crash. Some file systems know no such thing. */
function syncDirectory(directory: string): void {
  try {
    const descriptor = openSync(directory, 'r')
    try {
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
  } catch {}
}

function remove(path: string): void {
  try {
    unlinkSync(path)
  } catch {}
}

function messageOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return 'you may not write it or its directory. Check the permissions'
    case 'EROFS':
      return 'its file system is read-only'
    case 'ENOSPC':
    case 'EDQUOT':
      return 'there is no room left on the device'
    case 'ENOENT':
      return 'it is gone'
    case 'EEXIST':
      return 'another kalint is writing it. Run kalint again'
    default:
      return `it cannot be written (${code ?? 'unknown reason'})`
  }
}
