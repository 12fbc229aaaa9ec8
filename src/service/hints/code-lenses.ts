/** What an editor shows above an instance: its virtual router, and the ways to the other nodes. */
import type { Cluster, Member, VirtualRouter } from '../../cluster/cluster.ts'
import { originOfWord } from '../../model/sited.ts'
import { placeKey } from '../../text/places.ts'
import type { Place } from '../../text/source-file.ts'
import { nodesReading, type Snapshot, spanIn } from '../snapshot.ts'
import { favourite, routerOf, shown } from '../virtual-router.ts'
import { fateOf, hasFate } from './fates.ts'

/** A line of text above a line of a file, and where it leads. */
export interface InstanceLens {
  /** In offsets of the whole file. */
  readonly start: number
  readonly end: number
  /** Empty where `fateAt` tells it. */
  readonly title: string
  /** The instance that is opened. */
  readonly target: Place
  /** Whether that is the instance below the lens, one in another place, or what happens when something fails. */
  readonly leads: 'here' | 'elsewhere' | 'failover'
}

/** The lenses of a file: for each instance in it what its virtual router is, one for each member elsewhere, and its fate. */
export function instanceLenses(snapshot: Snapshot, path: string): InstanceLens[] {
  return instancesIn(snapshot, path).flatMap(({ cluster, router, at }) => {
    const { start, end } = spanIn(snapshot, at)
    const elsewhere = router.members.filter((member) => placeKey(headOf(member)) !== placeKey(at))
    const ways = new Map(elsewhere.map((member) => [placeKey(headOf(member)), member]))
    const isTold = hasFate(cluster, router)
    return [
      { start, end, title: routerTitle(router, isTold), target: at, leads: 'here' as const },
      ...[...ways.values()].map((member) => {
        const title = `open ${member.node.name}`
        return { start, end, title, target: headOf(member), leads: 'elsewhere' as const }
      }),
      ...(isTold ? [{ start, end, title: '', target: at, leads: 'failover' as const }] : []),
    ]
  })
}

/** What the lens over the instance that begins at an offset says of failures, which takes a simulation. */
export function fateAt(snapshot: Snapshot, path: string, start: number): string | undefined {
  const found = instancesIn(snapshot, path).find(({ at }) => spanIn(snapshot, at).start === start)
  if (found === undefined || !hasFate(found.cluster, found.router)) return undefined
  const { router, at } = found
  const members = router.members.filter((member) => placeKey(headOf(member)) === placeKey(at))
  return fateOf(snapshot, router, members)
}

/** An instance that a file holds, once however many nodes read it. */
interface InstanceInFile {
  readonly cluster: Cluster
  readonly router: VirtualRouter
  readonly at: Place
}

function instancesIn(snapshot: Snapshot, path: string): InstanceInFile[] {
  const found = new Map<string, InstanceInFile>()
  for (const { node, cluster } of nodesReading(snapshot, path)) {
    for (const instance of node.config.instances) {
      const at = headOf({ node, instance })
      if (at.file.path !== path || found.has(placeKey(at))) continue
      const router = routerOf(cluster, instance)
      if (router !== undefined) found.set(placeKey(at), { cluster, router, at })
    }
  }
  return [...found.values()]
}

/** `VRID 51 · nodeA 110 · nodeB 100`; who is MASTER by priority is added where the fate does not tell. */
function routerTitle(router: VirtualRouter, isTold: boolean): string {
  const ids = new Set(router.members.map(({ instance }) => shown(instance.virtualRouterId)))
  const winner = isTold || router.members.length < 2 ? undefined : favourite(router)
  const members = router.members.map((member) => {
    const rank = `${member.node.name} ${shown(member.instance.priority)}`
    return member === winner ? `${rank} MASTER` : rank
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
