/** How much speaks for two nodes being of one cluster, where a virtual address or a network of theirs is the same. */
import { isUnknown, longestPrefix, type ParsedAddress } from '../bind/values.ts'
import type { Config, Instance } from '../model/config.ts'
import { groupBy } from '../text/group-by.ts'
import { remembered } from '../text/remembered.ts'
import { arePeerInstances, instancesShareNetwork, sharedAddresses } from './evidence.ts'

/**
 * Whether two nodes have an instance in common, as far as chance allows. Strangers often share an address of a usual LAN, the name
 * and the id of an example, so that agreement about these counts little, and disagreement counts against them. A
 * fault or two do not outweigh what nodes of one cluster have in common.
 */
export function areKin(one: Config, other: Config): boolean {
  return one.instances.some((instance) =>
    other.instances.some((counterpart) => kinship(instance, counterpart) >= ENOUGH),
  )
}

/**
 * Whether an instance of one node is a copy of one of the other, but for rank and virtual_router_id. Copies of one example have
 * its id as well: whoever changes that alone has one virtual router in mind.
 */
export function haveCopies(one: Config, other: Config): boolean {
  const byName = groupBy(other.instances, ({ name }) => name.value)
  return one.instances.some((instance) =>
    byName.get(instance.name.value)?.some((namesake) => areCopies(instance, namesake)),
  )
}

/** Whether two instances with one name are copies. */
function areCopies(one: Instance, other: Instance): boolean {
  const ids = [one, other].map(({ virtualRouterId }) => virtualRouterId?.value)
  if (ids.some((id) => id === undefined || isUnknown(String(id))) || ids[0] === ids[1]) return false
  const shared = sharedAddresses(one, other)
  const isWhole = shared > 0 && shared === one.addresses.length && shared === other.addresses.length
  if (!isWhole || one.family !== other.family || isOnlyExample(one)) return false
  return COPIED.every((valueIn) => valueIn(one) === valueIn(other)) && haveSamePrefixes(one, other)
}

/** What a copy has as well. */
const COPIED: readonly ((instance: Instance) => unknown)[] = [
  (instance) => instance.interface?.value,
  passwordOf,
  ({ authentication }) => authentication.type,
  ({ advertInterval }) => advertInterval.value,
  ({ unicast }) => unicast.active,
]

/** Two strangers that copied one example come to less; so do two that share an address and nothing else. */
const ENOUGH = 11

const kinship = (one: Instance, other: Instance): number => kinshipWith(one)(other)

const kinshipWith = remembered((one: Instance) =>
  remembered((other: Instance): number => {
    const place = placePoints(one, other)
    return place === 0 ? 0 : place + CLUES.reduce((points, clue) => points + clue(one, other), 0)
  }),
)

/** What the instances are there for, without which nothing else counts. */
function placePoints(one: Instance, other: Instance): number {
  if (one.family !== other.family) return 0
  if (arePeerInstances(one, other)) return 6
  if (isOnlyExample(one)) return 0
  const doubt = [...one.addresses, ...other.addresses].every(({ value }) => HOME.test(value.text)) ? 1 : 0
  const shared = sharedAddresses(one, other)
  if (shared === 0) return instancesShareNetwork(one, other) ? 2 - doubt : 0
  const isWhole = shared === one.addresses.length && shared === other.addresses.length
  return (isWhole ? 6 : 4) + (shared > 1 ? SEVERAL_ADDRESSES : 0) - doubt
}

/** The networks that most routers for homes come with. */
const HOME = /^192\.168\.[01]\./

/** Strangers hardly share more than one address. */
const SEVERAL_ADDRESSES = 3

type Clue = (one: Instance, other: Instance) => number

const CLUES: readonly Clue[] = [
  (one, other) =>
    compared(one.virtualRouterId?.value, other.virtualRouterId?.value, { same: 4, usual: 3, differs: -2 }),
  (one, other) => compared(one.name.value, other.name.value, { same: 4, usual: 2, differs: -1 }),
  (one, other) => compared(one.interface?.value, other.interface?.value, { same: 2, usual: 1, differs: -1 }),
  (one, other) => compared(passwordOf(one), passwordOf(other), { same: 4, usual: 2, differs: -3 }),
  (one, other) => (one.authentication.type === other.authentication.type ? 0 : -1),
  (one, other) => (one.advertInterval.value === other.advertInterval.value ? 0 : -1),
  (one, other) => (one.unicast.active === other.unicast.active ? 0 : -1),
  (one, other) => (haveSamePrefixes(one, other) ? 1 : -2),
  rolePoints,
]

interface Points {
  readonly same: number
  /** The same, but what examples and defaults have. */
  readonly usual: number
  readonly differs: number
}

function compared<T extends string | number>(one: T | undefined, other: T | undefined, points: Points): number {
  if (one === undefined || other === undefined || isUnknown(String(one)) || isUnknown(String(other))) return 0
  if (one !== other) return points.differs
  return USUAL.test(String(one)) ? points.usual : points.same
}

/** Values that stand in examples everywhere. */
const USUAL = /^(51|VI_?\d*|eth\d|1111|1234\d*|pass\w*|secret|changeme)$/i

function passwordOf({ authentication }: Instance): string | undefined {
  return authentication.type === 'none' || authentication.unknown === true ? undefined : authentication.password
}

/** Nodes of one cluster have different ranks; copies of one example have the same. */
function rolePoints(one: Instance, other: Instance): number {
  if ([one, other].some(({ state, priority }) => state.unknown === true || priority.unknown === true)) return 0
  const haveOneState = one.state.value === other.state.value
  if (one.priority.value === other.priority.value) return haveOneState ? -4 : -2
  if (!haveOneState) return 3
  return one.state.value === 'MASTER' ? 0 : 1
}

function haveSamePrefixes(one: Instance, other: Instance): boolean {
  const prefixes = new Map(other.addresses.map(({ value }) => [value.text, prefixOf(value)]))
  return one.addresses.every(({ value }) => !prefixes.has(value.text) || prefixes.get(value.text) === prefixOf(value))
}

/** An address without a prefix length is that of a host. */
function prefixOf({ prefix, family }: ParsedAddress): number {
  return prefix ?? longestPrefix(family)
}

/** Nothing but addresses that keepalived's own sample configuration has. */
function isOnlyExample({ addresses }: Instance): boolean {
  return addresses.length > 0 && addresses.every(({ value }) => EXAMPLE.test(value.text))
}

const EXAMPLE = /^192\.168\.200\.1[1-8]$/
