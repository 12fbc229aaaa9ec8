/** What a line that tracks something does to the priority of its instance, and who is MASTER then. */
import type { SymbolKind } from '../../../grammar/values.ts'
import type { BoundStatement } from '../../bind/bind.ts'
import type { Member } from '../../cluster/cluster.ts'
import { hasOption, lastLine, numberOf } from '../../model/sited.ts'
import type { LineAtSpot } from '../cursor.ts'
import { quoted } from '../rich-text.ts'
import { isNameOf, usesIn } from '../uses.ts'
import { otherMembers } from '../virtual-router.ts'

/** What follows for the instance of a line that names a script, a process or a BFD session. */
export function trackingNotes({ line, node, cluster, instance, slot }: LineAtSpot, name: string): string[] {
  if (slot?.value.kind !== 'reference') return []
  const { to } = slot.value
  const state = STATES[to]
  if (state === undefined) return []
  const [declaration] = usesIn(node, isNameOf(to, name)).filter((use) => use.line.directive?.declares === to)
  const weight = weightOf(line, declaration?.line)
  if (weight === undefined) return []
  if (weight === 0) return [`Weight 0: FAULT while ${state.bad}.`]
  const when = weight > 0 ? state.good : state.bad
  const change = `Weight ${weight > 0 ? '+' : ''}${weight}: ${weight > 0 ? 'added to' : 'taken from'} the priority while ${when}.`
  if (instance === undefined || instance.priority.unknown === true) return [change]
  if (instance.priority.value === OWNER) return [`${change} Priority 255 stays what it is.`]
  const best = highest(otherMembers(cluster, instance))
  return [`${change} ${outcome(instance.priority.value, weight, best)}`]
}

const OWNER = 255

/** When a tracked thing is well and when not, to follow "while". */
const STATES: Readonly<Partial<Record<SymbolKind, { readonly good: string; readonly bad: string }>>> = {
  vrrp_script: { good: 'the script succeeds', bad: 'the script fails' },
  vrrp_track_process: { good: 'enough processes run', bad: 'not enough processes run' },
  bfd_instance: { good: 'the session is up', bad: 'the session is not up' },
}

/** The weight of the line, else that of what it names; with the sign that counts. */
function weightOf(line: BoundStatement, declaration: BoundStatement | undefined): number | undefined {
  const own = numberOf(line, 'weight')
  const block = declaration?.block ?? []
  const inherited = lastLine(block, 'weight')
  const isReversed = hasOption(line, 'noreverse')
    ? false
    : hasOption(line, 'reverse') || (inherited !== undefined && hasOption(inherited, 'reverse'))
  const weight = own?.value ?? (inherited === undefined ? 0 : numberOf(inherited)?.value)
  if (weight === undefined || (weight === 0 && isReversed)) return undefined
  return isReversed ? -weight : weight
}

function outcome(priority: number, weight: number, best: Member | undefined): string {
  const changed = Math.min(OWNER - 1, Math.max(1, priority + weight))
  const turns = `The priority is then ${changed} instead of ${priority}`
  if (best === undefined) return `${turns}.`
  const [before, after] = [priority, changed].map((one) => Math.sign(one - best.instance.priority.value))
  const other = `${quoted(best.node.name)} with ${best.instance.priority.value}`
  if (after === 0) return `${turns}, as much as that of ${other}.`
  const relation = (after ?? 0) < 0 ? 'below' : 'above'
  return `${turns}, ${before === after ? 'still ' : ''}${relation} ${other}.`
}

function highest(others: readonly Member[]): Member | undefined {
  if (others.some(({ instance }) => instance.priority.unknown === true)) return undefined
  return others.reduce<Member | undefined>(
    (best, other) =>
      best === undefined || other.instance.priority.value > best.instance.priority.value ? other : best,
    undefined,
  )
}
