/** A node that sends its unicast adverts with a smaller TTL than another node takes. */
import { hearingEachOther, subjectOf } from '../cluster/agreement.ts'
import type { Member, Site } from '../cluster/cluster.ts'
import { effectOfLoss, type Loss, lossesAmong } from '../cluster/losses.ts'
import { sourceOf } from '../cluster/unicast.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { ifKnown, lastTaken, numberOf, type Sited } from '../model/sited.ts'
import type { RouterRule } from './rule.ts'

export const unicastTtlMismatch: RouterRule = {
  kind: 'router',
  name: 'unicast-ttl-mismatch',
  severity: 'error',
  summary: 'A node sends unicast adverts with a smaller TTL than the `min_ttl` that another node asks for.',
  why: 'Adverts below the `min_ttl` of their peer are dropped (check_ttl_hl() in vrrp.c:801, since 2.1.0), so that both nodes become MASTER. An IPv4 advert leaves with 255 unless `unicast_ttl` says otherwise, an IPv6 one with the hop limit of the kernel, which is 64: `min_ttl 255` alone drops every IPv6 advert, unless a machine is set up otherwise. Seen with real daemons 2.2.7 and 2.4.3. Each router on the way takes one off, which no file tells.',
  check: (router) =>
    hearingEachOther(router).flatMap((members) =>
      lossesAmong(members, isDropped).flatMap((loss) => finding(loss, subjectOf(loss.from, loss.to))),
    ),
}

/** What the kernel gives a packet where the instance says nothing. */
const DEFAULT_HOP_LIMIT = 64
const DEFAULT_TTL = 255

function isDropped(from: Member<Site>, to: Member<Site>): boolean {
  const [sent, wanted] = [ttlOf(from), lowestTtl(from, to)]
  return sent !== undefined && wanted !== undefined && sent < wanted.value
}

function finding(loss: Loss, subject: string): Finding[] {
  const { from, to } = loss
  const wanted = lowestTtl(from, to)
  if (wanted === undefined) return []
  const written = writtenTtl(from)
  const limit = from.instance.family === 4 ? 'TTL' : 'hop limit'
  const sent = written === undefined ? `the ${limit} ${ttlOf(from)} of the kernel` : `\`unicast_ttl ${written.value}\``
  return [
    {
      message: `${from.node.name} sends with ${sent}, and ${to.node.name} wants at least ${wanted.value}: ${effectOfLoss(loss, subject)} ${advice(loss)}`,
      at: wanted.at,
      nodes: [to.node.name, from.node.name],
      severity: written === undefined && from.instance.family === 6 ? 'warning' : loss.severity,
      related: [{ message: `${from.node.name} sends with ${ttlOf(from)}`, at: written?.at ?? from.instance.name.at }],
    },
  ]
}

function advice({ from, to, isMutual }: Loss): string {
  return isMutual
    ? 'Write `unicast_ttl 255` on both nodes, or a smaller `min_ttl`.'
    : `Write \`unicast_ttl 255\` on ${from.node.name}, or a smaller \`min_ttl\` on ${to.node.name}.`
}

/** What its adverts leave with. */
function ttlOf(member: Member<Site>): number | undefined {
  const { node, instance } = member
  if (node.hasUnreadParts || !instance.unicast.active) return undefined
  const written = writtenTtl(member)
  if (written === undefined) return instance.family === 4 ? DEFAULT_TTL : DEFAULT_HOP_LIMIT
  return ifKnown(written)?.value
}

function writtenTtl({ instance }: Member<Site>): Sited<number> | undefined {
  return lastTaken(instance.block.block, 'unicast_ttl', (line) => numberOf(line), 0)
}

/** What `to` asks of adverts from the address of `from`. */
function lowestTtl(from: Member<Site>, to: Member<Site>): Sited<number> | undefined {
  const source = sourceOf(from.instance)
  const peer = to.instance.unicast.peers.find(({ value }) => value.text === source?.text)
  return numberOf(peer?.line, 'min_ttl')
}
