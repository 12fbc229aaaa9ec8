/** Where a report goes, in one format or several: to standard output, or into files. */
import { basename, resolve } from 'node:path'
import { nearest } from '../bind/nearest.ts'
import { noColour, type Paint } from '../output/pretty.ts'
import { SETTINGS_NAME } from '../settings/settings.ts'
import { harmlessLines } from '../text/harmless.ts'
import type { SourceFile } from '../text/source-file.ts'
import { identityOf, stateOf } from './disk-files.ts'
import { failure } from './failure.ts'
import type { CommandOptions } from './options.ts'
import { choosePaint } from './paint.ts'
import type { Shell } from './shell.ts'
import { writeReport } from './write-report.ts'

/** A format, and the file that it is written to; without one it goes to standard output. */
export interface Output<Format> {
  readonly format: Format
  readonly file?: string
}

/** What the user asks for, if the command has such formats and no two of them get in each other's way. */
export function outputsAmong<Format extends string>(
  formats: readonly [Format, ...Format[]],
  { format: words, outputFile }: Pick<CommandOptions, 'format' | 'outputFile'>,
): readonly Output<Format>[] {
  const asked = words.length === 0 ? [{ format: formats[0] }] : words.map((word) => outputFrom(word, formats))
  const [open, another] = asked.filter(({ file }) => file === undefined)
  if (another !== undefined) {
    throw failure(
      `the formats ${open?.format} and ${another.format} cannot both go to one place. Write one of them to a file, as in --format ${another.format}=FILE.`,
    )
  }
  if (outputFile !== undefined && open === undefined) {
    throw failure(`--output-file ${outputFile}: each format has a file of its own already. Leave one of the two out.`)
  }
  const outputs = asked.map((one) => (one === open && outputFile !== undefined ? { ...one, file: outputFile } : one))
  const files = outputs.flatMap(({ file }) => file ?? [])
  const identities = files.map((file) => identityOf(resolve(file)))
  const twice = files.find((_, index) => identities.indexOf(identities[index] ?? '') < index)
  if (twice !== undefined) throw failure(`${twice}: two formats cannot go to one file. Give each a file of its own.`)
  return outputs
}

function outputFrom<Format extends string>(word: string, formats: readonly Format[]): Output<Format> {
  const [, name = word, file] = /^([^=]*)=(.*)$/s.exec(word) ?? []
  const format = formats.find((one) => one === name)
  if (format === undefined) {
    const meant = nearest(name, formats)
    const cure = meant === undefined ? '' : ` Did you mean ${meant}?`
    throw failure(
      `option '--format <format>' argument '${name}' is invalid. Allowed choices are ${formats.join(', ')}.${cure} See kalint --help.`,
    )
  }
  if (file === '') throw failure(`--format ${word}: there is no file behind the "=". Write --format ${name}=FILE.`)
  return file === undefined ? { format } : { format, file }
}

/**
 * Renders and writes. A file that is linted is never written over. Where one file cannot be written, the other outputs
 * still are.
 */
export async function deliver<Format>(
  outputs: readonly Output<Format>[],
  linted: readonly SourceFile[],
  shell: Shell,
  render: (format: Format, paint: Paint) => Promise<string>,
): Promise<void> {
  for (const { file } of outputs) if (file !== undefined) requireNotLinted(file, linted)
  const failures: unknown[] = []
  for (const { format, file } of outputs) {
    if (file === undefined) {
      const text = await render(format, await choosePaint(shell))
      if (format === 'github') (shell.writeAsIs ?? shell.write)(text)
      else shell.write(text)
      continue
    }
    const text = await render(format, noColour)
    try {
      writeWhole(file, format === 'github' ? text : harmlessLines(text))
    } catch (error) {
      failures.push(error)
    }
  }
  for (const error of failures) throw error
}

/** Writing a report over what it is about, or over settings, would destroy that. */
export function requireNotLinted(file: string, linted: readonly SourceFile[]): void {
  if (stateOf(file).kind === 'missing') return
  if (basename(file) === SETTINGS_NAME) {
    throw failure(`${file}: these are settings, and were not written over. Give the report another file.`)
  }
  const identity = identityOf(file)
  if (linted.some(({ path }) => path === file || identityOf(path) === identity)) {
    throw failure(`${file}: this file is linted, and was not written over. Give the report another file.`)
  }
}

/** Writes a file, and says in plain words why it cannot be done. */
export function writeWhole(file: string, text: string): void {
  try {
    writeReport(file, text)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw failure(`${file}: cannot be written (${REASONS[code] ?? code}). ${CURES[code] ?? 'Check the path.'}`)
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such directory',
  ENOTDIR: 'no such directory',
  EISDIR: 'it is a directory',
  ELOOP: 'a symbolic link lies there',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left',
}

const CURES: Readonly<Record<string, string>> = {
  ENOENT: 'Make the directory first.',
  EISDIR: 'Name a file.',
  ELOOP: 'Name the file that it leads to.',
  EACCES: 'Check its permissions.',
  EPERM: 'Check its permissions.',
}
