/** The lines of `virtual_routes`, `static_routes`, `virtual_rules` and `static_rules`, much as `ip route` and `ip rule` write them. */
import {
  type Argument,
  either,
  literal,
  nothing,
  type Option,
  type Options,
  openOptions,
  opt,
  refusing,
  seq,
} from '../arguments.ts'
import {
  type AddressValue,
  bareAddress,
  type ChoiceValue,
  type IntegerValue,
  integer,
  interfaceName,
  labelled,
  type NamedNumberValue,
  namedNumber,
  oneOf,
  pattern,
  prefixedAddress,
  reference,
  tcpTime,
  text,
  UINT32_MAX,
} from '../values.ts'

/** The largest 8-bit, 16-bit and signed 32-bit numbers. */
const UINT8_MAX = 255
const UINT16_MAX = 65_535
const INT32_MAX = 2_147_483_647

const uint8 = integer(0, UINT8_MAX)
const uint16 = integer(0, UINT16_MAX)
const uint32 = integer(0, UINT32_MAX)

/** An address of the family of the line. A prefix length makes it none (vrrp_ipaddress.c:405). */
const ownAddress: AddressValue = { ...bareAddress, decidesFamily: true }
const ipv4Address: AddressValue = { ...bareAddress, family: 4 }
const ipv6Address: AddressValue = { ...bareAddress, family: 6 }

/** A number of up to 64 bits, more than a number of JavaScript holds exactly. An empty word is 0 (lib/parser.c:521). */
const uint64 = pattern(
  'number',
  /^(?:\+?(?:0+|0*(?:[1-9]\d{0,18}|1[0-7]\d{18}|18[0-3]\d{17}|184[0-3]\d{16}|1844[0-6]\d{15})))?$/,
  'a whole number of at most 64 bits',
)

/** The words for "everything" (vrrp_ipaddress.c:441). All but the last have no family, which no line has that has one. */
const everything: ChoiceValue = {
  ...oneOf('default', 'any', 'all', 'default6'),
  families: { default: 0, any: 0, all: 0, default6: 6 },
}

/** A network, or one of the words for "everything". */
const network = either(everything, labelled('network', { ...prefixedAddress, decidesFamily: true } as AddressValue))

/** `inet` and `inet6` in front of a gateway. */
const familyWord: ChoiceValue = { ...oneOf('inet', 'inet6'), families: { inet: 4, inet6: 6 } }

/** keepalived skips one word behind `inet` and `inet6`, whatever it is (vrrp_iproute.c:1398). */
const skippedWord = opt(text('skipped'))

/** The kinds of route that `ip route` knows, by name or number (rttables.c:112). */
const routeType = oneOf(
  'unicast',
  'blackhole',
  'unreachable',
  'prohibit',
  'throw',
  'local',
  'broadcast',
  'brd',
  'anycast',
  'multicast',
  'nat',
  'xresolve',
)
const routeTypeNumber: IntegerValue = { ...uint8, anyBase: true, label: 'type' }

/** Names that the machine resolves with the files of iproute2; a number does as well (rttables.c:456). */
const dsfield = namedNumber('dsfield', 0, UINT8_MAX)
const table = namedNumber('table', 0, UINT32_MAX)
const interfaceGroup = namedNumber('group', 0, INT32_MAX)

/** `from/to`, or `to` alone: names or numbers (vrrp_ip_rule_route_parser.c:44). */
const realms: NamedNumberValue = { ...namedNumber('[from/]to', 0, UINT8_MAX), pair: true }

/** A metric of the route, which `lock` keeps the kernel from adjusting. */
function lockable(value: Argument): Argument {
  return seq(opt(literal('lock')), value)
}

/** Nothing is right here. */
const notSupported = pattern('label', /(?!)/, 'left out together with `as`: keepalived does not rewrite destinations')

const gateway = seq(opt(familyWord), ownAddress)

/** A label has 20 bits. */
const mplsLabel = String.raw`0x(?:0+(?:[1-9a-f][\da-f]{0,4})?|[1-9a-f][\da-f]{0,4})|0+(?:[1-3][0-7]{0,6}|[4-7][0-7]{0,5})?|[1-9]\d{0,5}|10[0-3]\d{4}|104[0-7]\d{3}|1048[0-4]\d\d|10485[0-6]\d|104857[0-5]`

const mplsLabels = pattern(
  'labels',
  new RegExp(`^\\+?(?:${mplsLabel})(?:/\\+?(?:${mplsLabel}))?$`, 'i'),
  'one MPLS label up to 1048575, or two with a slash between them',
)

const ilaLocator = pattern(
  'locator',
  /^(?:0x)?0*[\da-f]{1,4}(?::(?:0x)?0*[\da-f]{1,4}){3}$/i,
  'four groups of up to four hexadecimal digits, with colons between them',
)

const ipEncapsulation = openOptions(
  {
    id: { args: uint64, doc: 'Number of the tunnel.', since: '1.2.24', source: 'vrrp_iproute.c:1036' },
    dst: {
      args: ipv4Address,
      doc: 'Other end of the tunnel, without prefix length.',
      since: '1.2.24',
      source: 'vrrp_iproute.c:1041',
    },
    src: {
      args: ipv4Address,
      doc: 'Own end of the tunnel, without prefix length.',
      since: '1.2.24',
      source: 'vrrp_iproute.c:1052',
    },
    tos: {
      args: dsfield,
      doc: 'Type of service of the outer packets.',
      since: '1.2.24',
      source: 'vrrp_iproute.c:1063',
    },
    ttl: { args: uint8, doc: 'TTL of the outer packets.', since: '1.2.24', source: 'vrrp_iproute.c:1070' },
    flags: { args: uint16, doc: 'Flags of the tunnel, as a number.', since: '1.2.24', source: 'vrrp_iproute.c:1073' },
  },
  ['id', 'dst'],
)

const ip6Encapsulation = openOptions(
  {
    id: { args: uint64, doc: 'Number of the tunnel.', since: '1.2.24', source: 'vrrp_iproute.c:1139' },
    dst: {
      args: ipv6Address,
      doc: 'Other end of the tunnel, without prefix length.',
      since: '1.2.24',
      source: 'vrrp_iproute.c:1144',
    },
    src: {
      args: ipv6Address,
      doc: 'Own end of the tunnel, without prefix length.',
      since: '1.2.24',
      source: 'vrrp_iproute.c:1155',
    },
    tc: { args: dsfield, doc: 'Traffic class of the outer packets.', since: '1.2.24', source: 'vrrp_iproute.c:1166' },
    hoplimit: { args: uint8, doc: 'Hop limit of the outer packets.', since: '1.2.24', source: 'vrrp_iproute.c:1172' },
    flags: { args: uint16, doc: 'Flags of the tunnel, as a number.', since: '1.2.24', source: 'vrrp_iproute.c:1175' },
  },
  ['id', 'dst'],
)

const encapsulation: Option = {
  args: either(
    seq(literal('ip'), ipEncapsulation),
    seq(literal('ip6'), ip6Encapsulation),
    seq(literal('mpls'), mplsLabels),
    seq(literal('ila'), ilaLocator),
  ),
  passesOver: true,
  asks: true,
  doc: 'Wraps the packets in another protocol, with the parameters of that protocol behind its name. `ip` and `ip6` need at least `id` or `dst`.',
  since: '1.2.24',
  source: 'vrrp_iproute.c:1545',
}

/** What describes one way of a route with several; nothing but a further `nexthop` may follow. */
const nextHopOptions: Readonly<Record<string, Option>> = {
  via: {
    args: gateway,
    doc: 'Router of this way, of the family of the route.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1259',
  },
  dev: {
    args: interfaceName,
    doc: 'Interface of this way. It is not tracked: only `dev` before the first `nexthop` is.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1291',
  },
  weight: {
    args: integer(1, 256),
    doc: 'Share of this way in the traffic, relative to the weights of the others.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1299',
  },
  onlink: {
    args: nothing,
    doc: 'Takes the router to be on the link, whether or not an address of the interface says so.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1309',
  },
  encap: { ...encapsulation, source: 'vrrp_iproute.c:1313' },
  as: {
    args: seq(opt(literal('to')), notSupported),
    doc: 'Is understood and reported as an error: keepalived does not rewrite destinations. This way and those behind it are dropped.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1335',
  },
  realms: {
    args: realms,
    family: 4,
    doc: 'Realms of this way, for IPv4 only.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1320',
  },
  nexthop: {
    args: nothing,
    doc: 'Begins the next way.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1251',
  },
}

const metric = {
  args: uint32,
  doc: 'Metric of the route: of several routes to the same network the lowest wins. `metric`, `priority` and `preference` are the same.',
} satisfies Partial<Option>

const routeDsfield = {
  args: dsfield,
  doc: 'Limits an IPv4 route to packets with this type of service: a name that the `rt_dsfield` of the machine knows, or a number from 0 to 255.',
  source: 'vrrp_iproute.c:1491',
} satisfies Partial<Option>

const routeInterface = {
  args: interfaceName,
  doc: 'Interface that the packets leave by. The instance of a virtual route goes to FAULT while it is down, unless `no_track` is given.',
  source: 'vrrp_iproute.c:1532',
} satisfies Partial<Option>

/** The options that every route knows. */
const routeOptions = {
  inet: {
    args: skippedWord,
    family: 4,
    doc: 'Declares the route an IPv4 one. Trap: keepalived skips the word after it, so that `inet default via ...` has no destination and is refused; the other addresses tell the family anyway.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1400',
  },
  inet6: {
    args: skippedWord,
    family: 6,
    doc: 'Declares the route an IPv6 one. Trap: keepalived skips the word after it, so that `inet6 default via ...` has no destination and is refused; `::/0` says the same.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1391',
  },
  to: {
    args: network,
    doc: 'Network that the route leads to. The word may be left out, and must be where a type such as `blackhole` precedes the network.',
    since: '1.0.1',
    source: 'vrrp_iproute.c:1833',
  },
  src: {
    args: ownAddress,
    doc: 'Source address that the kernel prefers for connections over this route, often a virtual address of the same instance.',
    since: '1.0.2',
    source: 'vrrp_iproute.c:1409',
  },
  as: {
    args: seq(opt(literal('to')), notSupported),
    passesOver: true,
    doc: 'Is understood, reported as an error and ignored: keepalived does not rewrite destinations.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1424',
  },
  via: {
    args: gateway,
    doc: 'Router that the packets are sent to, of the family of the route.',
    since: '1.0.1',
    source: 'vrrp_iproute.c:1433',
  },
  gw: {
    args: gateway,
    doc: 'Router that the packets are sent to: the old word for `via`.',
    deprecated: { use: 'via', told: 'error', since: '1.2.24' },
    since: '1.0.1',
    source: 'vrrp_iproute.c:1433',
  },
  from: {
    args: either(literal('default6'), { ...ipv6Address, prefix: 'optional' }),
    family: 6,
    doc: 'Limits an IPv6 route to packets from this network. IPv4 has no such routes: use a rule there.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1472',
  },
  tos: { ...routeDsfield, since: '1.2.24' },
  dsfield: { ...routeDsfield, since: '1.2.24' },
  table: {
    args: table,
    doc: 'Routing table that holds the route: a name that the `rt_tables` of the machine know, or a number. By default `main`.',
    since: '1.0.2',
    source: 'vrrp_iproute.c:1501',
  },
  protocol: {
    args: namedNumber('protocol', 0, UINT8_MAX),
    doc: 'Mark of who made the route: a name that the `rt_protos` of the machine know, or a number from 0 to 255. Only with `no_track`: keepalived finds its routes by their mark and resets it otherwise.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1508',
  },
  scope: {
    args: namedNumber('scope', 0, UINT8_MAX),
    doc: 'Scope of an IPv4 route: a name that the `rt_scopes` of the machine know, or a number from 0 to 255.',
    since: '1.0.3',
    source: 'vrrp_iproute.c:1516',
  },
  metric: { ...metric, since: '1.1.15', source: 'vrrp_iproute.c:1525' },
  priority: { ...metric, since: '1.2.24', source: 'vrrp_iproute.c:1526' },
  preference: { ...metric, since: '1.2.24', source: 'vrrp_iproute.c:1527' },
  dev: { ...routeInterface, since: '1.0.1' },
  oif: { ...routeInterface, since: '1.0.1' },
  onlink: {
    args: nothing,
    doc: 'Takes the router to be on the link of the interface, whether or not an address of the interface says so.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1541',
  },
  encap: encapsulation,
  expires: {
    args: { ...uint32, unit: 's' },
    family: 6,
    doc: 'Lets the kernel remove an IPv6 route after this time. An IPv4 route is refused with it.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1552',
  },
  mtu: {
    args: lockable({ ...uint32, unit: 'bytes' }),
    doc: 'Largest packet on the way; with `lock` path MTU discovery does not change it.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1567',
  },
  hoplimit: {
    args: uint8,
    doc: 'TTL or hop limit of the packets that this machine itself sends over the route; 0 leaves the default.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1576',
  },
  advmss: {
    args: lockable({ ...uint32, unit: 'bytes' }),
    doc: 'Segment size that TCP announces to the other end.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1582',
  },
  rtt: {
    args: lockable(tcpTime(8)),
    doc: 'Round trip time that TCP starts with, from 0.2 to 120 seconds. A number without unit is in eighths of a millisecond.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1591',
  },
  rttvar: {
    args: lockable(tcpTime(4)),
    doc: 'Variance of the round trip time that TCP starts with, from 0.2 to 120 seconds. A number without unit is in quarters of a millisecond.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1602',
  },
  reordering: {
    args: lockable(uint32),
    doc: 'How many packets out of order TCP takes for reordering rather than for loss.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1613',
  },
  window: {
    args: { ...uint32, unit: 'bytes' },
    doc: 'Largest window that TCP announces to the other end.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1622',
  },
  cwnd: {
    args: lockable({ ...uint32, unit: 'packets' }),
    doc: 'Upper limit of the congestion window of TCP. The kernel heeds it only with `lock`.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1627',
  },
  ssthresh: {
    args: lockable({ ...uint32, unit: 'packets' }),
    doc: 'Slow start threshold that TCP begins with.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1636',
  },
  realms: {
    args: realms,
    family: 4,
    doc: 'Realms of the route, for traffic accounting and filters. Makes the route an IPv4 one; an IPv6 route is refused with it.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1645',
  },
  rto_min: {
    args: lockable(tcpTime(1)),
    doc: 'Shortest retransmission timeout of TCP, from 0.2 to 120 seconds. A number without unit is in milliseconds.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1656',
  },
  initcwnd: {
    args: { ...uint32, unit: 'packets' },
    doc: 'Congestion window that TCP connections begin with.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1667',
  },
  initrwnd: {
    args: { ...uint32, unit: 'packets' },
    doc: 'Receive window that TCP connections begin with.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1672',
  },
  features: {
    args: oneOf('ecn'),
    passesOver: true,
    doc: 'Switches explicit congestion notification on for this route; no other feature is known.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1678',
  },
  quickack: {
    args: integer(0, 1),
    doc: '1 makes TCP acknowledge every segment at once, 0 lets it wait.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1685',
  },
  congctl: {
    args: lockable(text('algorithm')),
    doc: 'Congestion control of TCP over this route, such as `cubic`; with `lock` a program cannot choose another.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1696',
  },
  pref: {
    args: either(oneOf('low', 'medium', 'high'), uint8),
    family: 6,
    doc: 'Router preference of RFC 4191. Makes the route an IPv6 one; an IPv4 route is refused with it.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1709',
  },
  'ttl-propagate': {
    args: oneOf('enabled', 'disabled'),
    passesOver: true,
    doc: 'Whether the TTL of a packet is carried over when MPLS labels are taken off.',
    since: '2.0.8',
    source: 'vrrp_iproute.c:1733',
  },
  fastopen_no_cookie: {
    args: integer(0, 1),
    doc: '1 lets TCP Fast Open do without its cookie on this route.',
    since: '1.4.3',
    source: 'vrrp_iproute.c:1748',
  },
  add: {
    args: nothing,
    doc: 'Adds the route only where no such route exists, as `ip route add` does.',
    since: '2.2.5',
    source: 'vrrp_iproute.c:1759',
  },
  prepend: {
    args: nothing,
    doc: 'Puts the route before those to the same network that exist already. That is what keepalived does by default.',
    since: '2.2.5',
    source: 'vrrp_iproute.c:1764',
  },
  append: {
    args: nothing,
    doc: 'Puts the route behind those to the same network that exist already.',
    since: '2.2.5',
    source: 'vrrp_iproute.c:1768',
  },
  or: {
    args: bareAddress,
    doc: 'Second router beside that of `via`. Only the first `or` counts, and no `nexthop` may stand with it.',
    deprecated: { use: 'nexthop', told: 'error', since: '1.2.24' },
    since: '1.1.16',
    source: 'vrrp_iproute.c:1773',
  },
  nexthop: {
    args: refusing('rest', nextHopOptions),
    doc: 'Begins one of several ways to the network. All other options must come before the first `nexthop`: any word that is none of a way makes keepalived refuse the rest.',
    since: '1.2.24',
    source: 'vrrp_iproute.c:1801',
  },
  no_track: {
    args: nothing,
    doc: 'Leaves the route unwatched. Otherwise a master that loses a virtual route becomes BACKUP, the loss of its interface means FAULT, and a lost static route is put back.',
    since: '2.0.3',
    source: 'vrrp_iproute.c:1808',
  },
  vrf: {
    args: interfaceName,
    doc: 'Puts the route into the table of this VRF. The VRF interface must exist when the configuration is read.',
    since: '2.2.5',
    needs: 'VRF',
    source: 'vrrp_iproute.c:1820',
  },
} satisfies Readonly<Record<string, Option>>

/** What a word that is no option is: the network, perhaps behind a type. `to` goes with the network, not with the type. */
const destination = either(seq(routeType, network), seq(routeTypeNumber, network), network)

/** One line of `virtual_routes`. */
export const virtualRouteLine = routeLine(routeOptions)

/** One line of `static_routes`. */
export const staticRouteLine = routeLine({
  ...routeOptions,
  track_group: trackGroup('interface of the route', 'the route needs `dev`', 'vrrp_iproute.c:1810'),
})

/** What only static lines have: instances that follow their interface. */
function trackGroup(watched: string, need: string, source: string): Option {
  return {
    args: reference('track_group', 'ignores `track_group`'),
    passesOver: true,
    doc: `Instances that go to FAULT while the ${watched} is down; ${need} for it. The \`track_group\` must stand earlier in the file.`,
    since: '2.0.3',
    source,
  }
}

function routeLine(of: Readonly<Record<string, Option>>): Options {
  return { ...refusing('line', of, destination), otherwiseAs: 'to', atLeast: ['to'] }
}

/** A table other than 0: a name is resolved on the machine. */
const ruleTable = namedNumber('table', 1, UINT32_MAX)

/** A range, as sscanf reads it: what follows the second number is not looked at. */
const ports = pattern(
  'from-to',
  /^\s*[+-]?\d+-\s*[+-]?\d+/,
  'two ports with a hyphen: even a single one is written twice, `80-80`',
)
/** Numbers above 127 are refused by mistake (vrrp_iprule.c:130). */
const ipProtocol = pattern(
  'protocol',
  /^\s*(?:\+?0*(?:\d{1,2}|1[01]\d|12[0-7])|3pc|[^\d\s+-].*)$/,
  'the name of an IP protocol, or a number up to 127',
)

const users = pattern('from-to', /^\s*[+-]?\d+-\s*[+-]?\d+/, 'two user numbers with a hyphen between them')

const mark = pattern(
  'mark[/mask]',
  /^\+?(?:0x[\da-f]+|\d+)(?:\/\+?(?:0x[\da-f]+|\d+))?$/i,
  'a number, perhaps with a slash and a mask: `0x10/0xff`',
)

const anyBase: IntegerValue = { ...uint32, anyBase: true }

const lookup = {
  args: ruleTable,
  action: 'table',
  doc: 'Action: looks the packet up in this routing table. A name must be known to the `rt_tables` of the machine; 0 is refused. A rule has exactly one action.',
} satisfies Partial<Option>

const preference = {
  args: anyBase,
  doc: 'Rank of the rule: the lowest is tried first. Without it keepalived counts down from 16384 and reports that this is hardly meant.',
} satisfies Partial<Option>

const ruleDsfield = {
  args: dsfield,
  doc: 'Matches packets with this type of service: a name that the `rt_dsfield` of the machine knows, or a number from 0 to 255.',
  since: '1.2.24',
  source: 'vrrp_iprule.c:568',
} satisfies Option

const suppressPrefixLength = {
  args: integer(0, INT32_MAX),
  tableOnly: true,
  doc: 'Rejects what the table finds with this prefix length or a shorter one; 0 passes over default routes. Only with a table as action.',
  since: '1.2.24',
  source: 'vrrp_iprule.c:628',
} satisfies Option

const suppressGroup = {
  args: interfaceGroup,
  tableOnly: true,
  doc: 'Rejects what the table finds on interfaces of this group: a name that the `group` file of the machine knows, or a number. Only with a table as action.',
  since: '1.2.24',
  source: 'vrrp_iprule.c:638',
} satisfies Option

const incomingInterface = {
  args: interfaceName,
  doc: 'Matches packets that came in on this interface; `lo` stands for those of this machine. The instance of a virtual rule goes to FAULT while it is down, unless `no_track` is given.',
  since: '1.2.24',
  source: 'vrrp_iprule.c:648',
} satisfies Option

/** The numbers of blackhole, unreachable and prohibit. */
const ruleTypeNumber: IntegerValue = { ...integer(6, 8), anyBase: true, label: 'type' }

/** The options that every rule knows. */
const ruleOptions = {
  inet: {
    args: skippedWord,
    family: 4,
    doc: 'Declares the rule an IPv4 one. Trap: keepalived skips the word after it; the addresses tell the family anyway.',
    since: '2.0.1',
    source: 'vrrp_iprule.c:497',
  },
  inet6: {
    args: skippedWord,
    family: 6,
    doc: 'Declares the rule an IPv6 one. Trap: keepalived skips the word after it, so that `inet6 from ...` is refused; the addresses tell the family anyway.',
    since: '2.0.1',
    source: 'vrrp_iprule.c:488',
  },
  from: {
    args: network,
    doc: 'Matches packets from this network. Trap: `all` has no family of its own, so that a rule with `all` behind the network of `to` is refused as mixed.',
    since: '1.2.20',
    source: 'vrrp_iprule.c:506',
  },
  to: {
    args: network,
    doc: 'Matches packets to this network. Trap: `all` has no family of its own, so that a rule with `all` behind the network of `from` is refused as mixed.',
    since: '1.2.20',
    source: 'vrrp_iprule.c:522',
  },
  table: { ...lookup, since: '1.2.20', source: 'vrrp_iprule.c:538' },
  lookup: { ...lookup, since: '1.2.24', source: 'vrrp_iprule.c:539' },
  not: {
    args: nothing,
    doc: 'Turns the match round: the rule is for all packets that the selectors do not describe.',
    since: '1.2.24',
    source: 'vrrp_iprule.c:555',
  },
  preference: { ...preference, since: '1.2.24', source: 'vrrp_iprule.c:557' },
  order: { ...preference, since: '1.2.24', source: 'vrrp_iprule.c:558' },
  priority: { ...preference, since: '1.2.24', source: 'vrrp_iprule.c:559' },
  tos: ruleDsfield,
  dsfield: ruleDsfield,
  fwmark: {
    args: mark,
    doc: 'Matches packets with this firewall mark, of which only the bits of the mask are compared if one is given.',
    since: '1.2.24',
    source: 'vrrp_iprule.c:576',
  },
  realms: {
    args: realms,
    family: 4,
    tableOnly: true,
    doc: 'Realms that the packet is given if the lookup succeeds. IPv4 only, and only with a table as action.',
    since: '1.2.24',
    source: 'vrrp_iprule.c:611',
  },
  suppress_prefixlength: suppressPrefixLength,
  sup_pl: suppressPrefixLength,
  suppress_ifgroup: suppressGroup,
  sup_group: suppressGroup,
  dev: incomingInterface,
  iif: incomingInterface,
  oif: {
    args: interfaceName,
    doc: 'Matches packets of local programs that are bound to this interface. The instance of a virtual rule goes to FAULT while it is down, unless `no_track` is given.',
    since: '1.2.24',
    source: 'vrrp_iprule.c:657',
  },
  'tunnel-id': {
    args: uint64,
    doc: 'Matches packets that came out of a tunnel with this number.',
    since: '1.2.24',
    source: 'vrrp_iprule.c:667',
  },
  uidrange: {
    args: users,
    doc: 'Matches packets of the users in this range, both ends included.',
    since: '1.3.5',
    source: 'vrrp_iprule.c:677',
  },
  l3mdev: {
    args: nothing,
    action: 'table',
    doc: 'Action: looks the packet up in the table of the VRF that its interface belongs to.',
    since: '1.4.3',
    source: 'vrrp_iprule.c:689',
  },
  protocol: {
    args: uint8,
    passesOver: true,
    doc: 'Mark of who made the rule. Only with `no_track`: keepalived finds its rules by their mark and resets it otherwise.',
    since: '2.0.1',
    source: 'vrrp_iprule.c:699',
  },
  ipproto: {
    args: ipProtocol,
    passesOver: true,
    doc: 'Matches packets of this IP protocol: a name that the `/etc/protocols` of the machine knows, or a number, of which keepalived takes none above 127 (a name does for those).',
    since: '2.0.1',
    source: 'vrrp_iprule.c:709',
  },
  sport: {
    args: ports,
    passesOver: true,
    doc: 'Matches packets from a port in this range. A single port is refused by mistake of keepalived: write `80-80`.',
    since: '2.0.1',
    source: 'vrrp_iprule.c:720',
  },
  dport: {
    args: ports,
    passesOver: true,
    doc: 'Matches packets to a port in this range. A single port is refused by mistake of keepalived: write `80-80`.',
    since: '2.0.1',
    source: 'vrrp_iprule.c:736',
  },
  no_track: {
    args: nothing,
    doc: 'Leaves the rule unwatched. Otherwise an instance that loses a virtual rule becomes BACKUP, the loss of its interface means FAULT, and a lost static rule is put back.',
    since: '2.0.3',
    source: 'vrrp_iprule.c:752',
  },
  type: {
    args: either(seq(literal('goto'), uint32), ruleTypeNumber, oneOf('nop', 'blackhole', 'unreachable', 'prohibit')),
    action: 'other',
    doc: 'May precede an action other than a table lookup, to no effect.',
    since: '1.2.24',
    source: 'vrrp_iprule.c:765',
  },
  goto: {
    args: uint32,
    action: 'other',
    doc: 'Action: goes on with the rule of this preference, which must be higher than that of the rule itself. The rule must state its own `preference`.',
    since: '1.2.24',
    source: 'vrrp_iprule.c:768',
  },
  nop: {
    args: nothing,
    action: 'other',
    doc: 'Action: does nothing, so that the next rule is tried.',
    since: '1.2.24',
    source: 'vrrp_iprule.c:776',
  },
  blackhole: {
    args: nothing,
    action: 'other',
    doc: 'Action: drops the packet without a word.',
    since: '1.1.16',
    source: 'vrrp_iprule.c:779',
  },
  unreachable: {
    args: nothing,
    action: 'other',
    doc: 'Action: drops the packet and tells the sender that the network is unreachable.',
    since: '1.2.24',
    source: 'vrrp_iprule.c:779',
  },
  prohibit: {
    args: nothing,
    action: 'other',
    doc: 'Action: drops the packet and tells the sender that communication is prohibited.',
    since: '1.2.24',
    source: 'vrrp_iprule.c:779',
  },
} satisfies Readonly<Record<string, Option>>

/** One line of `virtual_rules`. */
export const virtualRuleLine = ruleLine(ruleOptions)

/** One line of `static_rules`. */
export const staticRuleLine = ruleLine({
  ...ruleOptions,
  track_group: trackGroup('`iif` of the rule', 'the rule needs one', 'vrrp_iprule.c:754'),
})

/** The words that give a rule its rank, all the same. */
export const PREFERENCE_WORDS = ['preference', 'priority', 'order']

function ruleLine(of: Readonly<Record<string, Option>>): Options {
  const actions = Object.keys(of).filter((word) => of[word]?.action !== undefined)
  return { ...refusing('line', of, ruleTypeNumber), otherwiseAs: 'type', atLeast: actions }
}
