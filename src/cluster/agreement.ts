/** Where the members of a virtual router disagree about something that must be the same on all of them. */
import { ifKnown, type Sited } from '../model/sited.ts'
import { groupBy } from '../text/group-by.ts'
import type { ClusterNode, Member, Site, VirtualRouter } from './cluster.ts'

/** A member that differs from the others, and one of those. */
export interface Disagreement<N extends Site = ClusterNode> {
  readonly odd: Member<N>
  readonly usual: Member<N>
  /** No third member speaks for either of them. */
  readonly isPair: boolean
}

/**
 * The members whose value is not that of the most. Between equally many the last ones are taken to be right, so that
 * of two nodes the first is told what the second says. A member without a value takes no part.
 */
export function disagreements<N extends Site>(
  members: readonly Member<N>[],
  valueIn: (member: Member<N>) => string | undefined,
): Disagreement<N>[] {
  const values = new Map(members.map((member) => [member, valueIn(member)]))
  const telling = members.filter((member) => values.get(member) !== undefined)
  const groups = groupBy(telling, (member) => values.get(member))
  if (groups.size < 2) return []
  const most = Math.max(...[...groups.values()].map((group) => group.length))
  const usualGroup = [...groups.values()].findLast((group) => group.length === most)
  const usual = usualGroup?.[0]
  if (usual === undefined) return []
  const isPair = telling.length === 2
  return telling.filter((member) => usualGroup?.includes(member) !== true).map((odd) => ({ odd, usual, isPair }))
}

/** Members that look adverts up by the same family and virtual_router_id, so that each would take those of the others. */
export function hearingEachOther<N extends Site>(router: VirtualRouter<N>): Member<N>[][] {
  const numbered = router.members.filter(({ instance }) => instance.virtualRouterId !== undefined)
  const groups = groupBy(numbered, ({ instance }) => `${instance.family} ${instance.virtualRouterId?.value}`)
  return [...groups.values()].filter((group) => group.length > 1)
}

/** What two members both become MASTER for: an address of both, else the name of the first. */
export function subjectOf(one: Member<Site>, other: Member<Site>): string {
  const theirs = new Set(other.instance.addresses.map((line) => line.value.text))
  const shared = one.instance.addresses.find((line) => theirs.has(line.value.text))
  return shared?.value.text ?? `\`${one.instance.name.value}\``
}

/** A value of a member, unless only the machine knows it or an include that could not be read may hold another one. */
export function certain<T>({ node }: Member<Site>, value: Sited<T> | undefined): Sited<T> | undefined {
  return value?.implied === true && node.hasUnreadParts ? undefined : ifKnown(value)
}
