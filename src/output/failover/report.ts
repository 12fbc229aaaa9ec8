/** The record of what was simulated, which all formats show: the JSON report of `kalint failover`, a contract. */
import type { VirtualRouter } from '../../cluster/cluster.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Elector } from '../../failover/elector.ts'
import type { FailoverEvent } from '../../failover/event.ts'
import type { Outlook, Result, Theatre } from '../../failover/outlook.ts'
import type { Problem, ProblemKind } from '../../failover/problems.ts'
import { receptionOf } from '../../failover/reception.ts'
import { positionAt } from '../../text/source-file.ts'

export interface FailoverReport {
  readonly target: string
  /** One for each cluster in which something can fail over. */
  readonly clusters: readonly ClusterRecord[]
  readonly virtualRouters: readonly RouterRecord[]
  /** Cluster by cluster; each begins with its `steady`. */
  readonly scenarios: readonly ScenarioRecord[]
}

export interface ClusterRecord {
  /** No other one of the report has it. */
  readonly name: string
  readonly nodes: readonly string[]
  /** Nodes whose keepalived never runs. */
  readonly stopped: readonly StoppedRecord[]
}

export interface StoppedRecord {
  readonly node: string
  readonly reason: string
}

export interface RouterRecord {
  /** No other one of the report has it. */
  readonly name: string
  readonly cluster: string
  /** Without prefix. */
  readonly addresses: readonly string[]
  readonly members: readonly MemberRecord[]
  /** Whose adverts reach whom while nothing has failed. */
  readonly hearing: readonly HearingRecord[]
}

/** `refused`: the adverts arrive, and are thrown away. */
export interface HearingRecord {
  readonly from: string
  readonly to: string
  readonly reception: 'accepted' | 'refused'
}

export interface MemberRecord {
  readonly node: string
  readonly instance: string
  /** `null` where only the machine knows it. */
  readonly priority: number | null
}

export interface ScenarioRecord {
  /** The words of its events, or `steady`; no other one of its cluster has it. */
  readonly id: string
  readonly cluster: string
  readonly title: string
  readonly events: readonly FailoverEvent[]
  /** The nodes that hold each address at the end; an address is missing where the files do not tell. */
  readonly holders: Readonly<Record<string, readonly string[]>>
  /** The greatest of `times`. */
  readonly seconds: number
  /** From the last event, or from the start, to the last change of the holder of each address. */
  readonly times: Readonly<Record<string, number>>
  readonly stable: boolean
  readonly undetermined: UndeterminedRecord | null
  readonly problems: readonly ProblemRecord[]
}

export interface UndeterminedRecord {
  readonly addresses: readonly string[]
  /** The nodes that may hold them. */
  readonly holders: readonly string[]
  readonly reason: string
}

export interface ProblemRecord {
  readonly kind: ProblemKind
  readonly severity: 'error' | 'warning' | 'info'
  readonly message: string
  readonly addresses: readonly string[]
  /** The finding that explains it, where there is one. */
  readonly cause: CauseRecord | null
}

export interface CauseRecord {
  readonly rule: string
  readonly file: string
  /** Counted from 1. */
  readonly line: number
}

export function failoverReport(target: string, outlooks: readonly Outlook[]): FailoverReport {
  const clusters = numbered(outlooks.map(({ theatre }) => theatre.cluster.name))
  const routers = outlooks.flatMap(({ theatre }, index) =>
    theatre.cluster.routers.map((router) => ({ router, theatre, cluster: clusters[index] ?? '' })),
  )
  const names = routerNames(routers.map(({ router }) => router))
  return {
    target,
    clusters: outlooks.map(({ theatre }, index) => ({
      name: clusters[index] ?? '',
      nodes: theatre.cluster.nodes.map(({ name }) => name),
      stopped: theatre.cluster.nodes.flatMap(({ name }) => {
        const reason = theatre.stopped.get(name)
        return reason === undefined ? [] : [{ node: name, reason }]
      }),
    })),
    virtualRouters: routers.map(({ router, cluster, theatre }, index) => ({
      name: names[index] ?? '',
      cluster,
      addresses: addressesOf(router),
      members: router.members.map(({ node, instance }) => ({
        node: node.name,
        instance: instance.name.value,
        priority: instance.priority.unknown === true ? null : instance.priority.value,
      })),
      hearing: hearingIn(router, theatre),
    })),
    scenarios: outlooks.flatMap(({ theatre: { cluster }, results }, index) =>
      results.map((result) => scenarioRecord(clusters[index] ?? '', cluster.routers.flatMap(addressesOf), result)),
    ),
  }
}

function hearingIn({ members }: VirtualRouter, { electors, stopped }: Theatre): HearingRecord[] {
  const isMember = ({ member }: Elector): boolean => members.some(({ instance }) => instance === member.instance)
  const running = electors.filter((elector) => isMember(elector) && !stopped.has(elector.node))
  return running.flatMap((from) =>
    running.flatMap((to): HearingRecord[] => {
      const reception = receptionOf(from, to)
      return reception === 'unheard' ? [] : [{ from: from.node, to: to.node, reception }]
    }),
  )
}

function scenarioRecord(cluster: string, order: readonly string[], result: Result): ScenarioRecord {
  const { scenario, holders, seconds, isStable, undetermined, problems } = result
  const known = [...new Set(order)].filter((address) => holders.has(address))
  const times = known.map((address): [string, number] => [address, tenth(seconds.get(address) ?? 0)])
  return {
    id: scenario.id,
    cluster,
    title: scenario.title,
    events: scenario.events,
    holders: Object.fromEntries(known.map((address) => [address, holders.get(address) ?? []])),
    seconds: Math.max(0, ...times.map(([, time]) => time)),
    times: Object.fromEntries(times),
    stable: isStable,
    undetermined: undetermined ?? null,
    problems: problems.map(problemRecord),
  }
}

function tenth(seconds: number): number {
  return Math.round(seconds * 10) / 10
}

/** How bad each is. A cut link is nothing that a configuration could mend. */
const SEVERITIES: Readonly<Record<ProblemKind, ProblemRecord['severity']>> = {
  'split-brain': 'error',
  'no-holder': 'error',
  'no-failover': 'error',
  flapping: 'error',
  'split-sync-group': 'error',
  'ping-pong': 'warning',
  partition: 'info',
}

function problemRecord({ kind, message, addresses, cause }: Problem): ProblemRecord {
  return {
    kind,
    severity: SEVERITIES[kind],
    message,
    addresses: [...new Set(addresses)],
    cause: cause === undefined ? null : causeRecord(cause),
  }
}

function causeRecord({ rule, at }: Diagnostic): CauseRecord {
  return { rule, file: at.file.path, line: positionAt(at.file, at.start).line }
}

function addressesOf({ members }: VirtualRouter): string[] {
  const lines = members.flatMap(({ instance }) => [...instance.addresses, ...instance.excludedAddresses])
  return [...new Set(lines.map(({ value }) => value.text))]
}

/** What the nodes call it. Where several are called the same, what tells them apart: an address, a number. */
function routerNames(routers: readonly VirtualRouter[]): string[] {
  const short = routers.map(({ members }) => [...new Set(members.map(({ instance }) => instance.name.value))].join('/'))
  const isShared = (names: readonly string[], name: string): boolean => names.filter((one) => one === name).length > 1
  const longer = short.map((name, index) => {
    const router = routers[index]
    const address = router === undefined ? undefined : addressesOf(router)[0]
    return isShared(short, name) && address !== undefined ? `${name} ${address}` : name
  })
  return numbered(longer)
}

/** The names, with a number where there was the same before. */
function numbered(names: readonly string[]): string[] {
  const seen = new Set<string>()
  return names.map((name) => {
    let own = name
    for (let number = 2; seen.has(own); number++) own = `${name} #${number}`
    seen.add(own)
    return own
  })
}
