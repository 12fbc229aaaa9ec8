/** The files of the user: what lies in the folders of the editor, and over it what is open there. */
import { isKeepalivedConfig } from '../bind/recognise.ts'
import type { Batch } from '../engine/batches.ts'
import { lint } from '../engine/lint.ts'
import type { Snapshot } from '../service/snapshot.ts'
import type { FileContent, Files } from '../text/files.ts'
import { editedFile } from '../text/sections.ts'
import { type SourceFile, writtenText } from '../text/source-file.ts'
import { batchesOf, candidatesFor } from './batches.ts'
import type { Host } from './host.ts'
import { isSearched, isView } from './paths.ts'
import type { Settings } from './settings.ts'
import { isSettings, type SettingsFiles, settingsFiles } from './settings-files.ts'
import { type SettingsFindings, settingsFindings } from './settings-findings.ts'

/** A file that is open in the editor. */
export interface OpenFile {
  readonly file: SourceFile
  readonly version: number
  /** The editor says that it is a configuration of keepalived, or its content does, or did. */
  readonly isConfig: boolean
}

/** All files that the user may mean, and what is found in them. */
export interface Workspace {
  /** The files that are open, by path. */
  readonly open: ReadonlyMap<string, OpenFile>
  /** How the engine reaches all files, those that are open as they are in the editor. */
  readonly files: Files
  opened(path: string, file: OpenFile): void
  closed(path: string): void
  /** Something else than the editor changed a path, or what is below it. */
  touched(path: string): void
  configure(settings: Settings): void
  /** Looks for configurations in folders, instead of those before. The result is how many there are. */
  search(folders: readonly string[], progress: (found: number) => void): Promise<number>
  /** Whether a file is at a path: an open one, or one on the disk. */
  exists(path: string): boolean
  /** The files of clusters in the settings that are not there, as the settings name them. */
  missing(): string[]
  /** Whether a document is no file of the user but another view of one, about which nobody wants to be told. */
  isView(path: string): boolean
  /** The settings files among all others. */
  readonly settings: SettingsFiles
  /** All findings as of now; `undefined` while a file that they need is still being fetched. */
  snapshot(): WorkspaceSnapshot | undefined
}

/** What is known of all files, and what it was made from. */
export interface WorkspaceSnapshot extends Snapshot {
  readonly batches: readonly Batch[]
  /** What is wrong with each settings file. */
  readonly settings: SettingsFindings
}

/** What a workspace begins with. */
export interface WorkspaceStart {
  readonly settings: Settings
  readonly folders: readonly string[]
}

/** `loaded`: a file that had to be fetched has arrived. */
export function createWorkspace(host: Host, start: WorkspaceStart, loaded: () => void): Workspace {
  const open = new Map<string, OpenFile>()
  const contents = new Map<string, FileContent>()
  const pending = new Set<string>()
  const identities = new Map<string, string>()
  let configs = new Set<string>()
  let { folders, settings } = start
  let known: WorkspaceSnapshot | undefined
  /** Paths at which something has changed that has not arrived yet. */
  const unsure = new Set<string>()

  const read = (path: string): FileContent => {
    const opened = open.get(path)
    if (opened !== undefined) return { kind: 'text', file: opened.file }
    const content = contents.get(path)
    if (content !== undefined) return content
    const fetched = host.read(path)
    if (!(fetched instanceof Promise)) {
      contents.set(path, fetched)
      return fetched
    }
    if (!pending.has(path)) {
      pending.add(path)
      void fetched.then((arrived) => {
        contents.set(path, arrived)
        pending.delete(path)
        if (unsure.delete(path)) noteConfig(path)
        known = undefined
        if (pending.size === 0) loaded()
      })
    }
    return { kind: 'unreadable' }
  }
  const files: Files = {
    read,
    glob: host.glob,
    ...(host.identity === undefined ? {} : { identity: host.identity }),
  }
  const noteConfig = (path: string): void => {
    const content = isSearched(path, folders) ? read(path) : undefined
    if (pending.has(path)) unsure.add(path)
    else if (content?.kind === 'text' && isKeepalivedConfig(writtenText(content.file), path)) configs.add(path)
    else configs.delete(path)
  }
  const inForce = settingsFiles({
    read,
    isSearched: (path) => isSearched(path, folders),
    loaded: () => {
      known = undefined
      loaded()
    },
  })
  const note = (path: string): void => {
    if (isSettings(path)) inForce.note(path)
    else noteConfig(path)
  }
  const identity = (path: string): string => {
    const identified = identities.get(path) ?? host.identity?.(path) ?? path
    identities.set(path, identified)
    return identified
  }

  return {
    open,
    files,
    opened: (path, file) => {
      if (!open.has(path)) inForce.noteAbove(path)
      open.set(path, file)
      known = undefined
    },
    closed: (path) => {
      open.delete(path)
      contents.delete(path)
      note(path)
      known = undefined
    },
    touched: (path) => {
      for (const one of contents.keys()) if (one === path || one.startsWith(`${path}/`)) contents.delete(one)
      for (const one of configs) if (one.startsWith(`${path}/`)) noteConfig(one)
      note(path)
      identities.clear()
      known = undefined
    },
    configure: (changed) => {
      settings = changed
      known = undefined
    },
    search: async (chosen, progress) => {
      folders = chosen
      configs = new Set()
      inForce.forget()
      for (const path of open.keys()) inForce.noteAbove(path)
      let looked = 0
      for await (const path of host.find(folders)) {
        const content = await host.read(path)
        if (isSettings(path)) {
          inForce.note(path)
          contents.set(path, content)
        } else if (content.kind === 'text' && isKeepalivedConfig(writtenText(content.file), path)) {
          configs.add(path)
          contents.set(path, content)
        }
        if (++looked % PROGRESS_STEP === 0) progress(looked)
      }
      known = undefined
      return configs.size
    },
    missing: () =>
      Object.values(settings.clusters)
        .flat()
        .filter((name) => candidatesFor(name, folders).every((path) => ABSENT.has(read(path).kind))),
    settings: inForce,
    isView: (path) => isView(path, folders),
    exists: (path) => open.has(path) || host.exists?.(path) === true,
    snapshot: () => {
      if (known !== undefined) return known
      const among = inForce.inForce()
      if (among === undefined) return undefined
      const { target, configIds, sharedLan, clusters } = settings
      const { batches, absent } = batchesOf({
        configs: [...configs],
        open,
        read,
        identity,
        folders,
        clusters,
        settings: among,
        holdingFor: (path) => inForce.holdingFor(path, among),
      })
      const report = lint(batches, { files, target, configIds, sharedLan, secrets: 'masked' })
      if (pending.size > 0) return undefined
      const nodes = report.clusters.flatMap((cluster) => cluster.nodes)
      known = {
        report,
        files: new Map(nodes.flatMap((node) => node.reading.files.map((file) => [file.path, file] as const))),
        batches,
        settings: settingsFindings({ problems: inForce.problems(), absent, inForce: among, batches, report }),
      }
      return known
    },
  }
}

const PROGRESS_STEP = 50

/** What is there but may not be read, or is on its way, is not absent. */
const ABSENT: ReadonlySet<FileContent['kind']> = new Set(['missing', 'directory'])

/** A file that the editor opens. */
export function openFile(path: string, text: string, version: number, languageId: string): OpenFile {
  return {
    file: editedFile(path, text),
    version,
    isConfig: !isSettings(path) && (languageId === 'keepalived' || isKeepalivedConfig(text, path)),
  }
}

/** The file after an edit. What was a configuration stays one while its first lines are rewritten. */
export function editedOpenFile(opened: OpenFile, file: SourceFile, version: number): OpenFile {
  return {
    file,
    version,
    isConfig: opened.isConfig || (!isSettings(file.path) && isKeepalivedConfig(writtenText(file), file.path)),
  }
}
