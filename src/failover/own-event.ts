/** Reads an event as a person writes it: `script-fails:lb1:check`. */
import { nearest } from '../bind/nearest.ts'
import { listedNames } from '../text/listed.ts'
import type { Elector } from './elector.ts'
import { EVENT_KINDS, EVENT_TYPES, type EventType, type FailoverEvent, type NamedKind } from './event.ts'
import { worstNumber } from './scenarios.ts'

/** A node that events may name. */
export interface EventNode {
  readonly name: string
  readonly electors: readonly Elector[]
  /** The nodes of its cluster, itself included. */
  readonly cluster: readonly string[]
  /** Why its daemon never runs. */
  readonly stopped: string | undefined
}

/** `wrong` says what is the matter with the words, and what to write instead. */
export type ReadEvent = { readonly event: FailoverEvent } | { readonly wrong: string }

export function readEvent(words: string, nodes: readonly EventNode[]): ReadEvent {
  const [given = '', rest] = cutAtColon(words)
  const type = EVENT_TYPES.find((one) => one === given)
  if (type === undefined) return { wrong: `there is no event ${JSON.stringify(given)}. ${meantOf(given, EVENT_TYPES)}` }
  if (rest === undefined || rest === '') return { wrong: `the node is missing. Write ${shapeOf(type, 'NODE')}.` }
  const found = nodeAtStart(rest, nodes)
  if (found === undefined) {
    const name = cutAtColon(rest)[0]
    return { wrong: `there is no node ${JSON.stringify(name)}. ${meantOf(name, namesOf(nodes))}` }
  }
  const { node, after } = found
  if (node.stopped !== undefined) return { wrong: `${node.name} never runs, so that nothing can happen to it` }
  const { about } = EVENT_KINDS[type]
  if (about === 'link') return readLink(type, node, after)
  if (about !== 'node') return readNamed(type, about, node, after)
  if (after === undefined) return { event: { type, node: node.name } }
  return { wrong: `nothing may follow the node. Write ${shapeOf(type, node.name)}.` }
}

function readLink(type: EventType, { name, cluster }: EventNode, peer: string | undefined): ReadEvent {
  const others = cluster.filter((one) => one !== name)
  if (others.length === 0) return { wrong: `${name} is alone in its cluster` }
  if (peer === undefined || peer === '') return { wrong: `the other node is missing. Write ${shapeOf(type, name)}.` }
  if (others.includes(peer)) return { event: { type, node: name, peer } }
  const who = peer === name ? `${name} has no link to itself` : `there is no other node ${JSON.stringify(peer)}`
  return { wrong: `${who}. ${meantOf(peer, others)}` }
}

function readNamed(type: EventType, about: NamedKind, node: EventNode, after: string | undefined): ReadEvent {
  const known = knownNames(about, node.electors)
  const noun = NOUNS[about]
  if (known.length === 0) return { wrong: `${node.name} ${about === 'interface' ? 'uses' : 'tracks'} no ${noun}` }
  if (after === undefined || after === '') {
    return { wrong: `the ${noun} is missing. Write ${shapeOf(type, node.name)}; there is ${listedNames(known)}.` }
  }
  const value = about === 'file' ? /^(.*):([+-]?\d+)$/.exec(after) : undefined
  const name = value?.[1] ?? after
  if (!known.includes(name)) {
    const verb = about === 'interface' ? 'uses' : 'tracks'
    return { wrong: `${node.name} ${verb} no ${noun} ${JSON.stringify(name)}. ${meantOf(name, known)}` }
  }
  if (about !== 'file') return { event: { type, node: node.name, name } }
  if (value?.[2] !== undefined) return { event: { type, node: node.name, name, value: Number(value[2]) } }
  const trackers = node.electors.flatMap((elector) => elector.trackers)
  const tracker = trackers.find((one) => one.kind === 'file' && one.name === name)
  return { event: { type, node: node.name, name, value: tracker === undefined ? 1 : worstNumber(tracker) } }
}

const NOUNS: Readonly<Record<NamedKind, string>> = {
  script: 'script',
  process: 'process',
  file: 'file',
  bfd: 'BFD session',
  interface: 'interface',
}

/** What the node tracks; of interfaces also those that it uses, and those that they are made on. */
function knownNames(about: NamedKind, electors: readonly Elector[]): string[] {
  const tracked = electors.flatMap(({ trackers }) => trackers.filter(({ kind }) => kind === about))
  const names = tracked.map(({ name }) => name)
  if (about !== 'interface') return [...new Set(names)]
  const used = electors.flatMap(({ member, manners }) => [
    ...(member.instance.interface === undefined ? [] : [member.instance.interface.value]),
    ...manners.interfaces,
  ])
  const all = [...used, ...names]
  const bases = all.flatMap((name) => /^(.+)\.\d+$/.exec(name)?.[1] ?? [])
  return [...new Set([...all, ...bases])]
}

/** A name may hold colons of its own: the longest that fits is meant. */
function nodeAtStart(
  text: string,
  nodes: readonly EventNode[],
): { readonly node: EventNode; readonly after: string | undefined } | undefined {
  const fitting = nodes.filter(({ name }) => text === name || text.startsWith(`${name}:`))
  const [node] = fitting.sort((one, other) => other.name.length - one.name.length)
  if (node === undefined) return undefined
  return { node, after: text === node.name ? undefined : text.slice(node.name.length + 1) }
}

function namesOf(nodes: readonly EventNode[]): string[] {
  return [...new Set(nodes.map(({ name }) => name))]
}

function cutAtColon(text: string): [string, string | undefined] {
  const at = text.indexOf(':')
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

/** How an event is written. */
function shapeOf(type: EventType, node: string, name = 'NAME'): string {
  const { about } = EVENT_KINDS[type]
  if (about === 'node') return `${type}:${node}`
  if (about === 'link') return `${type}:${node}:OTHER-NODE`
  return about === 'file' ? `${type}:${node}:${name}:NUMBER` : `${type}:${node}:${name}`
}

function meantOf(word: string, known: readonly string[]): string {
  const meant = nearest(word, known)
  const all = known.length === 1 ? `There is only ${known[0]}.` : `There are ${listedNames(known)}.`
  return meant === undefined ? all : `Did you mean ${meant}? ${all}`
}
