/** Who hears whom: what becomes of the adverts that each node of a cluster sends to each other one. */
import type { Cluster } from '../../cluster/cluster.ts'
import type { Elector } from '../../failover/elector.ts'
import { type Reception, type Refusal, receptionOf, refusal } from '../../failover/reception.ts'
import type { Column } from './cells.ts'

/** From one node to another, by their places in the cluster. */
export interface Hearing {
  readonly from: number
  readonly to: number
  /** For each virtual router; `undefined` where one of the two has no part in it. */
  readonly receptions: readonly (Reception | undefined)[]
  readonly refusals: readonly (Refusal | undefined)[]
}

/** All directions between nodes that have a virtual router in common. */
export function hearingsIn(
  { nodes }: Cluster,
  columns: readonly Column[],
  electors: readonly Elector[],
): readonly Hearing[] {
  const byInstance = new Map(electors.map((elector) => [elector.member.instance, elector]))
  const seats = columns.map(
    ({ router }) => new Map(router.members.map(({ node, instance }) => [node, byInstance.get(instance)])),
  )
  const directions = nodes.flatMap((_, from) => nodes.flatMap((__, to) => (from === to ? [] : [{ from, to }])))
  return directions.flatMap(({ from, to }): Hearing[] => {
    const [sender, receiver] = [nodes[from], nodes[to]]
    if (sender === undefined || receiver === undefined) return []
    const pairs = seats.map((seat) => ({ one: seat.get(sender), other: seat.get(receiver) }))
    const receptions = pairs.map(({ one, other }) => (one && other ? receptionOf(one, other) : undefined))
    if (receptions.every((reception) => reception === undefined)) return []
    const refusals = pairs.map(({ one, other }, index) =>
      one && other && receptions[index] === 'refused' ? refusal(one, other) : undefined,
    )
    return [{ from, to, receptions, refusals }]
  })
}

/** What a line says of several virtual routers: `some` where not all adverts are accepted, but some are. */
export type HearingState = Reception | 'some'

/** Of all virtual routers together. */
export function overallState({ receptions }: Hearing): HearingState {
  const known = receptions.filter((reception) => reception !== undefined)
  if (known.every((reception) => reception === 'accepted')) return 'accepted'
  if (known.includes('accepted')) return 'some'
  return known.includes('refused') ? 'refused' : 'unheard'
}

const REASONS: Readonly<Record<Refusal, string>> = {
  version: 'another VRRP version',
  authentication: 'another authentication',
  interval: 'another advert interval',
  addresses: 'other addresses',
  checksum: 'another checksum',
  sender: 'the sender is none of its peers',
}

/** A sentence for all virtual routers of a direction that have the same lack. */
export interface Deafness {
  readonly text: string
  readonly columns: readonly number[]
}

/** What is not accepted, in words. */
export function deafnessOf({ receptions, refusals, from, to }: Hearing, names: readonly string[]): Deafness[] {
  const byText = new Map<string, number[]>()
  for (const [index, reception] of receptions.entries()) {
    if (reception === undefined || reception === 'accepted') continue
    const reason = refusals[index]
    const text =
      reception === 'unheard'
        ? `${names[to] ?? ''} does not hear ${names[from] ?? ''}`
        : `${names[to] ?? ''} refuses the adverts of ${names[from] ?? ''}${reason === undefined ? '' : `: ${REASONS[reason]}`}`
    byText.set(text, [...(byText.get(text) ?? []), index])
  }
  return [...byText].map(([text, columns]) => ({ text, columns }))
}
