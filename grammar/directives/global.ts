/** What may stand in `global_defs`: settings of the daemon itself and defaults for every VRRP instance and checker. */
import { either, literal, many, nothing, oneOption, oneOrMore, opt, options, seq, someOptions } from '../arguments.ts'
import { type Directive, type DirectiveTable, reportedEmpty, words } from '../directive.ts'
import {
  atLeastOne,
  boolean,
  cutText,
  decimal,
  group,
  integer,
  interfaceName,
  labelled,
  lenientInteger,
  limitedText,
  multicastAddress,
  oneOf,
  oneOfIgnoringCase,
  path,
  pattern,
  reference,
  text,
  UINT32_MAX,
  user,
} from '../values.ts'
import { script } from './common.ts'

const INT32_MAX = 2_147_483_647

/** The longest time in seconds that a 32-bit number of microseconds holds, whole and exact. */
const TIMER_32_SECONDS = 4294
const TIMER_32_EXACT_SECONDS = 4294.967295

/** 31 days. */
const LVS_TIMEOUT_MAX = 2_678_400

/** A keyword that stands alone: writing it switches something on, and nothing switches it off again. */
const flag = { args: nothing, repeat: 'flag', missing: 'accepted' } as const

/** A keyword that only switched on before 2.3.0, whatever followed it. */
const flagBefore23 = { before: '2.3.0', args: nothing } as const

/** A keyword that switches on, or on and off with a boolean. */
const onOff = { args: opt(boolean), repeat: 'last', missing: 'accepted' } as const

const processName = { args: cutText('name', 15), repeat: 'last', missing: 'exit' } as const

const scriptTimeout = {
  args: lenientInteger(1, 1000, 's'),
  repeat: 'last',
  missing: 'told',
  default: '10',
  since: '2.1.0',
} as const

const onceScript = { args: script, repeat: 'first', repeatTold: true, missing: 'told' } as const

const fifo = {
  args: seq(path, opt(seq(user, opt(group)))),
  repeat: 'first',
  repeatTold: true,
  missing: 'told',
  since: '1.3.6',
} as const

const garpDelay = { args: lenientInteger(0, TIMER_32_SECONDS, 's'), repeat: 'last', missing: 'exit' } as const

const garpCount = { args: lenientInteger(0, UINT32_MAX), repeat: 'last', missing: 'exit', since: '1.2.20' } as const

const sendInterval = {
  args: decimal(0.000001, TIMER_32_EXACT_SECONDS, 6),
  repeat: 'last',
  missing: 'exit',
  default: '0',
  since: '1.2.21',
} as const

const startupDelay = {
  args: decimal(0.001, TIMER_32_EXACT_SECONDS, 6),
  repeat: 'last',
  missing: 'exit',
} as const

const extraInterfaceInterval = labelled('interval', lenientInteger(1, 86_400, 's'))

const extraInterfaces = {
  args: either(
    seq(
      literal('all'),
      opt(literal('all')),
      extraInterfaceInterval,
      many(either(literal('all'), extraInterfaceInterval)),
    ),
    seq(extraInterfaceInterval, many(either(literal('all'), extraInterfaceInterval))),
  ),
  repeat: 'last',
  missing: 'told',
  needs: 'VRRP_VMAC',
} as const

const chainPriority = {
  args: labelled('priority', integer(-INT32_MAX - 1, INT32_MAX)),
  repeat: 'last',
  missing: 'exit',
  default: '-1',
} as const

const table = {
  args: opt(limitedText('table', 254)),
  repeat: 'first',
  repeatTold: true,
  missing: 'accepted',
} as const

const updateInterval = {
  args: decimal(0.001, 30, 6),
  repeat: 'last',
  missing: 'exit',
  since: '2.3.0',
  needs: 'SNMP+SNMP_CHECKER',
} as const

const receiveBuffer = {
  args: labelled('size', integer(0, UINT32_MAX, 'bytes')),
  repeat: 'last',
  missing: 'told',
  default: 'the system default',
} as const

const onePath = { args: path, repeat: 'last', exact: true, missing: 'told' } as const

const ipsetName = (label: string) => limitedText(label, 30)

const UMASK_BIT = 'I(?:[RWX](?:USR|GRP|OTH)|RWX[UGO])'

/** As strtol() reads it: octal behind a 0, hexadecimal behind a 0x. */
const umaskNumber = pattern(
  'mask',
  /^(?:0+|0+[0-7]{1,3}|0[xX]0*1?[0-9a-fA-F]{1,2}|[1-9]\d?|[1-4]\d\d|50\d|51[01])$/,
  'a number up to 0777 or permission bits such as `IRGRP|IWOTH`',
)

const umaskBits = pattern(
  'bits',
  new RegExp(`^\\|?(?:${UMASK_BIT}(?:\\|${UMASK_BIT})*\\|?)?$`),
  'a number up to 0777 or permission bits such as `IRGRP|IWOTH`',
)

const INCLUDE_CHECKS = ['read', 'match', 'wildcard_match', 'brace_match']

/** The word with which one more or one less kind of failure is checked. */
const includeCheckChanges = INCLUDE_CHECKS.flatMap((check) => [`+${check}`, `-${check}`])

const syncDaemonOptions = options({
  inst: {
    args: reference('vrrp_instance', 'switches the daemon off', 'logged'),
    doc: 'The instance to follow: the daemon sends while it is master and receives otherwise. Without one it does both at once.',
    since: '2.1.0',
    source: 'global_parser.c:589',
  },
  id: {
    args: labelled('sync-id', integer(0, 255)),
    doc: 'Number that the sending and the receiving node must share. Without it the virtual router ID of the instance is used, or 0.',
    since: '1.2.24',
    source: 'global_parser.c:599',
  },
  maxlen: {
    args: integer(1, 65_507, 'bytes'),
    doc: 'Longest packet to send; to avoid fragments it should be at most the MTU less 28.',
    since: '1.2.24',
    source: 'global_parser.c:612',
  },
  port: {
    args: labelled('port', integer(1, 65_535)),
    doc: 'UDP port of the synchronisation traffic, 8848 unless given.',
    since: '1.2.24',
    source: 'global_parser.c:624',
  },
  ttl: {
    args: labelled('ttl', integer(1, 255)),
    doc: 'How many hops the packets live, 1 unless given.',
    since: '1.2.24',
    source: 'global_parser.c:636',
  },
  group: {
    args: multicastAddress,
    doc: 'Multicast address of the synchronisation traffic, 224.0.0.81 unless given.',
    since: '1.2.24',
    source: 'global_parser.c:648',
  },
})

const lvsTimeout = labelled('seconds', integer(0, LVS_TIMEOUT_MAX, 's'))

/** What differs between the scheduling keywords of the three child processes. */
interface ChildProcess {
  /** As in keywords: `vrrp`. */
  readonly word: string
  /** As in prose: `VRRP`. */
  readonly title: string
  readonly olderSince: string
  /** Lines of global_parser.c, in the order of the keywords below. */
  readonly at: readonly [number, number, number, number, number, number]
}

/** The six keywords that say how one child process is scheduled. */
function scheduling({ word, title, olderSince, at }: ChildProcess): DirectiveTable {
  const runtimeLimit: Omit<Directive, 'doc' | 'since' | 'source'> = {
    args: lenientInteger(1, UINT32_MAX, 'us'),
    repeat: 'last',
    missing: 'exit',
    usesRefused: true,
    default: '10000',
  }
  const limitDoc = `CPU time that the ${title} process may use without blocking while it has real-time priority; beyond it the kernel kills the process.`
  return {
    [`${word}_priority`]: {
      args: lenientInteger(-20, 19),
      doc: `Nice value of the ${title} process: the lower, the more CPU time. It has no effect beside \`${word}_rt_priority\`.`,
      repeat: 'last',
      missing: 'told',
      default: '0',
      since: olderSince,
      source: `global_parser.c:${at[0]}`,
    },
    [`${word}_no_swap`]: {
      ...flag,
      doc: `Locks the ${title} process in memory, so that it never waits for its pages to be read back from swap.`,
      since: olderSince,
      source: `global_parser.c:${at[1]}`,
    },
    [`${word}_rt_priority`]: {
      args: { ...lenientInteger(1, 99), clamped: true },
      doc: `Real-time (round robin) priority of the ${title} process. A value outside 1 to 99 is reported and moved to the nearer end.`,
      repeat: 'last',
      missing: 'told',
      since: '2.0.0',
      source: `global_parser.c:${at[2]}`,
    },
    [`${word}_cpu_affinity`]: {
      args: oneOrMore(labelled('cpu', lenientInteger(0, 1023))),
      doc: `CPUs that the ${title} process may run on, counted from 0. One that is not online on this machine voids the whole list.`,
      repeat: 'last',
      missing: 'told',
      default: 'all CPUs',
      since: '2.0.17',
      source: `global_parser.c:${at[3]}`,
    },
    [`${word}_rlimit_rttime`]: {
      ...runtimeLimit,
      doc: limitDoc,
      since: '2.1.0',
      source: `global_parser.c:${at[4]}`,
    },
    [`${word}_rlimit_rtime`]: {
      ...runtimeLimit,
      doc: `The misspelt first name of \`${word}_rlimit_rttime\`, with the same effect.`,
      since: '2.0.0',
      deprecated: { use: `${word}_rlimit_rttime`, told: 'log', since: '2.1.0' },
      source: `global_parser.c:${at[5]}`,
    },
  }
}

/** Names of the processes, mail, scripts at start and stop. */
const daemon: DirectiveTable = {
  process_names: {
    args: nothing,
    doc: 'Names the child processes `keepalived_vrrp`, `keepalived_lvs` and `keepalived_bfd`, so that `ps` and `top` tell them apart.',
    repeat: 'last',
    missing: 'accepted',
    since: '2.0.16',
    source: 'global_parser.c:2617',
  },
  process_name: {
    ...processName,
    doc: 'Name of the parent process as `ps` and `top` show it. More than 15 bytes are reported and cut.',
    default: 'keepalived',
    since: '2.0.16',
    source: 'global_parser.c:2618',
  },
  vrrp_process_name: {
    ...processName,
    doc: 'Name of the VRRP process as `ps` and `top` show it. More than 15 bytes are reported and cut.',
    since: '2.0.16',
    source: 'global_parser.c:2620',
  },
  checker_process_name: {
    ...processName,
    doc: 'Name of the health checker process as `ps` and `top` show it. More than 15 bytes are reported and cut.',
    since: '2.2.0',
    source: 'global_parser.c:2623',
  },
  lvs_process_name: {
    ...processName,
    doc: 'Older name of `checker_process_name`, with the same effect.',
    since: '2.0.16',
    deprecated: { use: 'checker_process_name', told: 'log', since: '2.2.0' },
    source: 'global_parser.c:2624',
  },
  bfd_process_name: {
    ...processName,
    doc: 'Name of the BFD process as `ps` and `top` show it. More than 15 bytes are reported and cut.',
    since: '2.0.16',
    source: 'global_parser.c:2627',
  },
  use_symlink_paths: {
    ...onOff,
    doc: 'Runs scripts by the path as written. Otherwise symbolic links in it are resolved first, and the script sees the resolved name.',
    since: '2.3.0',
    source: 'global_parser.c:2629',
  },
  set_supplementary_groups: {
    ...onOff,
    doc: "Runs each script with all groups of its user. Otherwise a script has only the user's primary group, or the one that is named.",
    since: 'next',
    source: 'global_parser.c:2630',
  },
  router_id: {
    args: text('name'),
    doc: 'Name of this machine in notification mails and SNMP. It plays no part in VRRP and need not be a host name.',
    repeat: 'last',
    missing: 'told',
    default: 'the host name',
    usual: true,
    since: '1.1.8',
    source: 'global_parser.c:2631',
  },
  notification_email_from: {
    args: text('address'),
    doc: 'Sender of notification mails. A display name belongs into double quotes together with the address, or only its first word is taken.',
    repeat: 'last',
    surplusToldSince: '2.3.0',
    missing: 'told',
    default: 'user@hostname',
    since: '0.5.3',
    source: 'global_parser.c:2632',
  },
  smtp_server: {
    args: seq(text('host'), opt(labelled('port', lenientInteger(1, 65_535)))),
    doc: 'Mail server for notifications, port 25 unless given; without it no mail is sent. A name is looked up while the file is read.',
    repeat: 'last',
    missing: 'exit',
    since: '0.5.3',
    source: 'global_parser.c:2633',
  },
  smtp_helo_name: {
    args: text('name'),
    doc: 'Name with which the daemon greets the mail server.',
    repeat: 'last',
    missing: 'accepted',
    default: 'the host name',
    since: '1.2.20',
    source: 'global_parser.c:2634',
  },
  smtp_connect_timeout: {
    args: atLeastOne(lenientInteger(0, TIMER_32_SECONDS, 's')),
    doc: 'How long to wait for the mail server. 0 is reported and becomes 1.',
    repeat: 'last',
    missing: 'exit',
    default: '30',
    since: '0.5.3',
    source: 'global_parser.c:2635',
  },
  notification_email: {
    args: nothing,
    body: reportedEmpty('sends no mail', words('address', text('address'))),
    doc: 'Recipients of notification mails, any number of them on each line. An address with a display name must be in double quotes as a whole.',
    repeat: 'accumulate',
    missing: 'accepted',
    since: '0.5.3',
    source: 'global_parser.c:2636',
  },
  smtp_alert: {
    ...onOff,
    doc: 'Whether mail is sent about state changes where nothing nearer decides. Unset, only real servers send mail.',
    since: '2.0.0',
    source: 'global_parser.c:2637',
  },
  startup_script: {
    ...onceScript,
    runBy: ['parent'],
    doc: 'Command run once before the child processes are started, which wait for it to end. Not run again on reload.',
    since: '2.1.0',
    source: 'global_parser.c:2638',
  },
  startup_script_timeout: {
    ...scriptTimeout,
    doc: 'After this time the startup script is ended by force and the daemon goes on.',
    source: 'global_parser.c:2639',
  },
  shutdown_script: {
    ...onceScript,
    runBy: ['parent'],
    doc: 'Command run once after all child processes have ended, when keepalived stops.',
    since: '2.1.0',
    source: 'global_parser.c:2640',
  },
  shutdown_script_timeout: {
    ...scriptTimeout,
    doc: 'After this time the shutdown script is ended by force, so that stopping the service does not hang.',
    source: 'global_parser.c:2641',
  },
  max_auto_priority: {
    args: opt(lenientInteger(-1, 99)),
    doc: 'Real-time priority up to which a process that wakes too late may raise itself. No number means 99; 0 is never, -1 never and no notice about it.',
    repeat: 'last',
    missing: 'accepted',
    default: '0',
    since: '2.1.0',
    source: 'global_parser.c:2642',
  },
  min_auto_priority_delay: {
    args: lenientInteger(1, 10_000_000, 'us'),
    doc: 'How late a process must wake before it raises its priority; needs `max_auto_priority`.',
    repeat: 'last',
    missing: 'told',
    default: '1000000',
    since: '2.1.0',
    source: 'global_parser.c:2643',
  },
  smtp_alert_vrrp: {
    ...onOff,
    doc: 'Whether VRRP instances and sync groups that do not say so themselves send mail; goes before `smtp_alert`.',
    since: '2.0.0',
    source: 'global_parser.c:2645',
  },
  smtp_alert_checker: {
    ...onOff,
    doc: 'Whether virtual and real servers that do not say so themselves send mail; goes before `smtp_alert`.',
    since: '2.0.0',
    source: 'global_parser.c:2648',
  },
  checker_log_all_failures: {
    ...onOff,
    doc: 'Logs every failed health check, not only the one after which the real server is taken out.',
    since: '2.0.11',
    source: 'global_parser.c:2649',
  },
}

/** Interfaces, LVS, adverts and gratuitous ARP. */
const network: DirectiveTable = {
  dynamic_interfaces: {
    args: oneOption({
      allow_if_changes: {
        args: nothing,
        doc: 'An interface may also come back with another type or on another underlying interface.',
        since: '2.0.8',
        source: 'global_parser.c:242',
      },
    }),
    doc: 'Accepts interfaces that do not exist yet and waits for them. Without it a single unknown interface stops the whole VRRP process.',
    repeat: 'last',
    missing: 'accepted',
    since: '2.0.0',
    source: 'global_parser.c:2652',
  },
  no_email_faults: {
    ...flag,
    doc: 'Sends no mail when an instance or sync group enters the fault state.',
    since: '2.0.0',
    source: 'global_parser.c:2653',
  },
  default_interface: {
    args: interfaceName,
    untold: 'values',
    doc: 'Interface of static addresses that name none with `dev`.',
    repeat: 'last',
    missing: 'told',
    default: 'eth0',
    since: '1.2.24',
    source: 'global_parser.c:2654',
  },
  disable_local_igmp: {
    ...flag,
    doc: 'Stops the kernel from reporting membership of 224.0.0.0/24 groups, on all interfaces, while keepalived runs. A reload cannot change it.',
    since: '2.2.0',
    source: 'global_parser.c:2655',
  },
  v3_checksum_as_v2: {
    ...flag,
    doc: 'Leaves the IP pseudo header out of the checksum of IPv4 VRRPv3 adverts, as some other makes do. All nodes must agree, or each rejects the other.',
    since: '2.2.8',
    source: 'global_parser.c:2656',
  },
  lvs_timeouts: {
    args: someOptions({
      tcp: {
        args: lvsTimeout,
        doc: 'For an established TCP connection without traffic.',
        source: 'global_parser.c:524',
      },
      tcpfin: {
        args: lvsTimeout,
        doc: 'For a TCP connection after a FIN.',
        source: 'global_parser.c:536',
      },
      udp: {
        args: lvsTimeout,
        doc: 'For UDP packets that count as one connection.',
        source: 'global_parser.c:548',
      },
    }),
    doc: 'How long IPVS remembers idle connections, for the whole machine; at least one of the three, and what is not named stays as it is.',
    repeat: 'last',
    missing: 'told',
    default: 'the values of the kernel',
    since: '1.2.24',
    source: 'global_parser.c:2659',
  },
  lvs_flush: {
    ...flag,
    doc: 'Empties the IPVS table of the kernel when keepalived starts, entries of other programs included. Not done on reload.',
    since: '1.2.23',
    source: 'global_parser.c:2660',
  },
  lvs_flush_on_stop: {
    args: opt(oneOf('VS')),
    doc: 'Empties the whole IPVS table when keepalived stops. With `VS` its own virtual servers go one by one, which spares those of other programs.',
    repeat: 'last',
    missing: 'accepted',
    since: '2.2.0',
    source: 'global_parser.c:2661',
  },
  lvs_flush_onstop: {
    args: opt(oneOf('VS')),
    doc: 'First spelling of `lvs_flush_on_stop`, with the same effect.',
    repeat: 'last',
    missing: 'accepted',
    since: '2.0.15',
    deprecated: { use: 'lvs_flush_on_stop', told: 'silent', since: '2.2.0' },
    source: 'global_parser.c:2662',
  },
  lvs_sync_daemon: {
    args: seq(
      interfaceName,
      either(
        syncDaemonOptions,
        seq(reference('vrrp_instance', 'switches the daemon off', 'logged'), syncDaemonOptions),
      ),
    ),
    earlier: {
      before: '2.1.0',
      args: seq(interfaceName, reference('vrrp_instance', 'switches the daemon off', 'logged'), syncDaemonOptions),
    },
    doc: 'Copies the IPVS connection table between nodes over this interface, so that connections outlive a failover. An unknown instance switches it off, untold by a config test.',
    repeat: 'first',
    repeatTold: true,
    missing: 'told',
    since: '1.2.20',
    needs: 'LVS+VRRP',
    source: 'global_parser.c:2664',
  },
  vrrp_mcast_group4: {
    args: { ...multicastAddress, family: 4, groupToldSince: '2.2.5' },
    doc: 'Multicast group of IPv4 adverts. Nodes with different groups do not hear each other and all become master.',
    repeat: 'last',
    missing: 'exit',
    default: '224.0.0.18',
    since: '1.2.10',
    source: 'global_parser.c:2668',
  },
  vrrp_mcast_group6: {
    args: { ...multicastAddress, family: 6, linkLocalSince: '2.2.5', groupToldSince: '2.2.5' },
    doc: 'Multicast group of IPv6 adverts, the same on all nodes; one that is not link-local is kept with a warning.',
    repeat: 'last',
    missing: 'exit',
    default: 'ff02::12',
    since: '1.2.10',
    source: 'global_parser.c:2669',
  },
  vrrp_garp_master_delay: {
    ...garpDelay,
    doc: 'Time from becoming master to the second burst of gratuitous ARP or NA messages; 0 means no second burst.',
    default: '5',
    since: '1.2.20',
    source: 'global_parser.c:2670',
  },
  vrrp_garp_master_repeat: {
    ...garpCount,
    args: atLeastOne(garpCount.args),
    doc: 'How many gratuitous ARP or NA messages each burst of a new master has. 0 is reported and becomes 1.',
    default: '5',
    source: 'global_parser.c:2671',
  },
  vrrp_garp_master_refresh: {
    ...garpCount,
    args: lenientInteger(0, UINT32_MAX, 's'),
    doc: 'How often a master repeats its gratuitous ARP or NA messages, for switches that forget; 0 means never.',
    default: '0',
    source: 'global_parser.c:2672',
  },
  vrrp_garp_master_refresh_repeat: {
    ...garpCount,
    args: atLeastOne(garpCount.args),
    doc: 'How many messages each refresh by `vrrp_garp_master_refresh` has. 0 is reported and becomes 1.',
    default: '1',
    source: 'global_parser.c:2673',
  },
  vrrp_garp_lower_prio_delay: {
    ...garpDelay,
    doc: 'Time to the second burst of gratuitous ARP or NA messages after a master hears a lower priority; 0 means no second burst.',
    default: 'vrrp_garp_master_delay',
    since: '1.2.20',
    source: 'global_parser.c:2674',
  },
  vrrp_garp_lower_prio_repeat: {
    ...garpCount,
    args: lenientInteger(0, INT32_MAX),
    doc: 'How many gratuitous ARP or NA messages a master sends when it hears a lower priority, to win the switches back.',
    default: 'vrrp_garp_master_repeat',
    source: 'global_parser.c:2675',
  },
  vrrp_down_timer_adverts: {
    args: lenientInteger(1, 100),
    doc: 'How many adverts in a row a backup must miss before it takes over, for instances without `down_timer_adverts`.',
    repeat: 'last',
    missing: 'exit',
    default: '3',
    since: '2.2.3',
    source: 'global_parser.c:2676',
  },
  vrrp_garp_interval: {
    ...sendInterval,
    doc: 'Pause between two gratuitous ARP messages on one interface. A second or more is logged: with many addresses a failover becomes slow.',
    source: 'global_parser.c:2677',
  },
  vrrp_gna_interval: {
    ...sendInterval,
    doc: 'Pause between two unsolicited neighbour adverts on one interface. A second or more is logged: with many addresses a failover becomes slow.',
    source: 'global_parser.c:2678',
  },
  vrrp_min_garp: {
    ...onOff,
    doc: 'One gratuitous ARP or NA message per address and no second burst. It changes only what is still at its default; `false` does nothing.',
    since: '2.0.12',
    source: 'global_parser.c:2679',
  },
  vrrp_garp_extra_if: {
    ...extraInterfaces,
    doc: "How often a master refreshes addresses that are not on its instance's own interface: on VMACs only, or on every interface with `all`.",
    since: '2.2.3',
    source: 'global_parser.c:2681',
  },
  vrrp_vmac_garp_intvl: {
    ...extraInterfaces,
    doc: 'Older name of `vrrp_garp_extra_if`, with the same effect.',
    since: '2.2.0',
    deprecated: { use: 'vrrp_garp_extra_if', told: 'error', since: '2.2.3' },
    source: 'global_parser.c:2682',
  },
  vrrp_lower_prio_no_advert: {
    ...onOff,
    doc: 'A master that hears a lower priority does not answer with an advert at once, as RFCs before 9568 ask. Always so in strict mode.',
    since: '1.2.20',
    source: 'global_parser.c:2684',
  },
  vrrp_higher_prio_send_advert: {
    ...onOff,
    doc: 'A master that hears a higher priority sends one more advert before it yields, so that the other repeats its gratuitous ARP. Not in strict mode.',
    since: '1.3.5',
    source: 'global_parser.c:2685',
  },
  vrrp_version: {
    args: labelled('version', lenientInteger(2, 3)),
    doc: 'VRRP version of instances that name none. IPv6 instances use version 3 in any case. All nodes must agree.',
    repeat: 'last',
    missing: 'exit',
    default: '2',
    since: '1.2.20',
    source: 'global_parser.c:2686',
  },
}

/** The firewall rules that keepalived adds. */
const firewall: DirectiveTable = {
  vrrp_iptables: {
    args: opt(seq(limitedText('in-chain', 27), opt(limitedText('out-chain', 27)))),
    doc: 'Does the filtering for `no_accept` and VMACs with iptables, in these existing chains; without names in INPUT and OUTPUT. `nftables` goes before it.',
    repeat: 'first',
    repeatTold: true,
    missing: 'accepted',
    since: '1.2.20',
    needs: 'IPTABLES|NFTABLES',
    standIn: { without: 'IPTABLES', use: 'nftables' },
    source: 'global_parser.c:2691',
  },
  vrrp_ipsets: {
    args: opt(
      seq(
        ipsetName('addresses'),
        opt(
          seq(
            ipsetName('addresses6'),
            opt(
              seq(
                ipsetName('link-local6'),
                opt(seq(ipsetName('igmp'), opt(seq(ipsetName('mld'), opt(ipsetName('nd')))))),
              ),
            ),
          ),
        ),
      ),
    ),
    doc: 'Names of the ipsets behind `vrrp_iptables`, all different; those left out are made from the first. Without any name ipsets are not used.',
    repeat: 'last',
    missing: 'accepted',
    default: 'keepalived',
    since: '1.2.20',
    needs: 'IPTABLES|NFTABLES+LIBIPSET',
    source: 'global_parser.c:2693',
  },
  nftables: {
    ...table,
    doc: 'Does the filtering for `no_accept` and VMACs with nftables, in a table of its own, `keepalived` unless named. A reload cannot change it.',
    since: '2.0.11',
    needs: 'NFTABLES',
    source: 'global_parser.c:2697',
  },
  nftables_priority: {
    ...chainPriority,
    doc: 'Priority of the base chains in the nftables table. It must follow the `nftables` line, which sets it back to -1.',
    since: '2.0.11',
    needs: 'NFTABLES',
    source: 'global_parser.c:2698',
  },
  nftables_ifindex: {
    ...flag,
    doc: 'Matches interfaces of link-local addresses by index, not by name, also where `dont_track_primary` would ask for names.',
    since: '2.0.11',
    needs: 'NFTABLES',
    source: 'global_parser.c:2699',
  },
}

/** How adverts are judged. */
const protocol: DirectiveTable = {
  vrrp_check_unicast_src: {
    ...flag,
    doc: 'Unicast instances drop adverts whose source is none of their `unicast_peer` addresses.',
    since: '1.2.20',
    source: 'global_parser.c:2701',
  },
  vrrp_skip_check_adv_addr: {
    ...onOff,
    earlier: flagBefore23,
    doc: 'Compares the addresses in an advert with our own only when the advert comes from another master than the one before.',
    since: '1.2.20',
    source: 'global_parser.c:2702',
  },
  vrrp_strict: {
    ...onOff,
    earlier: flagBefore23,
    doc: 'Holds all instances to the RFC: no unicast peers, no authentication, no preempt delay, and no traffic to the addresses unless `accept` is set or the priority is 255.',
    since: '1.2.20',
    source: 'global_parser.c:2703',
  },
}

/** Packets of virtual server groups, marked by nftables. */
const ipvsFirewall: DirectiveTable = {
  nftables_ipvs: {
    ...table,
    doc: 'Gives each virtual server group one firewall mark, set in this nftables table (`keepalived_ipvs` unless named), so that IPVS needs one service for it. A reload cannot change it.',
    since: '2.2.2',
    needs: 'NFTABLES+LVS',
    source: 'global_parser.c:2713',
  },
  nftables_ipvs_priority: {
    ...chainPriority,
    doc: 'Priority of the base chains that set the marks. It must follow the `nftables_ipvs` line, which sets it back to -1.',
    since: '2.2.2',
    needs: 'NFTABLES+LVS',
    source: 'global_parser.c:2714',
  },
  nftables_ipvs_start_fwmark: {
    args: labelled('mark', integer(1, UINT32_MAX)),
    doc: 'First firewall mark to use, counted up from here. It must follow the `nftables_ipvs` line, which sets it back to 1000.',
    repeat: 'last',
    missing: 'exit',
    default: '1000',
    since: '2.2.2',
    needs: 'NFTABLES+LVS',
    source: 'global_parser.c:2715',
  },
  nftables_counters: {
    ...flag,
    doc: 'Adds packet counters to the nftables rules, which helps when looking for faults.',
    since: '2.0.11',
    needs: 'NFTABLES+VRRP|LVS',
    source: 'global_parser.c:2718',
  },
}

/** State changes written to named pipes, and the programs that read them. */
const fifos: DirectiveTable = {
  notify_fifo: {
    ...fifo,
    doc: 'Named pipe to which every state change, of VRRP and of LVS, is written in order. It is created for this user, else for `script_user`.',
    source: 'global_parser.c:2721',
  },
  notify_fifo_script: {
    ...onceScript,
    runBy: ['vrrp', 'checker'],
    doc: 'Command that keepalived starts to read `notify_fifo`; the path of the pipe is added as its last argument.',
    since: '1.3.6',
    source: 'global_parser.c:2722',
  },
  vrrp_notify_fifo: {
    ...fifo,
    doc: 'Named pipe for VRRP state changes only. It must not be the same as `notify_fifo`, or it is dropped.',
    source: 'global_parser.c:2724',
  },
  vrrp_notify_fifo_script: {
    ...onceScript,
    runBy: ['vrrp'],
    doc: 'Command that keepalived starts to read `vrrp_notify_fifo`; the path of the pipe is added as its last argument.',
    since: '1.3.6',
    source: 'global_parser.c:2725',
  },
  vrrp_notify_priority_changes: {
    ...onOff,
    doc: 'Also writes changes of effective priority to the pipes, where instance or sync group do not say otherwise.',
    since: '2.0.16',
    source: 'global_parser.c:2726',
  },
  fifo_write_vrrp_states_on_reload: {
    ...flag,
    doc: 'Writes the state of every instance and sync group to the pipes after a reload, even if it did not change.',
    since: '2.2.5',
    source: 'global_parser.c:2727',
  },
  lvs_notify_fifo: {
    ...fifo,
    doc: 'Named pipe for virtual and real servers going up and down. It must not be the same as `notify_fifo`, or it is dropped.',
    source: 'global_parser.c:2730',
  },
  lvs_notify_fifo_script: {
    ...onceScript,
    runBy: ['checker'],
    doc: 'Command that keepalived starts to read `lvs_notify_fifo`; dropped when `vrrp_notify_fifo` is the same pipe and has a script too.',
    since: '1.3.6',
    source: 'global_parser.c:2731',
  },
}

/** SNMP and D-Bus. */
const monitoring: DirectiveTable = {
  snmp_socket: {
    args: limitedText('address', 4095),
    doc: 'Where the SNMP master agent listens for AgentX, such as `udp:127.0.0.1:705`.',
    repeat: 'first',
    repeatTold: true,
    exact: true,
    missing: 'told',
    default: 'unix:/var/agentx/master',
    since: '1.2.20',
    needs: 'SNMP',
    source: 'global_parser.c:2748',
  },
  enable_traps: {
    ...flag,
    doc: 'Sends SNMP traps on state changes, for those of the MIBs that are enabled.',
    since: '1.2.5',
    needs: 'SNMP',
    source: 'global_parser.c:2749',
  },
  enable_snmp_vrrp: {
    ...flag,
    doc: "Answers SNMP requests for the VRRP part of keepalived's own MIB.",
    since: '2.0.0',
    needs: 'SNMP+SNMP_VRRP',
    source: 'global_parser.c:2751',
  },
  enable_snmp_keepalived: {
    ...flag,
    doc: 'Older name of `enable_snmp_vrrp`, with the same effect.',
    since: '1.2.20',
    needs: 'SNMP+SNMP_VRRP',
    deprecated: { use: 'enable_snmp_vrrp', told: 'silent', since: '2.0.0' },
    source: 'global_parser.c:2752',
  },
  enable_snmp_rfc: {
    ...flag,
    doc: 'Answers SNMP requests for both standard VRRP MIBs, as far as they are built in.',
    since: '1.2.20',
    needs: 'SNMP+SNMP_RFC',
    source: 'global_parser.c:2755',
  },
  enable_snmp_rfcv2: {
    ...flag,
    doc: 'Answers SNMP requests for the standard MIB of VRRPv2 (RFC 2787).',
    since: '1.2.20',
    needs: 'SNMP+SNMP_RFCV2',
    source: 'global_parser.c:2758',
  },
  enable_snmp_rfcv3: {
    ...flag,
    doc: 'Answers SNMP requests for the standard MIB of VRRPv3 (RFC 6527).',
    since: '1.2.20',
    needs: 'SNMP+SNMP_RFCV3',
    source: 'global_parser.c:2761',
  },
  enable_snmp_checker: {
    ...flag,
    doc: "Answers SNMP requests for the part of keepalived's own MIB about virtual and real servers.",
    since: '1.2.20',
    needs: 'SNMP+SNMP_CHECKER',
    source: 'global_parser.c:2764',
  },
  snmp_vs_stats_update_interval: {
    ...updateInterval,
    doc: 'How old the counters of a virtual server may be before an SNMP request makes keepalived read them from the kernel again.',
    default: '5',
    source: 'global_parser.c:2765',
  },
  snmp_rs_stats_update_interval: {
    ...updateInterval,
    doc: 'How old the counters of real servers may be before an SNMP request makes keepalived read them from the kernel again.',
    default: 'snmp_vs_stats_update_interval',
    source: 'global_parser.c:2766',
  },
  enable_dbus: {
    ...flag,
    doc: 'Offers the VRRP instances on D-Bus, for reading their state and for sending gratuitous ARP on request.',
    since: '1.3.0',
    needs: 'DBUS',
    source: 'global_parser.c:2770',
  },
  dbus_service_name: {
    args: text('name'),
    doc: 'Name on the bus; several keepalived on one machine need different ones.',
    repeat: 'last',
    missing: 'told',
    default: 'org.keepalived.Vrrp1',
    since: '1.3.7',
    needs: 'DBUS',
    source: 'global_parser.c:2771',
  },
  dbus_no_interface_name: {
    args: text('name'),
    doc: 'What stands for the interface in the D-Bus path of an instance that has none; to be changed where an interface is called `none`.',
    repeat: 'last',
    missing: 'told',
    default: 'none',
    since: '2.3.0',
    needs: 'DBUS',
    source: 'global_parser.c:2772',
  },
}

/** Who runs scripts, and whether they are checked. */
const scripts: DirectiveTable = {
  script_user: {
    args: seq(user, opt(group)),
    doc: 'Account for scripts that name none, with its own group unless one is given. If it does not exist, those scripts are dropped.',
    repeat: 'last',
    missing: 'told',
    default: 'keepalived_script if that user exists, else the user that keepalived runs as',
    usual: true,
    since: '1.3.0',
    source: 'global_parser.c:2774',
  },
  enable_script_security: {
    ...flag,
    doc: 'Refuses scripts run as root that others than root could change, and no longer falls back to root. Without it such scripts are run, with a security message.',
    usual: true,
    since: '1.3.0',
    source: 'global_parser.c:2775',
  },
}

const BEYOND_LIMIT =
  'may exceed the limit of the kernel (`net.core.rmem_max`); without it the size is cut to that limit.'

/** Sizes of receive buffers. */
const buffers: DirectiveTable = {
  vrrp_netlink_cmd_rcv_bufs: {
    ...receiveBuffer,
    doc: 'Receive buffer of the netlink socket for commands of the VRRP process; raise it when the log reports buffer overruns. 0 changes nothing.',
    since: '2.0.0',
    source: 'global_parser.c:2777',
  },
  vrrp_netlink_cmd_rcv_bufs_force: {
    ...onOff,
    doc: `\`vrrp_netlink_cmd_rcv_bufs\` ${BEYOND_LIMIT}`,
    since: '2.0.0',
    source: 'global_parser.c:2778',
  },
  vrrp_netlink_monitor_rcv_bufs: {
    ...receiveBuffer,
    doc: 'Receive buffer of the netlink socket on which the VRRP process hears of interfaces, addresses and routes. 0 changes nothing.',
    since: '2.0.0',
    source: 'global_parser.c:2779',
  },
  vrrp_netlink_monitor_rcv_bufs_force: {
    ...onOff,
    doc: `\`vrrp_netlink_monitor_rcv_bufs\` ${BEYOND_LIMIT}`,
    since: '2.0.0',
    source: 'global_parser.c:2780',
  },
  process_monitor_rcv_bufs: {
    ...receiveBuffer,
    doc: 'Receive buffer of the socket on which process tracking hears of processes; raise it where very many start or end at once. 0 changes nothing.',
    since: '2.0.11',
    needs: 'TRACK_PROCESS',
    source: 'global_parser.c:2782',
  },
  process_monitor_rcv_bufs_force: {
    ...onOff,
    doc: `\`process_monitor_rcv_bufs\` ${BEYOND_LIMIT}`,
    since: '2.0.11',
    needs: 'TRACK_PROCESS',
    source: 'global_parser.c:2783',
  },
  lvs_netlink_cmd_rcv_bufs: {
    ...receiveBuffer,
    doc: 'Receive buffer of the netlink socket for commands of the checker process; raise it when the log reports buffer overruns. 0 changes nothing.',
    since: '2.0.0',
    source: 'global_parser.c:2787',
  },
  lvs_netlink_cmd_rcv_bufs_force: {
    ...onOff,
    doc: `\`lvs_netlink_cmd_rcv_bufs\` ${BEYOND_LIMIT}`,
    since: '2.0.0',
    source: 'global_parser.c:2788',
  },
  lvs_netlink_monitor_rcv_bufs: {
    ...receiveBuffer,
    doc: 'Receive buffer of the netlink socket on which the checker process hears of interfaces and addresses. 0 changes nothing.',
    since: '2.0.0',
    source: 'global_parser.c:2789',
  },
  lvs_netlink_monitor_rcv_bufs_force: {
    ...onOff,
    doc: `\`lvs_netlink_monitor_rcv_bufs\` ${BEYOND_LIMIT}`,
    since: '2.0.0',
    source: 'global_parser.c:2790',
  },
  rs_init_notifies: {
    ...onOff,
    doc: 'Runs the `notify_up` of real servers also when they are put into service at start, not only when they come back.',
    since: '2.0.0',
    source: 'global_parser.c:2791',
  },
  no_checker_emails: {
    ...onOff,
    doc: 'Sends mail only when a real server goes in or out, not for each of its checks that changes.',
    since: '2.0.0',
    source: 'global_parser.c:2792',
  },
  vrrp_rx_bufs_policy: {
    args: either(oneOrMore(oneOfIgnoringCase('MTU', 'ADVERT')), labelled('size', integer(0, UINT32_MAX, 'bytes'))),
    doc: "Receive buffer of the advert sockets: a fixed size, or `vrrp_rx_bufs_multiplier` times the interface's MTU or the length of an advert, for each instance.",
    repeat: 'accumulate',
    missing: 'told',
    default: 'the system default',
    since: '2.0.3',
    source: 'global_parser.c:2795',
  },
  vrrp_rx_bufs_multiplier: {
    args: integer(1, UINT32_MAX),
    doc: 'How many packets of the length that `vrrp_rx_bufs_policy` names the receive buffer holds for each instance.',
    repeat: 'last',
    exact: true,
    missing: 'told',
    default: '3',
    since: '2.0.3',
    source: 'global_parser.c:2796',
  },
}

/** Start of VRRP, names of VMACs, and the files of the daemon. */
const operation: DirectiveTable = {
  vrrp_startup_delay: {
    ...startupDelay,
    doc: 'How long VRRP stays silent after keepalived has started, for networks that come up late. If it is set more than once, the longest delay holds.',
    since: '2.0.14',
    source: 'global_parser.c:2797',
  },
  vrrp_delay_after_boot: {
    ...startupDelay,
    doc: 'VRRP stays silent until the machine has been up for this long; a later restart does not wait. The longer one of this and `vrrp_startup_delay` holds.',
    since: '2.4.0',
    source: 'global_parser.c:2798',
  },
  log_unknown_vrids: {
    ...flag,
    doc: 'Logs each advert whose virtual router ID no instance on that interface has, which shows neighbours and typing errors.',
    since: '2.0.16',
    source: 'global_parser.c:2799',
  },
  vrrp_owner_ignore_adverts: {
    ...onOff,
    doc: 'An instance with priority 255 drops the adverts of others. In strict mode it always does.',
    since: '2.3.3',
    source: 'global_parser.c:2800',
  },
  vmac_prefix: {
    args: text('prefix'),
    doc: 'Start of the names of VMAC interfaces that name none; a dot and the virtual router ID follow. It is cut where the name would exceed 15 bytes.',
    repeat: 'first',
    repeatTold: true,
    missing: 'exit',
    default: 'vrrp',
    since: '2.2.0',
    needs: 'VRRP_VMAC',
    source: 'global_parser.c:2802',
  },
  vmac_addr_prefix: {
    args: text('prefix'),
    doc: "Start of the names of VMAC interfaces made for addresses that are not on their instance's own interface.",
    repeat: 'first',
    repeatTold: true,
    missing: 'exit',
    default: 'vmac_prefix',
    since: '2.2.0',
    needs: 'VRRP_VMAC',
    source: 'global_parser.c:2803',
  },
  umask: {
    args: either(umaskNumber, oneOrMore(umaskBits)),
    doc: 'Permissions that files made by keepalived do not get: a number (octal with a leading 0) or bits joined by `|`. The command line goes before it.',
    repeat: 'last',
    exact: true,
    missing: 'exit',
    default: '0177',
    since: '2.0.9',
    source: 'global_parser.c:2806',
  },
  random_seed: {
    args: integer(0, UINT32_MAX),
    doc: 'Meant to make the numbers of `$_RANDOM` repeatable, but the generator is seeded before this line is read and the value is forgotten before the next reading.',
    repeat: 'last',
    missing: 'exit',
    default: 'the time of day',
    since: '2.0.15',
    source: 'global_parser.c:2807',
  },
  reload_check_config: {
    args: opt(labelled('log', path)),
    doc: 'Tests the new configuration before a reload and keeps the old one if it has errors. Messages of the test go to this file, else nowhere.',
    repeat: 'last',
    missing: 'accepted',
    since: '2.2.0',
    source: 'global_parser.c:2809',
  },
  reload_time_file: {
    ...onePath,
    doc: 'File, watched for changes, whose first line says when to reload: `HH:MM:SS`, perhaps after a date. It is deleted when the time has come.',
    since: '2.1.0',
    source: 'global_parser.c:2810',
  },
  reload_repeat: {
    ...flag,
    doc: 'Keeps a `reload_time_file` that names no date, so that keepalived reloads at that time every day.',
    since: '2.1.0',
    source: 'global_parser.c:2811',
  },
  reload_file: {
    args: opt(path),
    doc: 'File that exists, empty, while the configuration is being read, so that other programs know when not to write it. Without a path it lies with the PID file.',
    repeat: 'last',
    missing: 'accepted',
    since: '2.2.0',
    source: 'global_parser.c:2812',
  },
  include_check: {
    args: opt(seq(oneOf(...INCLUDE_CHECKS, ...includeCheckChanges), many(oneOf(...includeCheckChanges)))),
    doc: 'Which failures of `include` lines below are errors: no word means all, a first word without sign replaces the set, `+` and `-` change it. Included files inherit it.',
    repeat: 'last',
    missing: 'accepted',
    since: '2.2.0',
    source: 'global_parser.c:2813',
  },
  config_save_dir: {
    args: labelled('directory', path),
    doc: 'Directory for copies of configuration and state around each reload, made for finding faults. It is created if only its last part is missing, even by a config test.',
    repeat: 'last',
    missing: 'exit',
    since: '2.2.3',
    source: 'global_parser.c:2814',
  },
  tmp_config_directory: {
    args: labelled('directory', path),
    doc: 'Directory for the copy of the configuration that all processes read, instead of memory. It should stand early in the file; a reload cannot change it.',
    repeat: 'first',
    repeatTold: true,
    missing: 'told',
    default: 'memory',
    since: '2.2.0',
    source: 'global_parser.c:2816',
  },
  data_use_instance: {
    ...onOff,
    doc: 'Adds network namespace and instance name to the names of the dump files, so that several keepalived do not overwrite each other.',
    since: '2.2.3',
    source: 'global_parser.c:2817',
  },
  json_version: {
    args: lenientInteger(1, 2),
    doc: 'Layout of the JSON dump. 2 puts the VRRP data under a name of its own and adds tracked processes.',
    repeat: 'last',
    missing: 'told',
    default: '1',
    since: '2.2.8',
    needs: 'JSON',
    source: 'global_parser.c:2819',
  },
  iproute_usr_dir: {
    ...onePath,
    doc: 'Where iproute2 ships its names of tables, scopes and protocols, should it differ from what keepalived was built for.',
    default: 'the path compiled in',
    since: '2.3.2',
    source: 'global_parser.c:2822',
  },
  iproute_etc_dir: {
    ...onePath,
    doc: "Where the administrator's names of tables, scopes and protocols lie; they go before those in `iproute_usr_dir`.",
    default: '/etc/iproute2',
    since: '2.3.2',
    source: 'global_parser.c:2823',
  },
  state_dump_file: {
    ...onePath,
    doc: 'Where SIGUSR1 writes the state: a file, or a directory if it ends in `/`. It should be on fast storage, since the processes wait for the writing.',
    default: 'keepalived.data in the directory for temporary files',
    since: '2.3.3',
    source: 'global_parser.c:2825',
  },
  stats_dump_file: {
    ...onePath,
    doc: 'Meant to say where SIGUSR2 writes the counters. Accepted without effect up to 2.4.3: they go to the directory for temporary files.',
    default: 'keepalived.stats in the directory for temporary files',
    since: '2.3.3',
    source: 'global_parser.c:2826',
  },
  json_dump_file: {
    ...onePath,
    doc: 'Meant to say where the JSON dump is written. Accepted without effect up to 2.4.3: it goes to the directory for temporary files.',
    default: 'keepalived.json in the directory for temporary files',
    since: '2.3.3',
    source: 'global_parser.c:2827',
  },
}

/** What `global_defs` knows. */
export const globalDefs: DirectiveTable = {
  ...daemon,
  ...network,
  ...firewall,
  ...protocol,
  ...scheduling({
    word: 'vrrp',
    title: 'VRRP',
    olderSince: '1.2.20',
    at: [2704, 2705, 2706, 2707, 2708, 2709],
  }),
  ...ipvsFirewall,
  ...fifos,
  ...scheduling({
    word: 'checker',
    title: 'checker',
    olderSince: '1.2.20',
    at: [2732, 2733, 2734, 2735, 2736, 2737],
  }),
  ...scheduling({
    word: 'bfd',
    title: 'BFD',
    olderSince: '2.0.0',
    at: [2740, 2741, 2742, 2743, 2744, 2745],
  }),
  ...monitoring,
  ...scripts,
  ...buffers,
  ...operation,
}
