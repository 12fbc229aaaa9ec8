/** An address of the load balancer that is of another family than what it goes with. */
import type { AddressFamily } from '../../grammar/values.ts'
import type { BoundStatement } from '../bind/bind.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { originOf } from '../expand/mapped-text.ts'
import { checksIn } from '../model/checks.ts'
import { originOfWord } from '../model/sited.ts'
import type { FamilyFault, WrittenServer } from '../model/virtual-server.ts'
import { rememberedInEach } from '../text/remembered.ts'
import { aboutAlterations } from './alterations/server-alterations.ts'
import type { NodeRule } from './rule.ts'

export const serverFamilyMismatch: NodeRule = {
  kind: 'node',
  name: 'server-family-mismatch',
  severity: 'error',
  summary: 'A real server, sorry server or check is of another address family than what it goes with.',
  why: 'Only a tunnel joins a virtual server with a real server of the other family. keepalived drops the real or sorry server (check_parser.c:672 and 187, seen with 2.2.7), ignores an `ip_family` or `persistence_granularity` that contradicts the address (check_parser.c:247 and 519), and the `bindto` of a check that cannot reach its server (check_api.c:279). The family is that of the first line that has one. A virtual server whose group is of another family is left out with a message in the log only (ipwrapper.c:1231).',
  check: (node) => [
    ...node.config.virtualServers.flatMap((server) =>
      server.familyFaults.map((fault) => describe(node, server, fault)),
    ),
    ...faultyChecks(node.bound.statements).flatMap((check) =>
      check.familyFaults.map(({ line, family }) => checkFinding(node, line, family)),
    ),
    ...aboutAlterations(node, 'family-of-group', (server, { group: { name } }) => {
      return [
        {
          message: `\`${name.value}\` has addresses of another family than the servers of this block: keepalived leaves the virtual server out.`,
          at: originOfWord(server.block.statement.keyword),
          related: [{ message: 'the group is this one', at: name.at }],
          configTest: false,
        },
      ]
    }),
  ],
}

const faultyChecks = rememberedInEach((line: BoundStatement) =>
  checksIn(line).filter(({ familyFaults }) => familyFaults.length > 0),
)

function describe(node: ClusterNode, server: WrittenServer, { line, what, family }: FamilyFault): Finding {
  const { keyword, args, block } = line.statement
  const word = args[0] ?? keyword
  const end = server.block.statement.block?.close
  const empties = server.realServers.length === 0 && server.familyFaults.findLast(isOfServer)?.line === line
  const ends = (what === 'sorry_server' ? [end] : empties ? [block?.close, end] : [block?.close]).filter(
    (close) => close !== undefined,
  )
  return {
    message: faultText(what, word.text, family.value),
    at: originOfWord(word),
    nodes: [node.name],
    related: [{ message: `IPv${family.value} because of this`, at: family.at }],
    explains: ends.map((close) => originOf(close.source, close)),
    configTest: ends.length > 0 || (what !== 'real_server' && what !== 'sorry_server'),
  }
}

function isOfServer({ what }: FamilyFault): boolean {
  return what === 'real_server'
}

function faultText(what: FamilyFault['what'], word: string, family: AddressFamily): string {
  switch (what) {
    case 'ip_family':
      return `\`${word}\` contradicts the addresses of this virtual server, which is IPv${family}: keepalived ignores the line. Remove it.`
    case 'persistence_granularity':
      return family === 4
        ? `\`${word}\` is no netmask, which an IPv4 virtual server takes here: keepalived ignores the line. Write one such as 255.255.255.0.`
        : `\`${word}\` is no prefix length from 1 to 128, which an IPv6 virtual server takes here: keepalived ignores the line.`
    case 'real_server':
      return `${word} is not an IPv${family} address as its virtual server is: keepalived drops the real server. Only \`lvs_method TUN\` reaches a server of the other family.`
    default:
      return `${word} is not an IPv${family} address as its virtual server is: keepalived drops the sorry server. Only \`sorry_server_lvs_method TUN\` reaches a server of the other family.`
  }
}

function checkFinding(node: ClusterNode, line: BoundStatement, family: AddressFamily): Finding {
  const { keyword, args } = line.statement
  const word = args[0] ?? keyword
  const other = line.keyword === 'bindto' ? 'the address to check is' : '`bindto` is'
  return {
    message: `${word.text} is of another family than ${other}, IPv${family}: keepalived ignores the line. Use an IPv${family} address.`,
    at: originOfWord(word),
    nodes: [node.name],
    configTest: true,
  }
}
