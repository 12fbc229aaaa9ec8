/** The keywords of `bfd_instance`: a session with a neighbor that tells within milliseconds when it is out of reach. */
import { nothing, oneOption, opt, seq } from '../arguments.ts'
import type { Directive, DirectiveTable } from '../directive.ts'
import { address, boolean, integer, lenientInteger, strictDecimal } from '../values.ts'

/** The longest interval, in milliseconds: microseconds in an unsigned 32-bit number (bfd.h:50). */
const MAX_INTERVAL_MS = 4_294_967

const neighborIp: Omit<Directive, 'source'> = {
  args: address,
  doc: 'The other end of the session: every instance needs one, no two the same. One that is malformed or absent drops the instance. A prefix length is ignored.',
  repeat: 'last',
  missing: 'crash',
  endsBlock: true,
  since: '2.0.0',
}

const ttl: Omit<Directive, 'source'> = {
  args: integer(1, 255),
  doc: 'TTL or hop limit of the packets sent. It is also what arriving packets must still have, less `max_hops`, so it has to agree with the neighbor.',
  repeat: 'last',
  missing: 'exit',
  default: '255, or 64 for an IPv6 neighbor',
  since: '2.0.0',
}

const lines: DirectiveTable = {
  source_ip: {
    args: address,
    doc: 'Address the packets are sent from. One of another family than `neighbor_ip` drops the instance. A prefix length is ignored.',
    repeat: 'last',
    missing: 'exit',
    default: 'any',
    usual: true,
    since: '2.0.0',
    source: 'bfd_parser.c:529',
  },
  neighbor_ip: { ...neighborIp, usual: true, source: 'bfd_parser.c:530' },
  neighbour_ip: { ...neighborIp, source: 'bfd_parser.c:531' },
  min_rx: {
    args: strictDecimal(1, MAX_INTERVAL_MS, 3, 'ms'),
    earlier: { before: '2.2.0', args: integer(1, MAX_INTERVAL_MS, 'ms') },
    doc: 'Shortest interval between two packets from the neighbor that this node can cope with; the slower side decides. More than 10000 draws a warning in the log.',
    repeat: 'last',
    missing: 'exit',
    default: '10',
    since: '2.0.0',
    source: 'bfd_parser.c:532',
  },
  min_tx: {
    args: strictDecimal(1, MAX_INTERVAL_MS, 3, 'ms'),
    earlier: { before: '2.2.0', args: integer(1, MAX_INTERVAL_MS, 'ms') },
    doc: 'Interval at which this node would like to send while the session is up; `min_rx` of the neighbor can lengthen it. More than 10000 draws a warning in the log.',
    repeat: 'last',
    missing: 'exit',
    default: '10',
    since: '2.0.0',
    source: 'bfd_parser.c:533',
  },
  idle_tx: {
    args: strictDecimal(1000, MAX_INTERVAL_MS, 3, 'ms'),
    earlier: { before: '2.2.0', args: integer(1000, MAX_INTERVAL_MS, 'ms') },
    doc: 'Interval between packets while the session is not up. It bounds how soon a neighbor that came back is noticed. More than 10000 draws a warning in the log.',
    repeat: 'last',
    missing: 'exit',
    default: '1000',
    since: '2.0.0',
    source: 'bfd_parser.c:534',
  },
  multiplier: {
    args: integer(1, 255),
    doc: 'How many packets in a row the neighbor may miss before it declares this node down. How many this node may miss is set by the multiplier of the neighbor.',
    repeat: 'last',
    missing: 'exit',
    default: '5',
    since: '2.0.0',
    source: 'bfd_parser.c:535',
  },
  passive: {
    args: nothing,
    doc: 'Waits for the neighbor to speak first. With `passive` on both ends the session never comes up.',
    repeat: 'flag',
    missing: 'accepted',
    since: '2.0.0',
    source: 'bfd_parser.c:536',
  },
  ttl: { ...ttl, source: 'bfd_parser.c:537' },
  hoplimit: { ...ttl, source: 'bfd_parser.c:538' },
  max_hops: {
    args: integer(-1, 255),
    doc: 'Hops that an arriving packet may have taken; packets that took more are discarded. -1 switches the check off, but only where `ttl` is 255: it counts as 255 and is cut to `ttl` with an error.',
    repeat: 'last',
    missing: 'exit',
    default: '0',
    since: '2.0.0',
    source: 'bfd_parser.c:539',
  },
  multihop: {
    args: opt(boolean),
    doc: 'Uses port 4784, as RFC 5883 asks for neighbors behind routers, instead of 3784. Both ends must agree, and `max_hops` must allow for the routers between.',
    repeat: 'last',
    missing: 'accepted',
    since: '2.2.8',
    source: 'bfd_parser.c:540',
  },
  weight: {
    args: seq(
      lenientInteger(-253, 253),
      oneOption({
        reverse: {
          args: nothing,
          doc: 'Turns the meaning round: the session counts as failed while it is up.',
          since: '2.0.18',
          source: 'bfd_parser.c:437',
        },
      }),
    ),
    doc: 'What the session does to the priority of instances that track it: added while up if positive, subtracted while down if negative. 0 puts them in FAULT while it is down. A tracking line may override it.',
    repeat: 'last',
    missing: 'exit',
    readBy: 'vrrp',
    default: '0',
    since: '2.0.0',
    needs: 'VRRP',
    source: 'bfd_parser.c:542',
  },
  vrrp: {
    args: nothing,
    tells: 'vrrp',
    doc: 'Reports the session to the VRRP process. Given without `checker`, a `BFD_CHECK` cannot find the instance.',
    repeat: 'flag',
    missing: 'accepted',
    default: 'on, unless only `checker` is given',
    since: '2.0.0',
    needs: 'VRRP',
    source: 'bfd_parser.c:549',
  },
  checker: {
    args: nothing,
    tells: 'checker',
    doc: 'Reports the session to the checkers of real servers. Given without `vrrp`, a `track_bfd` cannot find the instance.',
    repeat: 'flag',
    missing: 'accepted',
    default: 'on, unless only `vrrp` is given',
    since: '2.0.0',
    needs: 'LVS',
    source: 'bfd_parser.c:552',
  },
}

/** What may stand in a `bfd_instance` block: three processes read it, and nearly all of its lines are for one of them (bfd_parser.c:518). */
export const bfdInstance: DirectiveTable = Object.fromEntries(
  Object.entries(lines).map(([keyword, directive]) => [keyword, { readBy: 'bfd', ...directive }]),
)
