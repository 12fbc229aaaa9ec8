/** Settings as they lie on the disk, with everything that they name looked up. */
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import type { NodeSetting, Settings, SettingsProblem } from '../settings/settings.ts'
import { positionAt, sourceFile } from '../text/source-file.ts'
import { stateOf, textOf } from './disk-files.ts'
import type { FactsReader } from './facts-file.ts'
import { failure } from './failure.ts'

/** The settings of a folder. */
export interface LoadedSettings extends Settings {
  /** The settings file as messages name it. */
  readonly shown: string
  readonly text: string
  /** The folder that the settings hold for, absolute. */
  readonly folder: string
  /** Whether the settings leave a path out; one of a directory ends with `/`. */
  readonly isIgnored: (path: string) => boolean
  readonly readFacts: FactsReader
}

/** Reads a settings file; what is wrong with it is told by line and column. */
export async function loadSettings(path: string): Promise<LoadedSettings> {
  const shown = isAbsolute(path) ? shortest(path) : path
  const { kind } = stateOf(path)
  if (kind === 'missing') throw failure(`${shown}: no such file. Check the path of the settings.`)
  const text = kind === 'file' ? textOf(path) : undefined
  if (text === undefined) throw failure(`${shown}: the settings may not be read. Check its permissions.`)
  const { settingsParts } = await import('./settings-parts.ts')
  const { settings, problems } = settingsParts.readSettings(text)
  if (settings === undefined) throw problemsIn({ shown, text }, problems)
  const folder = dirname(resolve(path))
  const isIgnored = settingsParts.ignoredBy(settings.ignore)
  return {
    ...settings,
    shown,
    text,
    folder,
    readFacts: settingsParts.readFacts,
    isIgnored: (one) => isIgnored(`${relative(folder, resolve(one))}${one.endsWith('/') ? '/' : ''}`),
  }
}

/** The path of a node's file on the disk, absolute. */
export function pathOfNode({ folder }: LoadedSettings, { file }: NodeSetting): string {
  return isAbsolute(file.path) ? file.path : join(folder, file.path)
}

/** An error that tells all problems, each with its place. */
export function problemsIn(
  { shown, text }: Pick<LoadedSettings, 'shown' | 'text'>,
  problems: readonly SettingsProblem[],
): Error {
  const lines = problems.map((problem) => `${placeIn({ shown, text }, problem.start)}: ${problem.message}`)
  return failure(...lines)
}

/** `kalint.yaml:3:7` */
export function placeIn({ shown, text }: Pick<LoadedSettings, 'shown' | 'text'>, offset: number): string {
  const { line, column } = positionAt(sourceFile(shown, text), offset)
  return `${shown}:${line}:${column}`
}

/** A path from where the user stands, unless it is shorter from the root. */
function shortest(path: string): string {
  const own = relative('', path)
  return own.length < path.length ? own : path
}
