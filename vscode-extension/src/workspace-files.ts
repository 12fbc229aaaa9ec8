/** The files of the workspace, wherever they are kept, for a server that has no disk. */
import { FileSystemError, FileType, Uri, workspace } from 'vscode'
import { CANDIDATES } from './names.ts'

/** The answer to `kalint/readFile`. */
export type FileAnswer =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' | 'directory' | 'unreadable' }

/** More files than this are not looked into, nor any that is larger. */
const MAX_FILES = 5_000
const MAX_BYTES = 16_000_000

/** A file outside of a workspace that is not trusted is unreadable. */
export async function readFile(address: string): Promise<FileAnswer> {
  const uri = Uri.parse(address)
  if (!workspace.isTrusted && workspace.getWorkspaceFolder(uri) === undefined) return { kind: 'unreadable' }
  try {
    const { type, size } = await workspace.fs.stat(uri)
    if ((type & FileType.Directory) !== 0) return { kind: 'directory' }
    if (size > MAX_BYTES) return { kind: 'unreadable' }
    // A byte order mark is kept, because keepalived stumbles over it.
    return {
      kind: 'text',
      text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(await workspace.fs.readFile(uri)),
    }
  } catch (error) {
    const isMissing = error instanceof FileSystemError && error.code === 'FileNotFound'
    return { kind: isMissing ? 'missing' : 'unreadable' }
  }
}

/** The answer to `kalint/findFiles`: what may be a configuration of keepalived by its name. */
export async function findFiles(): Promise<{ readonly uris: readonly string[] }> {
  const found = await workspace.findFiles(CANDIDATES, '**/{node_modules,.git}/**', MAX_FILES)
  return { uris: found.map(String) }
}
