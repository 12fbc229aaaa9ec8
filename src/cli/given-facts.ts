/** `--facts` and `--host`: facts about machines that the command line gives to nodes. */
import { hostname } from 'node:os'
import { nearest } from '../bind/nearest.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Batch, Scope } from '../engine/batches.ts'
import { clustersOf } from '../engine/lint.ts'
import { type HostFacts, mergedFacts } from '../facts/host.ts'
import { listedNames } from '../text/listed.ts'
import { identityOf, withDiskFiles } from './disk-files.ts'
import { factsFromFile } from './facts-file.ts'
import { failure } from './failure.ts'
import { type CommandOptions, lintOptions } from './options.ts'

/** The batches with the facts that the user gives to their nodes. They count before those of the settings. */
export async function withGivenFacts(batches: readonly Batch[], options: CommandOptions): Promise<Batch[]> {
  const clusters = await withDiskFiles((files) => clustersOf(batches, lintOptions(options, files)))
  const nodes = clusters.flatMap((cluster) => cluster.nodes)
  const given = new Map<string, HostFacts[]>()
  const keyOf = ({ name, file }: ClusterNode): string =>
    nodes.filter((one) => one.name === name).length > 1 ? file.path : name
  const add = (node: ClusterNode, facts: HostFacts): void => {
    const key = keyOf(node)
    given.set(key, [...(given.get(key) ?? []), facts])
  }
  for (const { node, facts } of await factsFromFiles(options.facts ?? [], nodes)) add(node, facts)
  if (options.host !== undefined) {
    const node = hostAmong(nodes, options.host)
    if (given.has(keyOf(node))) {
      throw failure(`--host: ${node.name} has facts from --facts already. Leave one of the two out.`)
    }
    const { factsOfThisMachine } = await import('./this-machine.ts')
    add(node, await factsOfThisMachine())
  }
  const facts = new Map([...given].map(([name, all]) => [name, mergedFacts(all)]))
  const scopes = new Map<Scope | undefined, Scope>()
  return batches.map((batch) => {
    const scope = scopes.get(batch.scope) ?? { ...batch.scope, facts }
    scopes.set(batch.scope, scope)
    return { ...batch, scope }
  })
}

interface GivenFacts {
  readonly node: ClusterNode
  readonly facts: HostFacts
}

async function factsFromFiles(words: readonly string[], nodes: readonly ClusterNode[]): Promise<GivenFacts[]> {
  if (words.length === 0) return []
  const { settingsParts } = await import('./settings-parts.ts')
  const seen = new Map<string, string>()
  return words.map((word) => {
    const [name = '', ...rest] = word.split('=')
    const path = rest.join('=')
    if (name === '' || path === '') {
      throw failure(`--facts ${word}: expected NODE=FILE, as in --facts ${nodes[0]?.name ?? 'lb1'}=facts.json.`)
    }
    const node = nodeNamed(nodes, name, `--facts ${word}`)
    const identity = identityOf(path)
    const other = seen.get(identity)
    if (other !== undefined) {
      const what = other === node.name ? `given twice for ${other}` : `given for ${other} and for ${node.name}`
      throw failure(`--facts ${word}: ${path} is ${what}. Each machine has facts of its own.`)
    }
    seen.set(identity, node.name)
    return { node, facts: factsFromFile(path, path, settingsParts.readFacts) }
  })
}

/** The node that the user means by a name or by the path of its file. */
function nodeNamed(nodes: readonly ClusterNode[], name: string, option: string): ClusterNode {
  const called = nodes.filter((one) => one.name === name)
  const [node, ...more] = called.length > 0 ? called : nodes.filter(({ file }) => file.path === name)
  if (node === undefined) {
    const names = nodes.map((one) => one.name)
    const meant = nearest(name, names)
    const known =
      names.length === 0 ? 'No node is linted.' : `The nodes are ${listedNames(names.slice(0, MOST_NAMES))}.`
    throw failure(`${option}: no node is called ${name}. ${meant === undefined ? known : `Did you mean ${meant}?`}`)
  }
  if (more.length > 0) {
    const files = [node, ...more].map(({ file }) => file.path)
    throw failure(
      `${option}: ${name} is the name of several nodes (${listedNames(files)}). Name one file, or give them names in kalint.yaml.`,
    )
  }
  return node
}

const MOST_NAMES = 12

/** The node that runs on this machine: the only one, or the one that the user names, or that is called like the machine. */
function hostAmong(nodes: readonly ClusterNode[], asked: string | true): ClusterNode {
  if (asked !== true) return nodeNamed(nodes, asked, `--host ${asked}`)
  const [only, ...others] = nodes
  if (only === undefined) throw failure('--host: no node is linted.')
  if (others.length === 0) return only
  const own = hostname()
  const short = own.split('.')[0]
  const [match, ...more] = nodes.filter(({ name, configId }) =>
    [name, configId].some((one) => one === own || one === short),
  )
  if (match !== undefined && more.length === 0) return match
  const names = listedNames(nodes.slice(0, MOST_NAMES).map(({ name }) => name))
  throw failure(`--host: which of the nodes is this machine (${own})? Say --host=NODE; the nodes are ${names}.`)
}
