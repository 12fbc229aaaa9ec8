/** Routes and rules that only some nodes of a virtual router bring along with its addresses. */

import ipaddr from 'ipaddr.js'
import type { BoundStatement } from '../bind/bind.ts'
import { isUnknown, longestPrefix, parseAddress } from '../bind/values.ts'
import { type Disagreement, disagreements, hearingEachOther } from '../cluster/agreement.ts'
import type { Member } from '../cluster/cluster.ts'
import { routersWhere } from '../cluster/site.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { entriesOf, lastLine, originOfWord } from '../model/sited.ts'
import { compareTexts } from '../text/compare.ts'
import type { Origin } from '../text/source-file.ts'
import type { ClusterRule } from './rule.ts'

export const virtualRouteMismatch: ClusterRule = {
  kind: 'cluster',
  name: 'virtual-route-mismatch',
  severity: 'warning',
  summary: 'The nodes of a virtual router add different `virtual_routes`, or only some add `virtual_rules`.',
  why: 'Routes and rules of an instance exist on the node that is master, and nothing tells the nodes what the others add: a route that one node lacks is gone as soon as that node takes over, and with it whatever goes that way (vrrp_state_become_master() in vrrp.c:1886). Compared are destinations and tables: gateways and interfaces may differ from machine to machine. A destination among the `static_routes` of a node is there anyway.',
  check: (cluster) =>
    routersWithRoutes(cluster)
      .flatMap(hearingEachOther)
      .flatMap((members) => [
        ...disagreements(members, routesText).flatMap(routeFinding),
        ...disagreements(members, rulesText).map(ruleFinding),
      ]),
}

const routersWithRoutes = routersWhere(({ members }) =>
  members.some(({ instance: { block } }) =>
    ['virtual_routes', 'virtual_rules'].some((keyword) => lastLine(block.block, keyword) !== undefined),
  ),
)

interface Route {
  readonly text: string
  readonly at: Origin
}

function routesText(member: Member): string | undefined {
  const routes = routesOf(member)
  if (routes === undefined || member.node.hasUnreadParts) return undefined
  return [...new Set(routes.map(({ text }) => text))].sort(compareTexts).join(', ')
}

function routeFinding({ odd, usual }: Disagreement): Finding[] {
  const [surplus, lacking] = [beyond(odd, usual), beyond(usual, odd)]
  const facts = [
    ...(surplus.length === 0 ? [] : [`${listed(surplus)} only on ${odd.node.name}`]),
    ...(lacking.length === 0 ? [] : [`${listed(lacking)} only on ${usual.node.name}`]),
  ]
  if (facts.length === 0) return []
  return [
    {
      message: `\`virtual_routes\` of \`${odd.instance.name.value}\`: ${facts.join(' and ')}. Unless its machine has it anyway, what a node does not add is missing while that node is master. Write the same destinations on all nodes.`,
      at: surplus[0]?.at ?? placeOf(odd, 'virtual_routes'),
      nodes: [odd.node.name, usual.node.name],
      related: (lacking.length === 0 ? [placeOf(usual, 'virtual_routes')] : lacking.map(({ at }) => at)).map((at) => ({
        message: lacking.length === 0 ? `the instance of ${usual.node.name}` : `only ${usual.node.name} has this route`,
        at,
      })),
    },
  ]
}

/** The routes of one that the other adds neither with its addresses nor for good. */
function beyond(one: Member, other: Member): Route[] {
  const constant = linesWithRoutes(entriesOf(other.node.bound.statements, 'static_routes'), other) ?? []
  const theirs = new Set([...(routesOf(other) ?? []), ...constant].map(({ text }) => text))
  return (routesOf(one) ?? []).filter(({ text }) => !theirs.has(text))
}

function listed(routes: readonly Route[]): string {
  const texts = [...new Set(routes.map(({ text }) => text))]
  const more = texts.length - MOST
  return more > 0 ? `${texts.slice(0, MOST).join(', ')} and ${more} more` : texts.join(', ')
}

const MOST = 3

function routesOf(member: Member): Route[] | undefined {
  return linesWithRoutes(entriesOf(member.instance.block.block, 'virtual_routes'), member)
}

/** `undefined` where a line does not tell where it leads. */
function linesWithRoutes(lines: readonly BoundStatement[], { instance }: Member): Route[] | undefined {
  const routes = lines.map((line): Route | undefined => {
    const words = [line.statement.keyword, ...line.statement.args]
    const texts = words.map(({ text }) => text)
    if (texts.some(isUnknown) || line.match.refused === true) return undefined
    const place = texts.includes('to') ? texts.indexOf('to') + 1 : ROUTE_TYPES.has(texts[0] ?? '') ? 1 : 0
    const word = words[place]
    const destination =
      word === undefined ? undefined : networkText(word.text, instance.family === 6 ? '::/0' : '0.0.0.0/0')
    if (word === undefined || destination === undefined) return undefined
    const table = texts.includes('table') ? ` in table ${texts[texts.indexOf('table') + 1]}` : ''
    return { text: `${destination}${table}`, at: originOfWord(word) }
  })
  const known = routes.filter((route) => route !== undefined)
  return known.length < routes.length ? undefined : known
}

const ROUTE_TYPES: ReadonlySet<string> = new Set(['unicast', 'blackhole', 'unreachable', 'prohibit', 'throw'])

/** A network in the way in which all of its spellings are equal. */
function networkText(word: string, all: string): string | undefined {
  if (word === 'default' || word === 'any' || word === 'all') return networkText(all, all)
  const [text = '', prefix] = word.split('/')
  const address = parseAddress(text)
  if (address === undefined || (prefix !== undefined && !/^\d+$/.test(prefix))) return undefined
  const length = prefix === undefined ? longestPrefix(address.family) : Number(prefix)
  if (length > longestPrefix(address.family)) return undefined
  const network =
    address.family === 4
      ? ipaddr.IPv4.networkAddressFromCIDR(`${address.text}/${length}`)
      : ipaddr.IPv6.networkAddressFromCIDR(`${address.text}/${length}`)
  return length === 0 ? 'the default route' : `${network.toString()}/${length}`
}

function rulesText({ node, instance }: Member): string | undefined {
  if (node.hasUnreadParts) return undefined
  return entriesOf(instance.block.block, 'virtual_rules').length > 0 ? 'some' : 'none'
}

function ruleFinding({ odd, usual }: Disagreement): Finding {
  const [having, lacking] = rulesText(odd) === 'some' ? [odd, usual] : [usual, odd]
  return {
    message: `Only ${having.node.name} has \`virtual_rules\` in \`${having.instance.name.value}\`: packets are routed otherwise while ${lacking.node.name} is master. Write them on all nodes.`,
    at: placeOf(having, 'virtual_rules'),
    nodes: [having.node.name, lacking.node.name],
    related: [{ message: `the instance of ${lacking.node.name}`, at: lacking.instance.name.at }],
  }
}

function placeOf({ instance }: Member, keyword: string): Origin {
  const line = lastLine(instance.block.block, keyword)
  return line === undefined ? instance.name.at : originOfWord(line.statement.keyword)
}
