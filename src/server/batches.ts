/** Which files of the user are linted together: the clusters that settings and editor name, and what evidence joins. */
import type { Batch, DeclaredBatch, Scope } from '../engine/batches.ts'
import type { DeclaredNode } from '../engine/nodes.ts'
import { rules } from '../rules/index.ts'
import type { Severities, WrittenPath } from '../settings/settings.ts'
import { type FileContent, pathFrom } from '../text/files.ts'
import type { SourceFile } from '../text/source-file.ts'
import { isView } from './paths.ts'
import type { Settings } from './settings.ts'
import type { SettingsInForce } from './settings-files.ts'
import type { OpenFile } from './workspace.ts'

/** What the entries of batches are chosen by. */
export interface Choice {
  /** The configurations that were found. */
  readonly configs: readonly string[]
  readonly open: ReadonlyMap<string, OpenFile>
  readonly read: (path: string) => FileContent
  readonly identity: (path: string) => string
  readonly folders: readonly string[]
  /** The clusters that the editor names. */
  readonly clusters: Settings['clusters']
  /** All settings of the workspace. */
  readonly settings: readonly SettingsInForce[]
  readonly holdingFor: (path: string) => SettingsInForce | undefined
}

/** A path in the settings at which there is no configuration. */
export interface AbsentNode {
  readonly settings: SettingsInForce
  readonly file: WrittenPath
  readonly kind: FileContent['kind']
}

/** The clusters that settings files and editor name, all other configurations, which evidence joins, and each by itself what is no node. */
export function batchesOf(choice: Choice): { readonly batches: Batch[]; readonly absent: readonly AbsentNode[] } {
  const { configs, open, folders, identity } = choice
  const opened = [...open].flatMap(([path, one]) => (one.isConfig ? [path] : []))
  const views = opened.filter((path) => isView(path, folders))
  const candidates = [...opened.filter((path) => !views.includes(path)), ...configs.filter((path) => !open.has(path))]
  const paths = oneOfEach(candidates, identity)
  const apart = [...views, ...opened.filter((path) => !views.includes(path) && paths.get(identity(path)) !== path)]
  const { declared, absent } = declaredIn(choice, paths)
  const isDeclared = new Set(declared.flatMap(({ nodes }) => nodes.map(({ file }) => identity(file.path))))
  const named = Object.values(choice.clusters).map((names) => {
    const located = names.flatMap((name) => locatedAt(name, choice)).filter((path) => !isDeclared.has(identity(path)))
    const members = [...new Set(located.map((path) => paths.get(identity(path)) ?? path))]
    for (const path of members) paths.delete(identity(path))
    return batchFrom(members, 'named', choice, choice.holdingFor(members[0] ?? '')?.scope)
  })
  for (const one of isDeclared) paths.delete(one)
  const groups = new Map<SettingsInForce | undefined, string[]>([[undefined, []]])
  for (const path of [...paths.values()].sort()) {
    const settings = choice.holdingFor(path)
    if (settings?.isIgnored(path) === true) {
      if (open.has(path)) apart.push(path)
    } else {
      groups.set(settings, [...(groups.get(settings) ?? []), path])
    }
  }
  const found = [...groups].map(([settings, own]) => batchFrom(own, 'found', choice, settings?.scope))
  const single = apart.map((path) => batchFrom([path], 'found', choice, scopeOf(path, choice)))
  const batches = [...declared, ...named, ...found, ...single]
  return { batches: batches.filter((batch) => batch.how === 'declared' || batch.entries.length > 0), absent }
}

/** The clusters of all settings files; a node that is not there is left out. */
function declaredIn(choice: Choice, paths: ReadonlyMap<string, string>) {
  const absent: AbsentNode[] = []
  const declared = choice.settings.flatMap((settings) =>
    settings.settings.clusters.map(({ name, nodes }): DeclaredBatch & { readonly scope: Scope } => ({
      how: 'declared',
      name,
      nodes: nodes.flatMap(({ file, name: own, configId }): DeclaredNode[] => {
        const path = pathFrom(settings.file.path, file.path)
        const content = choice.read(paths.get(choice.identity(path)) ?? path)
        if (content.kind !== 'text') {
          absent.push({ settings, file, kind: content.kind })
          return []
        }
        const named = own === undefined ? {} : { name: own }
        return [{ file: content.file, ...named, ...(configId === undefined ? {} : { configId }) }]
      }),
      scope: settings.scope,
    })),
  )
  return { declared, absent }
}

function batchFrom(paths: readonly string[], how: 'named' | 'found', choice: Choice, scope: Scope | undefined) {
  const entries = paths.flatMap((path): SourceFile[] => {
    const content = choice.read(path)
    return content.kind === 'text' ? [content.file] : []
  })
  return { entries, how, ...(scope === undefined ? {} : { scope }) }
}

/** What the settings leave out is explained and completed when it is opened, and nothing is found in it. */
function scopeOf(path: string, { holdingFor }: Choice): Scope | undefined {
  const settings = holdingFor(path)
  return settings?.isIgnored(path) === true ? { ...settings.scope, severities: ALL_OFF } : settings?.scope
}

const ALL_OFF: Severities = new Map(rules.map(({ name }) => [name, 'off']))

/** Of the paths that lead to one file, over links perhaps, the first, by what is the same for all of them. */
function oneOfEach(paths: readonly string[], identity: (path: string) => string): Map<string, string> {
  const byIdentity = new Map<string, string>()
  for (const path of paths) if (!byIdentity.has(identity(path))) byIdentity.set(identity(path), path)
  return byIdentity
}

/** The file of a cluster in the settings: the first that is there, in the order of the folders. */
function locatedAt(name: string, { read, folders }: Choice): string[] {
  const found = candidatesFor(name, folders).find((path) => read(path).kind === 'text')
  return found === undefined ? [] : [found]
}

/** The paths that a name in the settings of the editor may stand for. */
export function candidatesFor(name: string, folders: readonly string[]): string[] {
  return name.startsWith('/') ? [name] : folders.map((folder) => pathFrom(`${folder}/`, name))
}
