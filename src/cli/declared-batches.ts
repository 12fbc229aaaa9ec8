/** The clusters of the settings as batches to lint: all nodes that they name, read from the disk. */
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { nodeNames } from '../cluster/names.ts'
import type { DeclaredBatch } from '../engine/batches.ts'
import type { Report } from '../engine/lint.ts'
import type { DeclaredNode } from '../engine/nodes.ts'
import { type HostFacts, mergedFacts } from '../facts/host.ts'
import type { NodeSetting, SettingsProblem } from '../settings/settings.ts'
import { loneNode, wrongPath } from '../settings/wrong-path.ts'
import { type SourceFile, sourceFile } from '../text/source-file.ts'
import { identityOf, stateOf, textOf } from './disk-files.ts'
import { factsFromFile, whyUnread } from './facts-file.ts'
import type { Asked } from './find-configs.ts'
import { type LoadedSettings, pathOfNode, placeIn, problemsIn } from './load-settings.ts'

/** A batch for each cluster; `all`: the user asks about every node. A file that is not there is told by its place in the settings. */
export function declaredBatches(settings: LoadedSettings, asked: Asked | 'all'): DeclaredBatch[] {
  const problems: SettingsProblem[] = []
  const given = asked === 'all' ? [] : asked.files
  const known = new Map(given.map((file) => [identityOf(file.path), file]))
  const spell = given.some(({ path }) => isAbsolute(path))
    ? (path: string) => path
    : (path: string) => relative('', path)
  const factsOf = factsReader(settings, problems)
  const nodeFrom = (node: NodeSetting): DeclaredNode[] => {
    const path = pathOfNode(settings, node)
    const file = known.get(identityOf(path)) ?? fileFromDisk(path, isAbsolute(node.file.path) ? path : spell(path))
    if (typeof file === 'string') {
      problems.push({ ...node.file.at, message: `${node.file.path}: ${file}` })
      return []
    }
    known.set(identityOf(path), file)
    const { name, configId } = node
    const facts = factsOf(node)
    return [
      {
        file,
        path,
        ...(name === undefined ? {} : { name }),
        ...(configId === undefined ? {} : { configId }),
        ...(facts === undefined ? {} : { facts }),
      },
    ]
  }
  const of = asked === 'all' ? undefined : pathsAsked(settings, asked)
  const batches = settings.clusters.map(({ name, nodes }): DeclaredBatch => {
    const batch = { how: 'declared', name, nodes: nodes.flatMap(nodeFrom) } as const
    return of === undefined ? batch : { ...batch, of }
  })
  if (problems.length > 0) throw problemsIn(settings, problems)
  return batches
}

/** Reads the facts that a node names, each file for one node only. */
function factsReader(
  settings: LoadedSettings,
  problems: SettingsProblem[],
): (node: NodeSetting) => HostFacts | undefined {
  const seen = new Set<string>()
  return ({ facts }) => {
    const all = facts.flatMap(({ path: written, at }) => {
      const path = isAbsolute(written) ? written : join(settings.folder, written)
      const identity = identityOf(path)
      const problem = seen.has(identity)
        ? 'these facts are named twice; each machine has facts of its own.'
        : stateOf(path).kind === 'file'
          ? undefined
          : whyUnread(path)
      seen.add(identity)
      if (problem === undefined) return [factsFromFile(path, relative('', path), settings.readFacts)]
      problems.push({ ...at, message: `${written}: ${problem}` })
      return []
    })
    return all.length === 0 ? undefined : mergedFacts(all)
  }
}

/** The path that standard input is taken for: a node may be named by what findings call it, if only one is called so. */
export function inputName(settings: LoadedSettings, given: string): string {
  const nodes = settings.clusters.flatMap((cluster) => {
    const derived = nodeNames(cluster.nodes.map((one) => ({ path: pathOfNode(settings, one), configId: one.configId })))
    return cluster.nodes.map((one, index) => ({ ...one, called: one.name ?? derived[index] }))
  })
  const [node, ...more] = nodes.filter(({ called }) => called === given)
  if (node === undefined || more.length > 0 || stateOf(given).kind === 'file') return given
  return relative('', pathOfNode(settings, node))
}

/** What is to be said of clusters of the settings in which nothing can be compared. */
export function loneNotes(all: readonly LoadedSettings[], { clusters }: Report): string[] {
  return all.flatMap((settings) =>
    settings.clusters.flatMap(({ name, nodes, at }) => {
      const paths = new Set(nodes.map((node) => identityOf(pathOfNode(settings, node))))
      const cluster = clusters.find(
        (one) => one.name === name && one.nodes.every(({ file }) => paths.has(identityOf(file.path))),
      )
      const [node] = cluster?.nodes ?? []
      if (node === undefined || cluster?.nodes.length !== 1) return []
      return [`${placeIn(settings, at.start)}: ${loneNode(name, node.name)}`]
    }),
  )
}

function pathsAsked(settings: LoadedSettings, { files, directories }: Asked): string[] {
  const folders = directories.map((directory) => resolve(directory))
  const isBelow = (path: string): boolean =>
    folders.some((folder) => path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`))
  const nodes = settings.clusters.flatMap((cluster) => cluster.nodes.map((node) => pathOfNode(settings, node)))
  return [...files.map(({ path }) => path), ...nodes.filter(isBelow)]
}

/** The file, or what is wrong with its path. */
function fileFromDisk(path: string, shown: string): SourceFile | string {
  const { kind } = stateOf(path)
  const text = kind === 'file' ? textOf(path) : undefined
  if (text !== undefined) return sourceFile(shown, text)
  return (kind === 'file' ? undefined : wrongPath(kind, shown)) ?? 'may not be read. Check its permissions.'
}
