/** What is said about a virtual router: what it holds, its members, and who of them becomes MASTER. */
import type { Member, VirtualRouter } from '../../cluster/cluster.ts'
import { sourceOf } from '../../cluster/unicast.ts'
import { enumerated, list, prose, quoted, type TextBlock } from '../rich-text.ts'
import { favourite, hearEachOther, shown } from '../virtual-router.ts'

/** The virtual router of an instance as a reader wants to see it: what it holds, and its members. */
export function routerBlocks(router: VirtualRouter): TextBlock[] {
  const ids = new Set(router.members.map(({ instance }) => shown(instance.virtualRouterId)))
  const addresses = new Set(router.members.flatMap(({ instance }) => instance.addresses.map((one) => one.value.text)))
  const id = ids.size === 1 ? ` ${[...ids][0]}` : ''
  const held = addresses.size === 0 ? '' : ` for ${enumerated([...addresses].map(quoted), MAX_LISTED)}`
  const winner = favourite(router)
  const items = router.members.map(
    (member) =>
      `${quoted(member.node.name)}: ${[
        ...(ids.size === 1 ? [] : [`virtual_router_id ${shown(member.instance.virtualRouterId)}`]),
        ...standing(member, winner),
      ].join(', ')}`,
  )
  return [prose(`Virtual router${id}${held}`), ...list(items), ...notesOn(router, winner)]
}

const MAX_LISTED = 4

function standing({ instance }: Member, winner: Member | undefined): string[] {
  const { priority, state, preempts, interface: device } = instance
  const becomes = winner?.instance === instance ? ', becomes MASTER' : ''
  return [
    `priority ${shown(priority)}${becomes}`,
    `state ${shown(state)}`,
    ...(device === undefined ? [] : [`interface ${quoted(device.value)}`]),
    ...(preempts ? [] : ['does not preempt']),
  ]
}

function notesOn(router: VirtualRouter, winner: Member | undefined): TextBlock[] {
  const { members } = router
  if (members.length === 1) return [prose('No other node of its cluster is known to be a member.')]
  const isTie = new Set(members.map(({ instance }) => shown(instance.priority))).size === 1
  const areKnown = members.every(({ instance }) => instance.priority.unknown !== true)
  if (winner !== undefined || !isTie || !areKnown || !hearEachOther(router)) return []
  const addresses = members.every(({ instance }) => sourceOf(instance) !== undefined) ? ' source address' : ' address'
  return [prose(`All have the same priority: the node with the higher${addresses} becomes MASTER.`)]
}
