/** The settings files of the workspace: which of them holds for which file, and what is wrong with them. */
import type { Scope } from '../engine/batches.ts'
import { SETTINGS_NAME, type Settings, type SettingsProblem } from '../settings/settings.ts'
import { baseName, directoryOf, type FileContent } from '../text/files.ts'
import { remembered } from '../text/remembered.ts'
import type { SourceFile } from '../text/source-file.ts'

/** Settings that hold for a folder. */
export interface SettingsInForce {
  /** The settings file as it is now; the settings may be those from before it was broken. */
  readonly file: SourceFile
  readonly settings: Settings
  readonly scope: Scope
  /** Whether they leave a path out. */
  readonly isIgnored: (path: string) => boolean
}

/** What reads settings, once it is loaded. */
export type SettingsParts = typeof import('./settings-parts.ts')['settingsParts']

export interface SettingsFiles {
  /** There may be a settings file at a path. */
  note(path: string): void
  /** There may be settings files beside a file and above it, as far as the workspace goes. */
  noteAbove(path: string): void
  /** Nothing is known of any settings file any more. */
  forget(): void
  /** All settings that hold for something; `undefined` while what reads them is being loaded. */
  inForce(): readonly SettingsInForce[] | undefined
  /** What is wrong with each settings file. */
  problems(): ReadonlyMap<SourceFile, readonly SettingsProblem[]>
  /** The settings for a path: the nearest above it in its repository. */
  holdingFor(path: string, among: readonly SettingsInForce[]): SettingsInForce | undefined
  /** What helps to write settings; `undefined` while it is being loaded. */
  parts(): SettingsParts | undefined
}

/** What settings files are found with. */
export interface SettingsSearch {
  readonly read: (path: string) => FileContent
  /** Whether a path is in a folder of the workspace, and not in one of those that nobody looks into. */
  readonly isSearched: (path: string) => boolean
  /** Tells that what reads settings is there. */
  readonly loaded: () => void
}

/** Whether a path is that of a settings file. */
export function isSettings(path: string): boolean {
  return baseName(path) === SETTINGS_NAME
}

export function settingsFiles({ read, isSearched, loaded }: SettingsSearch): SettingsFiles {
  const paths = new Set<string>()
  /** While a file is being rewritten, what it said before goes on to hold. */
  const lastGood = new Map<string, SettingsInForce>()
  let parts: SettingsParts | 'loading' | undefined

  const theParts = (): SettingsParts | undefined => {
    if (parts === undefined) {
      parts = 'loading'
      void import('./settings-parts.ts').then(({ settingsParts }) => {
        parts = settingsParts
        loaded()
      })
    }
    return parts === 'loading' ? undefined : parts
  }
  const present = (): SourceFile[] =>
    [...paths].sort().flatMap((path) => {
      const content = isSearched(path) ? read(path) : undefined
      if (content?.kind === 'text') return [content.file]
      if (content?.kind !== 'unreadable') lastGood.delete(path)
      return []
    })
  const readingOf = remembered((file: SourceFile) => theParts()?.readSettings(file.text))
  const settingsIn = remembered((file: SourceFile): SettingsInForce | undefined => {
    const settings = readingOf(file)?.settings
    return settings === undefined ? undefined : inForceFrom(file, settings, theParts())
  })

  return {
    note: (path) => {
      if (isSettings(path)) paths.add(path)
    },
    noteAbove: (path) => {
      for (const folder of foldersAbove(path))
        if (isSearched(`${folder}${SETTINGS_NAME}`)) paths.add(`${folder}${SETTINGS_NAME}`)
    },
    forget: () => {
      paths.clear()
      lastGood.clear()
    },
    inForce: () => {
      const files = present()
      if (files.length === 0) return []
      if (theParts() === undefined) return undefined
      return files.flatMap((file) => {
        const good = settingsIn(file)
        if (good !== undefined) lastGood.set(file.path, good)
        const known = lastGood.get(file.path)
        return known === undefined ? [] : [{ ...known, file }]
      })
    },
    problems: () => {
      const files = parts === undefined || parts === 'loading' ? [] : present()
      return new Map(files.map((file) => [file, readingOf(file)?.problems ?? []]))
    },
    holdingFor: (path, among) => {
      if (among.length === 0) return undefined
      const byFolder = new Map(among.map((one) => [directoryOf(one.file.path), one]))
      for (const folder of foldersAbove(path)) {
        const found = byFolder.get(folder)
        if (found !== undefined) return found
        if (!isSearched(`${folder}${SETTINGS_NAME}`) || read(`${folder}.git`).kind !== 'missing') return undefined
      }
      return undefined
    },
    parts: theParts,
  }
}

function inForceFrom(file: SourceFile, settings: Settings, parts: SettingsParts | undefined): SettingsInForce {
  const { target, configIds, sharedLan, severities } = settings
  const folder = directoryOf(file.path)
  const isIgnored = parts?.ignoredBy(settings.ignore) ?? (() => false)
  return {
    file,
    settings,
    scope: {
      ...(target === undefined ? {} : { target }),
      ...(configIds === undefined ? {} : { configIds }),
      ...(sharedLan === undefined ? {} : { sharedLan: sharedLan ? 'yes' : 'unknown' }),
      severities,
    },
    isIgnored: (path) => path.startsWith(folder) && isIgnored(path.slice(folder.length)),
  }
}

/** The folder of a file and those above it, each with `/` at its end. */
function foldersAbove(path: string): string[] {
  const folders: string[] = []
  for (let end = path.lastIndexOf('/'); end >= 0; end = path.lastIndexOf('/', end - 1)) {
    folders.push(path.slice(0, end + 1))
    if (end === 0) break
  }
  return folders
}
