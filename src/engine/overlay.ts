/** Files with texts that nobody has written yet: what fixes make of them, over what lies on the disk. */
import { applyEdits, type Edit } from '../text/edits.ts'
import type { FileContent, Files } from '../text/files.ts'
import { type SourceFile, sourceFile } from '../text/source-file.ts'
import { type Batch, withFiles } from './batches.ts'

/** What changed so far: a file by its key, however many paths lead to it. */
export type Overlay = ReadonlyMap<string, string>

/** The world that is linted: what the user asked for, with all changes so far. */
export interface World {
  readonly batches: readonly Batch[]
  readonly files: Files
  readonly overlay: Overlay
  /** The same for two files exactly if a change of one is a change of the other. */
  readonly keyOf: (file: SourceFile) => string
}

/** The world as it is, before any change. */
export function worldOf(batches: readonly Batch[], files: Files): World {
  const known = new Map<string, string>()
  const keyOf = ({ path }: SourceFile): string => {
    const key = known.get(path) ?? files.identity?.(path) ?? path
    known.set(path, key)
    return key
  }
  return { batches, files, overlay: new Map(), keyOf }
}

/** The world after edits. Files that they leave alone are the same objects, so that little is read anew. */
export function withEdits({ batches, files, overlay, keyOf }: World, edits: readonly Edit[]): World {
  const touched = new Map<string, Edit[]>()
  for (const edit of edits) {
    const key = keyOf(edit.at.file)
    touched.set(key, [...(touched.get(key) ?? []), edit])
  }
  const texts = new Map([...touched].map(([key, own]) => [key, applyEdits(own[0]?.at.file.text ?? '', own)]))
  const made = new Map<string, SourceFile>()
  const now = (file: SourceFile): SourceFile => {
    const text = texts.get(keyOf(file))
    if (text === undefined) return file
    const changed = made.get(file.path) ?? sourceFile(file.path, text)
    made.set(file.path, changed)
    return changed
  }
  const read = (path: string): FileContent => {
    const content = files.read(path)
    return content.kind === 'text' ? { kind: 'text', file: now(content.file) } : content
  }
  return {
    batches: batches.map((batch) => withFiles(batch, now)),
    files: { ...files, read },
    overlay: new Map([...overlay, ...texts]),
    keyOf,
  }
}
