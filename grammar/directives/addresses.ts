/** The lines of `virtual_ipaddress`, `virtual_ipaddress_excluded` and `static_ipaddress`: an address and its options. */
import { either, literal, nothing, type Option, options, seq } from '../arguments.ts'
import {
  bareAddress,
  interfaceName,
  ipv4Address,
  lenientInteger,
  limitedText,
  namedNumber,
  ofLine,
  oneOf,
  prefixedAddress,
  reference,
  UINT32_MAX,
} from '../values.ts'

const broadcast: Option = {
  args: either(oneOf('+', '-'), { ...ipv4Address, prefix: 'refused' }),
  doc: 'Broadcast address of an IPv4 address; `+` sets all host bits of the network, `-` clears them. On an IPv6 address it makes keepalived drop the whole address.',
  since: '1.1.3',
  source: 'vrrp_ipaddress.c:541',
}

/** The options that every address line knows. */
const addressOptions = {
  dev: {
    args: interfaceName,
    doc: 'Interface that carries the address; by default that of the instance, or `default_interface` for a static address. A second `dev` on the line makes keepalived drop the address.',
    ifTwice: 'drops the address',
    since: '1.0.1',
    source: 'vrrp_ipaddress.c:513',
  },
  scope: {
    args: namedNumber('scope', 0, 255),
    doc: 'Scope of an IPv4 address: a name that the `rt_scopes` of the machine know, or a number from 0 to 255. An IPv6 address has none: there it is reported and ignored.',
    since: '1.0.3',
    source: 'vrrp_ipaddress.c:531',
  },
  broadcast,
  brd: broadcast,
  label: {
    args: { ...limitedText('label', 15), lengthToldSince: '2.2.3' },
    doc: 'Name under which `ip address` shows an IPv4 address, for instance `eth0:1`. A label of more than 15 bytes makes keepalived drop the address; on IPv6 it is reported and ignored.',
    since: '1.1.14',
    source: 'vrrp_ipaddress.c:568',
  },
  peer: {
    args: bareAddress,
    doc: 'Address of the other end of a point-to-point link, of the same family and without prefix length. A prefix length on the address itself is then reported and ignored.',
    ifTwice: 'keeps the first',
    since: '2.0.0',
    source: 'vrrp_ipaddress.c:583',
  },
  home: {
    args: nothing,
    doc: 'Marks an IPv6 address as the home address of Mobile IPv6.',
    since: '1.3.6',
    source: 'vrrp_ipaddress.c:610',
  },
  '-nodad': {
    args: nothing,
    doc: 'Lets the kernel look for duplicates of this IPv6 address before it is used. keepalived otherwise switches duplicate address detection off, because it delays a failover.',
    since: '1.3.6',
    source: 'vrrp_ipaddress.c:613',
  },
  mngtmpaddr: {
    args: nothing,
    doc: 'Lets the kernel derive temporary addresses (privacy extensions) from this IPv6 address, which must have the prefix length 64.',
    since: '1.3.6',
    needs: 'IFA_F_MANAGETEMPADDR',
    source: 'vrrp_ipaddress.c:616',
  },
  noprefixroute: {
    args: nothing,
    doc: 'Keeps the kernel from adding a route to the network of the address.',
    since: '1.3.6',
    needs: 'IFA_F_NOPREFIXROUTE',
    source: 'vrrp_ipaddress.c:621',
  },
  autojoin: {
    args: nothing,
    doc: 'Makes the kernel join the group when the address is a multicast address.',
    since: '1.3.6',
    needs: 'IFA_F_MCAUTOJOIN',
    source: 'vrrp_ipaddress.c:626',
  },
  no_track: {
    args: nothing,
    doc: 'Leaves the address unwatched. Otherwise a master that loses a virtual address becomes BACKUP, the loss of its interface means FAULT, and a lost static address is put back.',
    since: '2.0.3',
    source: 'vrrp_ipaddress.c:630',
  },
  preferred_lft: {
    args: either(literal('forever'), lenientInteger(0, UINT32_MAX, 's')),
    doc: 'How long the kernel prefers this IPv6 address as the source of new connections; 0 means never. By default 0 with prefix length 128 and `forever` with any other.',
    since: '2.0.20',
    source: 'vrrp_ipaddress.c:632',
  },
} satisfies Readonly<Record<string, Option>>

/** One line of `virtual_ipaddress` or `virtual_ipaddress_excluded`. */
export const virtualAddressLine = seq(
  ofLine(prefixedAddress),
  options({
    ...addressOptions,
    use_vmac: {
      args: nothing,
      doc: 'Puts this address on a VMAC interface of its own. Meant for an address on another interface or of the other family than the instance; reported where a VMAC of the instance would carry it anyway.',
      since: '2.2.0',
      source: 'vrrp_ipaddress.c:659',
    },
  }),
)

/** One line of `static_ipaddress`. */
export const staticAddressLine = seq(
  ofLine(prefixedAddress),
  options({
    ...addressOptions,
    track_group: {
      args: reference('track_group', 'ignores `track_group`'),
      doc: 'Instances that go to FAULT while the interface of this address is down. The `track_group` must stand earlier in the file.',
      since: '2.0.3',
      source: 'vrrp_ipaddress.c:647',
    },
  }),
)
