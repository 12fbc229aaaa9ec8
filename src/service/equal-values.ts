/** What must be equal on all members of a virtual router, and where each of them says it. */
import type { Cluster, ClusterNode, Member } from '../cluster/cluster.ts'
import type { Instance } from '../model/config.ts'
import { originOfWord, type Sited } from '../model/sited.ts'
import { isSamePlace } from '../text/places.ts'
import type { Origin, Place } from '../text/source-file.ts'
import { type LineAtSpot, linesAt } from './cursor.ts'
import type { Snapshot, Spot } from './snapshot.ts'
import { addressIn } from './uses.ts'
import { routerOf } from './virtual-router.ts'

/** Where a member says what all of them must say. */
export interface EqualPlace {
  readonly node: ClusterNode
  readonly instance: Instance
  readonly at: Origin
}

/**
 * The places of the value at a spot on all members of its virtual router, that of the spot among them. Empty where the
 * value may differ. A member that does not have the value at all has no place.
 */
export function equalPlacesAt(snapshot: Snapshot, spot: Spot): EqualPlace[] {
  const places = linesAt(snapshot, spot).flatMap((line) => {
    const { instance, cluster } = line
    return instance === undefined ? [] : equalPlaces(cluster, instance, line)
  })
  return places.filter(
    (place, index) =>
      places.findIndex((other) => other.node === place.node && isSamePlace(other.at, place.at)) === index,
  )
}

type Property = (instance: Instance) => Sited<unknown> | undefined

/** Values of which an instance has one. */
const PROPERTIES: readonly Property[] = [
  (instance) => instance.virtualRouterId,
  (instance) => written(instance.version),
  (instance) => written(instance.advertInterval),
  (instance) => instance.authentication.writtenType,
  (instance) => instance.authentication.writtenPassword,
]

function equalPlaces(cluster: Cluster, instance: Instance, { line, slot, word }: LineAtSpot): EqualPlace[] {
  const members = routerOf(cluster, instance)?.members ?? []
  const placesOf = (find: (member: Member) => Origin | undefined): EqualPlace[] =>
    members.flatMap((member) => {
      const at = find(member)
      return at === undefined ? [] : [{ ...member, at }]
    })
  const [first] = line.match.slots
  const subject = slot ?? (word === line.statement.keyword ? first : undefined)
  if (subject === undefined) return []
  const at = originOfWord(subject.word)
  const property = PROPERTIES.find((one) => isAt(one(instance), at))
  if (property !== undefined) return placesOf((member) => property(member.instance)?.at)
  if (slot?.value.kind !== 'address' || !addressesOf(instance).some((one) => one.line === line)) return []
  const address = addressIn(slot.word.text)
  return placesOf((member) => addressesOf(member.instance).find((one) => one.value.text === address)?.at)
}

function addressesOf(instance: Instance) {
  return [...instance.addresses, ...instance.excludedAddresses]
}

function written<T>(value: Sited<T>): Sited<T> | undefined {
  return value.implied === true ? undefined : value
}

function isAt(value: Sited<unknown> | undefined, at: Place): boolean {
  return value !== undefined && isSamePlace(value.at, at)
}
