/** An interface that the machine does not have. */
import { nearest } from '../bind/nearest.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Completion, Finding } from '../diagnostics/diagnostic.ts'
import { knowsAllInterfaces } from '../facts/reach.ts'
import { type InterfaceNeed, interfacesMade, interfacesNamed } from '../model/interfaces.ts'
import { listedNames } from '../text/listed.ts'
import type { NodeRule } from './rule.ts'

export const missingInterface: NodeRule = {
  kind: 'node',
  name: 'missing-interface',
  severity: 'error',
  summary: 'An interface does not exist on the machine, as the facts about it tell.',
  why: 'Where an instance, a sync group, a `garp_group` or a static line names an interface that does not exist, keepalived reports `Non-existent interface specified in configuration` and its VRRP process stops, with all instances of the node (vrrp_daemon.c:543, since 2.0.0; seen with 2.2.7 and 2.4.3, in whose config test the exit code is 5). With `dynamic_interfaces` they wait for it in FAULT. `linkbeat_interfaces` and `interface_up_down_delays` ignore the line, and all else fails when it is used. Told with facts about the machine only, see docs/facts.md. Names of interfaces that keepalived makes itself are left out.',
  check: (node) => {
    const { facts } = node
    if (facts?.interfaces === undefined || !knowsAllInterfaces(facts)) return []
    const known = facts.interfaces
    const made = interfacesMade(node.bound.statements)
    return interfacesNamed(node.bound.statements)
      .filter(({ name }) => !known.has(name.value) && !made(name.value))
      .map((need) => told(node, need, [...known.keys()]))
  },
}

function told(node: ClusterNode, { name, need }: InterfaceNeed, known: readonly string[]): Finding {
  const isDynamic = node.config.globals.dynamicInterfaces
  const isFatal = need === 'start' && !isDynamic
  const effect = isFatal
    ? 'the VRRP process stops, with all its instances'
    : need === 'start'
      ? 'what needs it stays in FAULT until somebody makes it'
      : need === 'line'
        ? 'keepalived ignores the line'
        : 'this does not work'
  return {
    message: `${node.name} has no interface \`${name.value}\`: ${effect}. ${advice(name.value, known)}`,
    at: name.at,
    nodes: [node.name],
    severity: isFatal || (need === 'line' && !isDynamic) ? 'error' : 'warning',
    configTest: isFatal || (need === 'line' && !isDynamic),
    ...(isFatal ? { completion: STOP } : {}),
  }
}

/** Once the file is read, before the instances are looked at (vrrp_daemon.c:543). */
const STOP: Completion = { process: 'vrrp', step: -1, ends: true }

function advice(name: string, known: readonly string[]): string {
  const others = known.filter((one) => one !== 'lo')
  const near = nearest(name, others)
  // Names that differ in digits are other interfaces, and no slips.
  const meant = near !== undefined && withoutDigits(near) !== withoutDigits(name) ? near : undefined
  if (meant !== undefined) return `Did you mean \`${meant}\`?`
  if (others.length === 0) return 'It has none but `lo`.'
  const shown = others.slice(0, MOST_NAMES)
  return `It has ${listedNames(shown.map((one) => `\`${one}\``))}${others.length > shown.length ? ' and more' : ''}.`
}

const MOST_NAMES = 6

function withoutDigits(name: string): string {
  return name.replace(/\d/g, '')
}
