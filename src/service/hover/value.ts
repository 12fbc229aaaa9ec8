/** What is said about a value: what it is, and who else has to do with the script, address or interface that it names. */
import { optionNamed } from '../../../grammar/arguments.ts'
import { argumentsOf } from '../../../grammar/directive.ts'
import type { Value } from '../../../grammar/values.ts'
import type { Slot } from '../../bind/match.ts'
import { isUnknown } from '../../bind/values.ts'
import { originOfWord } from '../../model/sited.ts'
import { placeKey } from '../../text/places.ts'
import type { LineAtSpot } from '../cursor.ts'
import { optionBlocks, usage, valuePhrase } from '../documentation.ts'
import { code, list, prose, quoted, type TextBlock } from '../rich-text.ts'
import type { Snapshot } from '../snapshot.ts'
import { addressIn, isAddress, isInterface, kindOfName, type Use, usesIn } from '../uses.ts'
import { otherMembers } from '../virtual-router.ts'
import { nameBlocks, type ValueAtSpot } from './name.ts'
import { useNames } from './use-names.ts'

/** About a value of a line; `lines` are the same line as each node reads it. */
export function valueBlocks(snapshot: Snapshot, lines: readonly LineAtSpot[], first: ValueAtSpot): TextBlock[] {
  const { slot, line, instance } = first
  if (isSecret(snapshot, slot)) return [...lineBlocks(first), prose('What stands here is secret.')]
  const kind = kindOfName(slot, line)
  if (kind !== undefined && !isUnknown(slot.word.text)) return nameBlocks(snapshot, lines, { ...first, kind })
  return [...lineBlocks(first), ...whatItIs(slot), ...othersBlocks(snapshot, first), ...counterparts(first, instance)]
}

/** How the line is written, and what the keyword or the option before the value does. */
function lineBlocks(first: ValueAtSpot): TextBlock[] {
  const { line, slot, blocks } = first
  const around = blocks.at(-1)
  if (slot.option !== undefined) return namedOptionBlocks(first, slot.option).slice(0, 2)
  if (line.directive !== undefined) return [code(usage(line.keyword, line.directive)), prose(line.directive.doc)]
  return around?.directive === undefined ? [] : [prose(`${quoted(around.keyword)}: ${around.directive.doc}`)]
}

/** About an option word, which a line of a keyword or of a block takes. */
export function namedOptionBlocks({ line, blocks }: Pick<LineAtSpot, 'line' | 'blocks'>, name: string): TextBlock[] {
  const args = argumentsOf(line.directive, blocks.at(-1)?.directive?.body)
  const option = args === undefined ? undefined : optionNamed(args, name)
  return option === undefined ? [] : optionBlocks(name, option)
}

/** By the tables, or by how its line looks. */
function isSecret({ report }: Snapshot, { word, value }: Slot): boolean {
  return (value.kind === 'text' && value.secret === true) || report.secrets.covers(originOfWord(word))
}

/** What is wrong with a value is told by a finding. */
function whatItIs({ word, value, faulty }: Slot): TextBlock[] {
  if (faulty || !SPEAKING.has(value.kind)) return []
  if (isUnknown(word.text)) return [prose(`It must be ${valuePhrase(value)}.`)]
  return [prose(`${quoted(word.text)} is ${valuePhrase(value)}.`)]
}

/** Kinds of which the words say more than the synopsis. */
const SPEAKING: ReadonlySet<Value['kind']> = new Set(['integer', 'decimal', 'pattern', 'tcp-time'])

/** The other lines of the cluster that hold an address, or of the node that hold an interface. */
function othersBlocks(snapshot: Snapshot, { slot, cluster, node, line }: ValueAtSpot): TextBlock[] {
  const { value, word } = slot
  if (isUnknown(word.text)) return []
  if (value.kind === 'interface') {
    const here = usesIn(node, isInterface(word.text)).filter((use) => use.line !== line)
    const others = cluster.nodes.filter((other) => other !== node)
    const naming = others.filter((other) => usesIn(other, isInterface(word.text)).length > 0)
    return [
      ...also(snapshot, here, { line, node }),
      ...namedElsewhere(
        naming.map((one) => one.name),
        others.length,
      ),
    ]
  }
  const address = value.kind === 'address' ? addressIn(word.text) : undefined
  if (address === undefined) return []
  const uses = cluster.nodes.flatMap((one) => usesIn(one, isAddress(address)))
  const elsewhere = distinct(uses.filter((use) => use.line !== line))
  return elsewhere.length === 0
    ? [prose('No other line of the cluster has this address.')]
    : also(snapshot, elsewhere, { line, node })
}

function also(snapshot: Snapshot, uses: readonly Use[], from: Pick<LineAtSpot, 'line' | 'node'>): TextBlock[] {
  if (uses.length === 0) return []
  return [prose('Also in:'), ...list(useNames(snapshot, uses, from))]
}

/** A line that several nodes read is one. */
function distinct(uses: readonly Use[]): Use[] {
  const seen = new Set<string>()
  return uses.filter(({ at }) => {
    const isNew = !seen.has(placeKey(at))
    seen.add(placeKey(at))
    return isNew
  })
}

function namedElsewhere(names: readonly string[], others: number): TextBlock[] {
  if (others === 0) return []
  if (names.length === 0) return [prose('No other node of the cluster names this interface.')]
  return [prose(`${names.map(quoted).join(', ')} ${names.length === 1 ? 'names' : 'name'} it too.`)]
}

/** The interfaces that the same virtual router has on the other nodes. */
function counterparts({ slot, line, cluster }: ValueAtSpot, instance: LineAtSpot['instance']): TextBlock[] {
  if (instance === undefined || slot.value.kind !== 'interface' || line.keyword !== 'interface') return []
  const items = otherMembers(cluster, instance).flatMap((other) => {
    const device = other.instance.interface
    return device === undefined ? [] : [`${quoted(other.node.name)}: ${quoted(device.value)}`]
  })
  return items.length === 0 ? [] : [prose('On other nodes this virtual router has:'), ...list(items)]
}
