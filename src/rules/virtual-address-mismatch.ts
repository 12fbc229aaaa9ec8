/** Nodes of a virtual router that list different virtual addresses. */
import { eitherWay } from '../cluster/adoption.ts'
import { type Disagreement, disagreements, hearingEachOther } from '../cluster/agreement.ts'
import type { Member, Site } from '../cluster/cluster.ts'
import type { Finding, Fix } from '../diagnostics/diagnostic.ts'
import type { AddressLine } from '../model/config.ts'
import { addingToBlock } from '../model/line-edits.ts'
import { entriesOf, lastLine, originOfWord } from '../model/sited.ts'
import { compareTexts } from '../text/compare.ts'
import type { Origin } from '../text/source-file.ts'
import type { RouterRule } from './rule.ts'

export const virtualAddressMismatch: RouterRule = {
  kind: 'router',
  name: 'virtual-address-mismatch',
  severity: 'error',
  summary: 'The nodes of a virtual router list different virtual addresses.',
  why: 'Before 2.3.3 a node drops every advert with other addresses than its own (vrrp.c:1086 of 2.2.7), so that all nodes become MASTER and hold what they list: seen with real daemons 2.2.7. Since 2.3.3 it only logs `expected N VIPs but received M` (vrrp.c:1293), and an address that one node lacks is gone when that node is master. Order, prefix length and interface do not count. The addresses of `virtual_ipaddress_excluded` are not in the adverts: they are only lost. See keepalived issues #1515, #1603 and #565, and apache/cloudstack#11710.',
  check: (router) =>
    hearingEachOther(router).flatMap((members) =>
      LISTS.flatMap((list) =>
        disagreements(members, (member) => textOf(member, list)).map((pair) => finding(pair, list, members)),
      ),
    ),
}

type List = 'virtual_ipaddress' | 'virtual_ipaddress_excluded'

const LISTS: readonly List[] = ['virtual_ipaddress', 'virtual_ipaddress_excluded']

function linesIn({ instance }: Member<Site>, list: List): readonly AddressLine[] {
  return list === 'virtual_ipaddress' ? instance.addresses : instance.excludedAddresses
}

/** The addresses as they are compared, where all of them are known. That there are none at all is another finding. */
function textOf(member: Member<Site>, list: List): string | undefined {
  const lines = linesIn(member, list)
  const isWhole = entriesOf(member.instance.block.block, list).length === lines.length
  if (!isWhole || member.node.hasUnreadParts || (lines.length === 0 && list === 'virtual_ipaddress')) return undefined
  return [...new Set(lines.map(({ value }) => value.text))].sort(compareTexts).join(' ')
}

function finding(pair: Disagreement<Site>, list: List, members: readonly Member<Site>[]): Finding {
  const { odd, usual } = pair
  const surplus = beyond(odd, usual, list)
  const lacking = beyond(usual, odd, list)
  const isOnlyHere = membersWith(surplus, members, list).length === 1
  const isOnlyThere = membersWith(lacking, members, list).length === 1
  const here = isOnlyHere ? `only on ${odd.node.name}` : `on ${odd.node.name} but not on ${usual.node.name}`
  const there = isOnlyThere ? `only on ${usual.node.name}` : `on ${usual.node.name} but not on ${odd.node.name}`
  const facts = [
    ...(surplus.length === 0 ? [] : [`${listed(surplus)} ${here}`]),
    ...(lacking.length === 0 ? [] : [`${listed(lacking)} ${there}`]),
  ]
  const isRefused = list === 'virtual_ipaddress' && !odd.node.target.atLeast('2.3.3')
  const effect = isRefused
    ? 'up to release 2.3.2 each node drops the adverts of the other and both become MASTER'
    : 'what a node does not list is gone while that node is master'
  return {
    message: `${facts.join(' and ')} in \`${list}\`: ${effect}. Write the same addresses on all nodes.`,
    at: surplus[0]?.at ?? placeOf(odd, list),
    nodes: [odd.node.name, usual.node.name],
    severity: isRefused ? 'error' : 'warning',
    related: (lacking.length === 0 ? [placeOf(usual, list)] : lacking.map(({ at }) => at)).map((at) => ({
      message:
        lacking.length === 0
          ? `${usual.node.name} lists these`
          : `${isOnlyThere ? 'only ' : ''}${usual.node.name} lists this address`,
      at,
    })),
    fixes: eitherWay(pair, (member, model) => completed(member, model, list)),
  }
}

/** Adds what the member lacks, unless either has something that the other does not: then one may be a slip. */
function completed(member: Member<Site>, model: Member<Site>, list: List): Fix[] {
  const lacking = beyond(model, member, list)
  const block = lastLine(member.instance.block.block, list)
  if (lacking.length === 0 || block === undefined || beyond(member, model, list).length > 0) return []
  if (lacking.some(({ line }) => line.match.options.length > 0)) return []
  const lines = lacking.map(({ line }) => line.statement.keyword.text)
  const [first, ...more] = lines
  const added = more.length === 0 ? `${first}` : `${lines.length} addresses`
  const title = `Add ${added} on ${member.node.name}, as on ${model.node.name}`
  return addingToBlock(block, { title, safety: 'unsafe', lines })
}

/** The addresses of one that the other does not have. */
function beyond(one: Member<Site>, other: Member<Site>, list: List): AddressLine[] {
  const theirs = new Set(linesIn(other, list).map(({ value }) => value.text))
  return linesIn(one, list).filter(({ value }) => !theirs.has(value.text))
}

/** Who has one of the addresses. */
function membersWith(lines: readonly AddressLine[], members: readonly Member<Site>[], list: List): Member<Site>[] {
  const texts = new Set(lines.map(({ value }) => value.text))
  return members.filter((member) => linesIn(member, list).some(({ value }) => texts.has(value.text)))
}

function listed(lines: readonly AddressLine[]): string {
  const texts = lines.map(({ value }) => value.text)
  const more = texts.length - MOST
  const shown = texts.slice(0, MOST).join(', ')
  return more > 0 ? `${shown} and ${more} more are` : `${shown} ${texts.length === 1 ? 'is' : 'are'}`
}

const MOST = 3

function placeOf({ instance }: Member<Site>, list: List): Origin {
  const line = lastLine(instance.block.block, list)
  return line === undefined ? instance.name.at : originOfWord(line.statement.keyword)
}
