/** `kalint fmt`: lays files out anew, which never changes what keepalived reads. */
import { entriesOf } from '../engine/batches.ts'
import { clustersOf } from '../engine/lint.ts'
import { withEdits, worldOf } from '../engine/overlay.ts'
import { noSecrets, type Secrets, secretsOf } from '../engine/secrets.ts'
import { counted } from '../output/summary.ts'
import { isConfigOrPart, laidOut } from '../service/formatting/whole-file.ts'
import { hasUndecodedBytes, type SourceFile, writtenText } from '../text/source-file.ts'
import { type ChosenConfigs, configsFor } from './configs-for.ts'
import { identityOf, withDiskFiles } from './disk-files.ts'
import { STANDARD_INPUT } from './find-configs.ts'
import { changeGuard, startsOf } from './may-change.ts'
import { type CommandOptions, lintOptions } from './options.ts'
import { replaceFile, whyNotReplaceable } from './replace-file.ts'
import type { Shell } from './shell.ts'
import { writeDiff } from './write-diff.ts'

const COULD_NOT_WORK = 2

export interface FmtOptions extends CommandOptions {
  readonly check?: true
}

/** Lays out what the user names, or says what it would change; the result is the exit code. */
export async function fmt(paths: readonly string[], options: FmtOptions, shell: Shell): Promise<number> {
  const found = await configsFor(paths, options, shell)
  const isInput = (file: SourceFile): boolean => paths.includes(STANDARD_INPUT) && file.path === options.stdinName
  const guard = changeGuard(startsOf(paths, found))
  const changes: Change[] = []
  let isWhole = true
  for (const file of filesNamed(found)) {
    const result = layoutFor(file, isInput(file) ? undefined : guard)
    if ('newText' in result && result.newText !== file.text) changes.push({ file, newText: result.newText })
    if ('reason' in result) shell.tell(`kalint: ${file.path}: left as it is: ${result.reason}.`)
    if ('reason' in result && result.isFailure) isWhole = false
    const isWritten = isInput(file) && options.check !== true && options.diff !== true
    if (isWritten) (shell.writeAsIs ?? shell.write)('newText' in result ? result.newText : writtenText(file))
  }
  if (options.diff === true) await showDiff(changes, found, options, shell)
  if (options.check === true && options.diff !== true) for (const { file } of changes) shell.write(`${file.path}\n`)
  if (options.check === true || options.diff === true) {
    if (changes.length > 0) shell.tell(`kalint: ${counted(changes.length, 'file')} would be formatted.`)
    return isWhole ? (changes.length > 0 ? 1 : 0) : COULD_NOT_WORK
  }
  const areWritten = writeAll(
    changes.filter(({ file }) => !isInput(file)),
    shell,
  )
  return isWhole && areWritten ? 0 : COULD_NOT_WORK
}

/** Each file that the user asks about, once: not those that only stand beside them in a cluster. */
function filesNamed({ batches }: ChosenConfigs): SourceFile[] {
  const files = batches.flatMap((batch) => {
    if (!('of' in batch) || batch.of === undefined) return entriesOf(batch)
    const asked = new Set(batch.of.map(identityOf))
    return entriesOf(batch).filter(({ path }) => asked.has(identityOf(path)))
  })
  return [...new Map(files.map((file) => [identityOf(file.path), file])).values()]
}

interface Change {
  readonly file: SourceFile
  readonly newText: string
}

/** A text in its new layout, or why there is none, as the end of a sentence. What is no configuration is no failure. */
type FileLayout = { readonly newText: string } | { readonly reason: string; readonly isFailure: boolean }

function layoutFor(
  { path, text, template }: SourceFile,
  guard: ((path: string) => string | undefined) | undefined,
): FileLayout {
  if (!isConfigOrPart(path, text)) return { reason: 'it is no keepalived configuration', isFailure: false }
  if (template !== undefined) return { reason: 'it is a template, and its tags decide on its lines', isFailure: false }
  if (hasUndecodedBytes(text)) return { reason: 'it is not UTF-8. Convert it first', isFailure: true }
  const reason = guard?.(path)
  if (reason !== undefined) return { reason, isFailure: false }
  const result = laidOut(text)
  return 'text' in result ? { newText: result.text } : { reason: OBSTACLES[result.reason], isFailure: true }
}

const OBSTACLES = {
  'unbalanced-braces': 'its braces do not pair up. kalint check says where',
  'uncertain-lines': 'it holds NULs, or lines that are longer than keepalived reads. kalint check says where',
} as const

function writeAll(changes: readonly Change[], { tell }: Shell): boolean {
  let count = 0
  for (const { file, newText } of changes) {
    const reason = whyNotReplaceable(file.path) ?? replaceFile(file.path, { before: file.text, after: newText })
    if (reason === undefined) count++
    else tell(`kalint: ${file.path}: not changed: ${reason}.`)
  }
  if (count > 0) tell(`kalint: formatted ${counted(count, 'file')}.`)
  return count === changes.length
}

async function showDiff(
  changes: readonly Change[],
  { batches }: ChosenConfigs,
  options: FmtOptions,
  shell: Shell,
): Promise<void> {
  const { MASKED_DIFF, unifiedDiff } = await import('../output/unified-diff.ts')
  const { before, after } = await withDiskFiles((files) => {
    const world = worldOf(batches, files)
    const edits = changes.map(({ file, newText }) => ({ at: { file, start: 0, end: file.text.length }, newText }))
    const secretsIn = (one: typeof world): Secrets => {
      if (options.showSecrets === true) return noSecrets
      return secretsOf(clustersOf(one.batches, lintOptions(options, one.files)).flatMap(({ nodes }) => nodes))
    }
    return { before: secretsIn(world), after: secretsIn(withEdits(world, edits)) }
  })
  const diffs = changes.map(({ file, newText }) =>
    unifiedDiff(file.path, { text: file.text, secrets: before }, { text: newText, secrets: after }),
  )
  writeDiff(diffs.map(({ text }) => text).join(''), shell)
  if (diffs.some(({ isMasked }) => isMasked)) shell.tell(MASKED_DIFF)
}
