/** Lets a scenario happen to real daemons, and tells how it ended. */
import { setTimeout as pause } from 'node:timers/promises'
import type { FailoverEvent } from '../src/failover/event.ts'
import type { ClusterFixture, Outcome, Scenario } from './fixtures.ts'
import { type AddressChange, type Lab, type LogLine, openLab } from './lab.ts'
import { bfdNeighbour, patience, virtualAddresses } from './settings.ts'

/** Where the script of the laboratory is, and which daemon runs. */
export interface Setting {
  readonly script: string
  readonly keepalived: string
}

/** Seconds after which nodes that still change are not going to settle, and as how many times their patience. */
const LONGEST = 30
const LONGEST_PATIENCE = 4

/** What the process says that elects, once it has read its files. */
const STARTED = /Registering gratuitous/

/** How long a daemon may take to notice what a tracker sees, in seconds. */
const NOTICE = 8

/** Seconds between the starts of daemons that count as one, and how often one tries for such a start on a busy machine. */
const EVEN = 0.1
const ATTEMPTS = 6

/** Starts the daemons, lets the events happen, each once the nodes are quiet, and waits until they are quiet again. */
export async function observe(setting: Setting, cluster: ClusterFixture, scenario: Scenario): Promise<Outcome> {
  for (let attempt = 1; ; attempt += 1) {
    const lab = await openLab(setting.script, setting.keepalived, cluster.nodes)
    try {
      const begin = await lab.command('start')
      if ((await startsEvenly(lab, cluster)) || attempt === ATTEMPTS)
        return await outcomeOf(lab, begin, cluster, scenario)
    } finally {
      await lab.close()
    }
  }
}

/** Whether all daemons begin to elect at the same time; one that does not begin at all does not count. */
async function startsEvenly(lab: Lab, { nodes }: ClusterFixture): Promise<boolean> {
  const starts = (): LogLine[] => lab.log.filter(({ text }) => STARTED.test(text))
  for (let wait = 0; wait < 20 && new Set(starts().map(({ node }) => node)).size < nodes.length; wait += 1)
    await pause(50)
  const times = starts().map(({ at }) => at)
  return times.length === 0 || Math.max(...times) - Math.min(...times) < EVEN
}

async function outcomeOf(lab: Lab, begin: number, cluster: ClusterFixture, scenario: Scenario): Promise<Outcome> {
  const texts = cluster.nodes.map(({ text }) => text)
  const addresses = [...new Set(texts.flatMap(virtualAddresses))]
  const isVirtual = new Set(addresses)
  const changesAfter = (moment: number): AddressChange[] =>
    holderChanges(lab.changes, isVirtual).filter(({ at }) => at >= moment)
  let moment = begin
  let stable = await becomesQuiet(patience(texts), () => changesAfter(begin), begin)
  // A busy machine starts one daemon later than another: what counts is the start of the one that took over last.
  const latest = changesAfter(begin).at(-1)?.node
  if (latest !== undefined)
    moment = lab.log.find(({ node, text }) => node === latest && STARTED.test(text))?.at ?? begin
  for (const event of scenario.events) {
    const cause = await lab.command(commandFor(event, cluster))
    const from = (await noticed(lab, event, cause)) ?? cause
    stable = await becomesQuiet(patience(texts), () => changesAfter(from), from)
    // A session that comes back may do so twice.
    moment = notices(lab, event, cause).at(-1)?.at ?? cause
  }
  const held = await lab.look()
  const names = cluster.nodes.map(({ name }) => name)
  const holders = addresses.map((address) => [address, names.filter((name) => held.get(name)?.has(address))] as const)
  // A node without power has lost its addresses at that moment, however long the laboratory takes to see to it.
  const lastEvent = scenario.events.at(-1)
  const dead = lastEvent?.type === 'node-down' ? lastEvent.node : undefined
  const last = changesAfter(moment).findLast(({ node }) => node !== dead)
  return {
    holders: Object.fromEntries(holders),
    seconds: last === undefined ? 0 : Number((last.at - moment).toFixed(2)),
    stable,
  }
}

/** Of all that the kernel told, where a node gets or loses a virtual address; in order of time. */
function holderChanges(changes: readonly AddressChange[], isVirtual: ReadonlySet<string>): AddressChange[] {
  const held = new Set<string>()
  return changes
    .filter(({ address }) => isVirtual.has(address))
    .toSorted((a, b) => a.at - b.at)
    .filter(({ node, address, isThere }) => {
      const key = `${node} ${address}`
      if (held.has(key) === isThere) return false
      if (isThere) held.add(key)
      else held.delete(key)
      return true
    })
}

/** Whether the holders stop changing, waiting as long as it takes to know. */
async function becomesQuiet(patience: number, changes: () => AddressChange[], from: number): Promise<boolean> {
  const end = from + Math.max(LONGEST, LONGEST_PATIENCE * patience)
  for (;;) {
    const quietFrom = changes().at(-1)?.at ?? from
    const now = Date.now() / 1000
    if (now >= quietFrom + patience) return true
    if (now >= end) return false
    await pause(1000 * (quietFrom + patience - now) + 20)
  }
}

function commandFor({ type, node, name = '', peer, value }: FailoverEvent, { nodes }: ClusterFixture): string {
  switch (type) {
    case 'script-fails':
      return `no-file ${node} ${name}`
    case 'script-recovers':
      return `file ${node} ${name} 0`
    case 'file-changes':
      return `file ${node} ${name} ${value}`
    case 'bfd-down':
      return `bfd-down ${node} ${bfdNeighbour(nodes.find((one) => one.name === node)?.text ?? '', name)}`
    case 'process-fails':
    case 'process-recovers':
      throw new Error('the kernel tells of processes in its first network namespace only')
    default:
      return [type, node, peer ?? name].join(' ')
  }
}

/** When the daemon first says that it sees what happened; nothing where it has nothing to see, or does not say so. */
async function noticed(lab: Lab, event: FailoverEvent, since: number): Promise<number | undefined> {
  if (noticeOf(event) === undefined) return undefined
  for (;;) {
    const [first] = notices(lab, event, since)
    if (first !== undefined) return first.at
    if (Date.now() / 1000 > since + NOTICE) return undefined
    await pause(50)
  }
}

function notices(lab: Lab, event: FailoverEvent, since: number): LogLine[] {
  const notice = noticeOf(event)
  return lab.log.filter(({ at, node, text }) => at >= since && node === event.node && notice?.test(text) === true)
}

function noticeOf({ type, name }: FailoverEvent): RegExp | undefined {
  switch (type) {
    case 'node-back':
      return STARTED
    case 'script-fails':
      return new RegExp(`VRRP_Script\\(${name}\\) (?!succeeded)`)
    case 'script-recovers':
      return new RegExp(`VRRP_Script\\(${name}\\) succeeded`)
    case 'interface-down':
      return new RegExp(`Netlink reports ${name} down`)
    case 'interface-up':
      return new RegExp(`Netlink reports ${name} up`)
    case 'bfd-down':
      return new RegExp(`\\(${name}\\) Entering Down state`)
    case 'bfd-up':
      return new RegExp(`\\(${name}\\) Entering Up state`)
    default:
      return undefined
  }
}
