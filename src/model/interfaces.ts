/** The interface names of a node: where they stand, which of them are ordinary, and which is probably a slip. */
import levenshtein from 'damerau-levenshtein'
import type { Release } from '../../grammar/releases.ts'
import type { BoundStatement } from '../bind/bind.ts'
import { slotsWithin } from '../bind/slots.ts'
import { isUnknown } from '../bind/values.ts'
import { groupBy } from '../text/group-by.ts'
import { remembered, rememberedInEach, rememberedInStretches } from '../text/remembered.ts'
import { type Sited, sited } from './sited.ts'

/** A name that stands once and nearly equals another one. */
export interface InterfaceTypo {
  readonly written: Sited<string>
  /** The first place of the name that was probably meant. */
  readonly meant: Sited<string>
  /** How often that one stands. */
  readonly count: number
}

/** Names that stand once and look like a slip in another one, which stands more often. A label alone is none of them. */
export const interfaceTypos = remembered((lines: readonly BoundStatement[]): InterfaceTypo[] => {
  const named = [
    ...groupBy([...neededIn(lines).flat(), ...labelsIn(lines).flat()], ({ first }) => first.value).values(),
  ]
  const names = named.flatMap(([name, ...others]): NamedInterface[] =>
    name === undefined ? [] : [{ ...name, count: others.reduce((sum, { count }) => sum + count, name.count) }],
  )
  const made = new Set(madeAmong(lines).map((use) => use.value))
  const several = names.filter(({ count }) => count > 1).sort((one, other) => other.count - one.count)
  return names.flatMap(({ first, count, isNeeded }) => {
    if (count !== 1 || !isNeeded || made.has(first.value)) return []
    const meant = several.find((one) => isSlip(first.value, one.first.value))
    return meant === undefined ? [] : [{ written: first, meant: meant.first, count: meant.count }]
  })
})

/** The name of an interface, its first place, and in how many it stands. */
interface NamedInterface {
  readonly first: Sited<string>
  readonly count: number
  /** More than a label names it. */
  readonly isNeeded: boolean
}

function counted(places: readonly Sited<string>[], isNeeded: boolean): readonly NamedInterface[] {
  return [...groupBy(places, ({ value }) => value).values()].flatMap((group) => {
    const [first] = group
    return first === undefined ? [] : [{ first, count: group.length, isNeeded }]
  })
}

/** Whether a unicast instance may do without an interface: not where a flag is looked at before it is set (chk_min_cfg() in vrrp.c). */
export function mayLackInterface(target: Release): boolean {
  return target.atLeast('2.2.8') || (target.atLeast('2.1.0') && !target.atLeast('2.2.5'))
}

/** Where static lines and instances name interfaces that must exist while the file is read. */
export function interfacesNeeded(lines: readonly BoundStatement[]): Sited<string>[] {
  return lines.filter(({ keyword }) => NEEDING_BLOCKS.has(keyword)).flatMap((line) => interfaceUses(line).needed)
}

const NEEDING_BLOCKS = new Set(['vrrp_instance', 'static_ipaddress', 'static_routes', 'static_rules'])

/**
 * What comes of an interface that does not exist: the VRRP process does not start, the line is ignored, or what the line
 * asks for fails later.
 */
export interface InterfaceNeed {
  readonly name: Sited<string>
  readonly need: 'start' | 'line' | 'use'
}

/** Everything that names an interface which must exist. */
export function interfacesNamed(lines: readonly BoundStatement[]): InterfaceNeed[] {
  return lines.flatMap((line) => {
    const need = NEEDS.get(line.keyword) ?? 'use'
    return interfaceUses(line).needed.map((name) => ({ name, need }))
  })
}

const NEEDS: ReadonlyMap<string, InterfaceNeed['need']> = new Map([
  ...[...NEEDING_BLOCKS, 'vrrp_sync_group', 'garp_group'].map((block) => [block, 'start'] as const),
  ['linkbeat_interfaces', 'line'],
  ['interface_up_down_delays', 'line'],
])

/** Tells whether keepalived may make an interface of a name itself. */
export function interfacesMade(lines: readonly BoundStatement[]): (name: string) => boolean {
  const named = new Set(madeAmong(lines).map(({ value }) => value))
  const isMaking = lines.some(({ block }) => block.some(({ keyword }) => MAKING.has(keyword)))
  return (name) => named.has(name) || /^vrrp6?\./.test(name) || (isMaking && /\.\d+$/.test(name))
}

const MAKING = new Set(['use_vmac', 'use_ipvlan'])

const interfaceUses = remembered((line: BoundStatement) => ({
  needed: interfaceWords(line, 'needed'),
  made: interfaceWords(line, 'made'),
  labels: labelInterfaces(line),
}))

const neededIn = rememberedInStretches((lines: readonly BoundStatement[]) =>
  counted(
    lines.flatMap((line) => interfaceUses(line).needed),
    true,
  ),
)
const labelsIn = rememberedInStretches((lines: readonly BoundStatement[]) =>
  counted(
    lines.flatMap((line) => interfaceUses(line).labels),
    false,
  ),
)
const madeAmong = rememberedInEach((line: BoundStatement) => interfaceUses(line).made)

/**
 * A name that nothing on a machine is usually called, one or two slips away from one that is usual; for a short name it
 * is one. Names that differ in digits only are never slips: hosts differ.
 */
export function isSlip(written: string, meant: string): boolean {
  if (isUsualName(written) || !isUsualName(meant) || withoutDigits(written) === withoutDigits(meant)) return false
  const limit = Math.min(written.length, meant.length) > 4 ? 2 : 1
  return levenshtein(written, meant).steps <= limit
}

/** A name as the kernel, udev, or a program that makes interfaces gives it, with or without a VLAN or an alias. */
export function isUsualName(name: string): boolean {
  return USUAL_NAMES.some((pattern) => pattern.test(name))
}

const USUAL_NAMES: readonly RegExp[] = [
  /^lo$|[.:]\d+$/,
  /^(p?eth|em|ib|br|bond|team|vlan|tun|tap|wg|dummy|ipvlan|macvlan|macvtap|vxlan|gre|gretap|sit|ppp|usb|lan|wan)-?\d+$/,
  /^(vmbr|virbr|lxcbr|docker|cni|venet|swp|hsn|xe|ge|port)-?\d\w*$|^(veth|vrrp|tailscale|flannel|zt|br-[\da-f]{12})/,
  /^(eno|ens|end)\d\w*$|^enx[\da-f]{12}$|^em\d+_\d+$|^p\d+p\d+(_\d+)?$|^w[lw]/i,
  /^en(P\d+)?p\d+s\d+([fdnuicv]\d+|np\d+)*$/,
]

/** `needed`: the line does not work without the interface. `made`: keepalived makes it, or the administrator names it freely. */
function interfaceWords(root: BoundStatement, how: 'needed' | 'made'): Sited<string>[] {
  return slotsWithin(root, 'interface').flatMap(({ slot: { value, word, faulty } }) => {
    const isMeant = (value.isMade === true) === (how === 'made') && !faulty && !isUnknown(word.text)
    return isMeant ? [sited(word.text, word)] : []
  })
}

/** The part of a label before its colon is the name of an interface. */
function labelInterfaces({ match, block }: BoundStatement): readonly Sited<string>[] {
  const names = match.slots.flatMap(({ option, word }) => {
    const colon = option === 'label' ? word.text.indexOf(':') : -1
    return colon === -1 ? [] : [sited(word.text.slice(0, colon), word)]
  })
  return block.length === 0 ? names : [...names, ...block.flatMap(labelInterfaces)]
}

function withoutDigits(name: string): string {
  return name.replace(/\d/g, '')
}
