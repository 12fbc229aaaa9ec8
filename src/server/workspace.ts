/** The files of the user: what lies in the folders of the editor, and over it what is open there. */
import { isKeepalivedConfig } from '../bind/recognise.ts'
import type { Batch } from '../engine/batches.ts'
import { lint } from '../engine/lint.ts'
import type { Snapshot } from '../service/snapshot.ts'
import { type FileContent, type Files, pathFrom, SKIPPED_DIRECTORIES } from '../text/files.ts'
import { editedFile } from '../text/sections.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { Host } from './host.ts'
import { isView } from './paths.ts'
import type { Settings } from './settings.ts'

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
  /** All findings as of now; `undefined` while a file that they need is still being fetched. */
  snapshot(): Snapshot | undefined
}

/** `loaded`: a file that had to be fetched has arrived. */
export function createWorkspace(host: Host, initial: Settings, loaded: () => void): Workspace {
  const open = new Map<string, OpenFile>()
  const contents = new Map<string, FileContent>()
  const pending = new Set<string>()
  const identities = new Map<string, string>()
  let configs = new Set<string>()
  let folders: readonly string[] = []
  let settings = initial
  let known: Snapshot | undefined

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
    if (content?.kind === 'text' && isKeepalivedConfig(content.file.text)) configs.add(path)
    else configs.delete(path)
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
      open.set(path, file)
      known = undefined
    },
    closed: (path) => {
      open.delete(path)
      contents.delete(path)
      noteConfig(path)
      known = undefined
    },
    touched: (path) => {
      for (const one of contents.keys()) if (one === path || one.startsWith(`${path}/`)) contents.delete(one)
      for (const one of configs) if (one.startsWith(`${path}/`)) noteConfig(one)
      noteConfig(path)
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
      let looked = 0
      for await (const path of host.find(folders)) {
        const content = await host.read(path)
        if (content.kind === 'text' && isKeepalivedConfig(content.file.text)) {
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
    isView: (path) => isView(path, folders),
    exists: (path) => open.has(path) || host.exists?.(path) === true,
    snapshot: () => {
      if (known !== undefined) return known
      const { target, configIds, sharedLan } = settings
      const batches = batchesOf([...configs], open, { read, identity, folders, clusters: settings.clusters })
      const report = lint(batches, { files, target, configIds, sharedLan, secrets: 'masked' })
      if (pending.size > 0) return undefined
      const nodes = report.clusters.flatMap((cluster) => cluster.nodes)
      known = {
        report,
        files: new Map(nodes.flatMap((node) => node.reading.files.map((file) => [file.path, file] as const))),
      }
      return known
    },
  }
}

const PROGRESS_STEP = 50

/** What the entries of batches are chosen by. */
interface Choice {
  readonly read: (path: string) => FileContent
  readonly identity: (path: string) => string
  readonly folders: readonly string[]
  readonly clusters: Settings['clusters']
}

/** Whether a path is one that is looked at though nobody opens it. */
function isSearched(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => {
    const start = folder === '/' ? folder : `${folder}/`
    return (
      path.startsWith(start) &&
      !path
        .slice(start.length)
        .split('/')
        .some((part) => SKIPPED_DIRECTORIES.has(part))
    )
  })
}

/** The clusters that the user named, all other configurations, which evidence joins, and each by itself what is no node. */
function batchesOf(configs: readonly string[], open: ReadonlyMap<string, OpenFile>, choice: Choice): Batch[] {
  const opened = [...open].flatMap(([path, one]) => (one.isConfig ? [path] : []))
  const views = opened.filter((path) => isView(path, choice.folders))
  const candidates = [...opened.filter((path) => !views.includes(path)), ...configs.filter((path) => !open.has(path))]
  const paths = oneOfEach(candidates, choice.identity)
  const apart = [...views, ...opened.filter((path) => !views.includes(path) && !paths.has(path))]
  const filesAt = (some: Iterable<string>): SourceFile[] =>
    [...some].flatMap((path) => {
      const content = choice.read(path)
      return content.kind === 'text' ? [content.file] : []
    })
  const named = Object.values(choice.clusters).map((names) => {
    const members = new Set(names.flatMap((name) => located(name, choice)))
    for (const path of members) paths.delete(path)
    return { entries: filesAt(members), how: 'named' as const }
  })
  return [
    ...named,
    { entries: filesAt([...paths].sort()), how: 'found' as const },
    ...apart.map((path) => ({ entries: filesAt([path]), how: 'found' as const })),
  ].filter((batch) => batch.entries.length > 0)
}

/** Of the paths that lead to one file, over links perhaps, the first. */
function oneOfEach(paths: readonly string[], identity: (path: string) => string): Set<string> {
  const byIdentity = new Map<string, string>()
  for (const path of paths) if (!byIdentity.has(identity(path))) byIdentity.set(identity(path), path)
  return new Set(byIdentity.values())
}

/** The file of a cluster in the settings: the first that is there, in the order of the folders. */
function located(name: string, { read, folders }: Choice): string[] {
  const found = candidatesFor(name, folders).find((path) => read(path).kind === 'text')
  return found === undefined ? [] : [found]
}

function candidatesFor(name: string, folders: readonly string[]): string[] {
  return name.startsWith('/') ? [name] : folders.map((folder) => pathFrom(`${folder}/`, name))
}

/** What is there but may not be read, or is on its way, is not absent. */
const ABSENT: ReadonlySet<FileContent['kind']> = new Set(['missing', 'directory'])

/** A file that the editor opens. */
export function openFile(path: string, text: string, version: number, languageId: string): OpenFile {
  return {
    file: editedFile(path, text),
    version,
    isConfig: languageId === 'keepalived' || isKeepalivedConfig(text, path),
  }
}

/** The file after an edit. What was a configuration stays one while its first lines are rewritten. */
export function editedOpenFile(opened: OpenFile, file: SourceFile, version: number): OpenFile {
  return { file, version, isConfig: opened.isConfig || isKeepalivedConfig(file.text) }
}
