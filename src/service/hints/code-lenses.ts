/** What an editor shows above an instance: its virtual router, and the ways to the other nodes. */
import type { Member, VirtualRouter } from '../../cluster/cluster.ts'
import { originOfWord } from '../../model/sited.ts'
import { placeKey } from '../../text/places.ts'
import type { Place } from '../../text/source-file.ts'
import { nodesReading, type Snapshot, spanIn } from '../snapshot.ts'
import { favourite, routerOf, shown } from '../virtual-router.ts'

/** A line of text above a line of a file, and where it leads. */
export interface InstanceLens {
  /** In offsets of the whole file. */
  readonly start: number
  readonly end: number
  readonly title: string
  /** The instance that is opened. */
  readonly target: Place
  /** Whether that is the instance below the lens, or one in another place. */
  readonly leads: 'here' | 'elsewhere'
}

/** The lenses of a file: for each instance in it what its virtual router is, and one for each member elsewhere. */
export function instanceLenses(snapshot: Snapshot, path: string): InstanceLens[] {
  const lenses = new Map<string, InstanceLens[]>()
  for (const { node, cluster } of nodesReading(snapshot, path)) {
    for (const instance of node.config.instances) {
      const at = headOf({ node, instance })
      if (at.file.path !== path || lenses.has(placeKey(at))) continue
      const router = routerOf(cluster, instance)
      if (router !== undefined) lenses.set(placeKey(at), lensesFor(snapshot, router, at))
    }
  }
  return [...lenses.values()].flat()
}

function lensesFor(snapshot: Snapshot, router: VirtualRouter, at: Place): InstanceLens[] {
  const { start, end } = spanIn(snapshot, at)
  const elsewhere = router.members.filter((member) => placeKey(headOf(member)) !== placeKey(at))
  const ways = new Map(elsewhere.map((member) => [placeKey(headOf(member)), member]))
  return [
    { start, end, title: routerTitle(router), target: at, leads: 'here' as const },
    ...[...ways.values()].map((member) => {
      const title = `open ${member.node.name}`
      return { start, end, title, target: headOf(member), leads: 'elsewhere' as const }
    }),
  ]
}

/** `VRID 51 · nodeA 110 MASTER · nodeB 100`. */
function routerTitle(router: VirtualRouter): string {
  const ids = new Set(router.members.map(({ instance }) => shown(instance.virtualRouterId)))
  const winner = favourite(router)
  const members = router.members.map((member) => {
    const rank = `${member.node.name} ${shown(member.instance.priority)}`
    return member === winner && router.members.length > 1 ? `${rank} MASTER` : rank
  })
  return [`VRID ${[...ids].join('/')}`, ...members].join(' · ')
}

/** The keyword and the name of an instance. */
function headOf({ instance }: Member): Place {
  const { keyword } = instance.block.statement
  const first = originOfWord(keyword)
  const name = instance.name.at
  return name.file === first.file ? { ...first, end: Math.max(first.end, name.end) } : first
}
