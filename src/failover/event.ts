/** What can happen to a cluster, one thing at a time. */

export const EVENT_TYPES = [
  'node-down',
  'node-back',
  'script-fails',
  'script-recovers',
  'interface-down',
  'interface-up',
  'process-fails',
  'process-recovers',
  'file-changes',
  'bfd-down',
  'bfd-up',
  'link-cut',
  'link-restored',
] as const

export type EventType = (typeof EVENT_TYPES)[number]

export interface FailoverEvent {
  readonly type: EventType
  readonly node: string
  /** Of the script, interface, process, file or BFD session. */
  readonly name?: string
  /** The other node of a link. */
  readonly peer?: string
  /** What a tracked file says from then on. */
  readonly value?: number
}

/** The kinds of trackers whose events name them. */
export type NamedKind = 'script' | 'interface' | 'process' | 'file' | 'bfd'

/** What an event is about, and whether it is a failure (`false`: it ends one). */
interface EventKind {
  readonly about: 'node' | 'link' | NamedKind
  readonly fails: boolean
}

export const EVENT_KINDS: Readonly<Record<EventType, EventKind>> = {
  'node-down': { about: 'node', fails: true },
  'node-back': { about: 'node', fails: false },
  'script-fails': { about: 'script', fails: true },
  'script-recovers': { about: 'script', fails: false },
  'interface-down': { about: 'interface', fails: true },
  'interface-up': { about: 'interface', fails: false },
  'process-fails': { about: 'process', fails: true },
  'process-recovers': { about: 'process', fails: false },
  'file-changes': { about: 'file', fails: true },
  'bfd-down': { about: 'bfd', fails: true },
  'bfd-up': { about: 'bfd', fails: false },
  'link-cut': { about: 'link', fails: true },
  'link-restored': { about: 'link', fails: false },
}

/** What scenarios have in common that begin with a failure of one kind. */
export const FAILURE_TITLES: Readonly<Record<EventKind['about'], string>> = {
  node: 'A node dies',
  script: 'A script fails',
  process: 'A process ends',
  file: 'A tracked file changes',
  bfd: 'A BFD session goes down',
  interface: 'An interface goes down',
  link: 'Two nodes lose each other',
}

/** The words of an event as `--event` takes them: `script-fails:nodeA:chk`. */
export function eventWords({ type, node, name, peer, value }: FailoverEvent): string {
  return [type, node, name ?? peer, value].filter((word) => word !== undefined).join(':')
}

/** What happens, to a person. */
export function eventTitle(event: FailoverEvent): string {
  const { type, node, name = '', peer = '', value = 0 } = event
  switch (type) {
    case 'node-down':
      return `${node} dies`
    case 'node-back':
      return `${node} comes back`
    case 'script-fails':
      return `${name} fails on ${node}`
    case 'script-recovers':
      return `${name} recovers on ${node}`
    case 'interface-down':
      return `${name} goes down on ${node}`
    case 'interface-up':
      return `${name} comes up on ${node}`
    case 'process-fails':
      return `${name} ends on ${node}`
    case 'process-recovers':
      return `${name} runs again on ${node}`
    case 'file-changes':
      return `${name} says ${value} on ${node}`
    case 'bfd-down':
      return `BFD ${name} goes down on ${node}`
    case 'bfd-up':
      return `BFD ${name} comes up on ${node}`
    case 'link-cut':
      return `${node} and ${peer} lose each other`
    case 'link-restored':
      return `${node} and ${peer} see each other again`
  }
}
