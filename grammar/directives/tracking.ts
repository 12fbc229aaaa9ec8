/** What keepalived can watch, and the lines by which instances, groups and interfaces name it. */
import { many, nothing, type Option, oneOption, onlyOption, opt, options, seq } from '../arguments.ts'
import { type DirectiveTable, reportedEmpty, words } from '../directive.ts'
import {
  atLeastOne,
  command,
  decimal,
  group,
  integer,
  interfaceName,
  labelled,
  lenientInteger,
  oneOf,
  path,
  reference,
  text,
  user,
} from '../values.ts'

/** Scripts were timed in whole seconds before 2.3.2. */
const wholeSeconds = { before: '2.3.2', args: atLeastOne(lenientInteger(0, 4294, 's')) } as const

/** What may stand in a `vrrp_script` block. */
export const vrrpScript: DirectiveTable = {
  script: {
    args: command,
    diesOfQuote: true,
    doc: 'Command that is run every `interval`; exit status 0 is success. Quote it together with its arguments: words after the first are dropped without a message. Without it the whole block is removed.',
    repeat: 'last',
    missing: 'accepted',
    required: true,
    since: '1.1.13',
    source: 'vrrp_parser.c:2435',
  },
  interval: {
    args: atLeastOne(decimal(0, 4294, 3)),
    earlier: wholeSeconds,
    doc: 'Seconds from one start of the script to the next. 0 is reported and becomes 1.',
    repeat: 'last',
    missing: 'exit',
    default: '1',
    usual: true,
    since: '1.1.13',
    source: 'vrrp_parser.c:2436',
  },
  timeout: {
    args: atLeastOne(decimal(0, 4294, 3)),
    earlier: wholeSeconds,
    doc: 'Seconds after which a script that still runs is killed and counts as failed. 0 is reported and becomes 1.',
    repeat: 'last',
    missing: 'exit',
    default: 'the interval',
    usual: true,
    since: '1.2.6',
    source: 'vrrp_parser.c:2437',
  },
  weight: {
    args: seq(lenientInteger(-253, 253), blockWeightOptions('vrrp_parser.c:1784')),
    doc: 'Above 0 it is added to the priority while the script succeeds, below 0 while it fails. 0 puts the instance into FAULT when the script fails. A number out of range is reported but used all the same.',
    repeat: 'last',
    missing: 'exit',
    usesRefused: true,
    default: '0',
    usual: true,
    since: '1.1.13',
    source: 'vrrp_parser.c:2438',
  },
  rise: {
    args: lenientInteger(1, 2_147_483_647),
    doc: 'Successes in a row before a failed script counts as good again. The very first result counts at once.',
    repeat: 'last',
    missing: 'exit',
    default: '1',
    usual: true,
    since: '1.1.18',
    source: 'vrrp_parser.c:2439',
  },
  fall: {
    args: lenientInteger(1, 2_147_483_647),
    doc: 'Failures in a row before a good script counts as failed. The very first result counts at once.',
    repeat: 'last',
    missing: 'exit',
    default: '1',
    usual: true,
    since: '1.1.18',
    source: 'vrrp_parser.c:2440',
  },
  user: {
    args: seq(user, opt(group)),
    doc: 'Account that runs the script. If the user or the group does not exist the script is removed, and every `track_script` of it is then unknown.',
    repeat: 'last',
    missing: 'exit',
    default: 'script_user, else the user keepalived_script, else that of keepalived',
    since: '1.3.0',
    source: 'vrrp_parser.c:2441',
  },
  init_fail: {
    args: nothing,
    doc: 'Meant to let the script count as failed until its first result. A `track_script` line resets that state, so with release 2.0.0 and later it has no effect on a tracked script.',
    repeat: 'flag',
    missing: 'accepted',
    since: '1.3.2',
    source: 'vrrp_parser.c:2442',
  },
}

/** What may stand in a `track_file` block. */
export const trackFile: DirectiveTable = trackedFile('2.1.0', 539)

/** What may stand in a `vrrp_track_file` block, the older name of `track_file`. */
export const vrrpTrackFile: DirectiveTable = trackedFile('2.0.0', 546)

/** What may stand in a `vrrp_track_process` block. */
export const vrrpTrackProcess: DirectiveTable = {
  process: {
    args: seq(text('process'), many(text('parameter'))),
    doc: 'Name of the process to count, matched as a whole and not as a part. Parameters after it must match too and switch to comparing the full command line.',
    repeat: 'first',
    repeatTold: true,
    missing: 'exit',
    required: true,
    since: '2.0.11',
    needs: 'TRACK_PROCESS',
    source: 'vrrp_parser.c:2448',
  },
  param_match: {
    args: opt(oneOf('initial', 'partial')),
    doc: 'How the parameters of a process are compared: exactly when no word follows, the first ones only with `initial`, the last one as a beginning with `partial`. With no parameters in `process` it demands that there are none.',
    repeat: 'last',
    missing: 'accepted',
    default: 'exact if `process` has parameters, else not compared',
    since: '2.0.16',
    needs: 'TRACK_PROCESS',
    source: 'vrrp_parser.c:2449',
  },
  weight: {
    args: seq(lenientInteger(-254, 254), blockWeightOptions('vrrp_parser.c:1938')),
    doc: 'Above 0 it is added to the priority while enough processes run, below 0 while they do not. 0 puts the instance into FAULT when the quorum is missed.',
    repeat: 'first',
    repeatTold: { forgets: '0' },
    missing: 'told',
    default: '0',
    since: '2.0.11',
    needs: 'TRACK_PROCESS',
    source: 'vrrp_parser.c:2450',
  },
  quorum: {
    args: lenientInteger(1, 65_535),
    doc: 'Fewest matching processes that count as success. A number above a `quorum_max` that stands before it is refused.',
    repeat: 'last',
    missing: 'exit',
    default: '1',
    since: '2.0.11',
    needs: 'TRACK_PROCESS',
    source: 'vrrp_parser.c:2451',
  },
  quorum_max: {
    args: lenientInteger(0, 65_535),
    doc: 'Most matching processes that count as success. 0 turns the test round: no such process may run. A number below a `quorum` that stands before it is refused.',
    repeat: 'last',
    missing: 'exit',
    default: 'unlimited',
    since: '2.0.16',
    needs: 'TRACK_PROCESS',
    source: 'vrrp_parser.c:2452',
  },
  delay: {
    args: decimal(0.000001, 3600, 6),
    doc: 'Sets `terminate_delay` and `fork_delay` to the same number of seconds. Whichever line comes last decides.',
    repeat: 'last',
    missing: 'exit',
    default: '0',
    since: '2.0.11',
    needs: 'TRACK_PROCESS',
    source: 'vrrp_parser.c:2453',
  },
  terminate_delay: {
    args: decimal(0.000001, 3600, 6),
    doc: 'Seconds that a lost quorum must last before it counts, so that a quick restart of the process goes unnoticed.',
    repeat: 'last',
    missing: 'exit',
    default: '0',
    since: '2.0.16',
    needs: 'TRACK_PROCESS',
    source: 'vrrp_parser.c:2454',
  },
  fork_delay: {
    args: decimal(0.000001, 3600, 6),
    doc: 'Seconds that a regained quorum must last before it counts, so that a process that forks and dies at once is not taken for a running one.',
    repeat: 'last',
    missing: 'exit',
    default: '0',
    since: '2.0.16',
    needs: 'TRACK_PROCESS',
    source: 'vrrp_parser.c:2455',
  },
  full_command: {
    args: nothing,
    doc: 'Compares with the command line of a process instead of its short name. Implied by `param_match` and by parameters in `process`; later changes of a command line are not noticed.',
    repeat: 'flag',
    missing: 'accepted',
    since: '2.0.11',
    needs: 'TRACK_PROCESS',
    source: 'vrrp_parser.c:2456',
  },
}

/** What may stand in a `track_group` block. */
export const trackGroup: DirectiveTable = {
  group: {
    args: nothing,
    body: reportedEmpty(
      'has no instance to follow',
      words('instance', reference('vrrp_instance', 'ignores the name', 'logged')),
    ),
    doc: 'The instances that follow the interfaces of the static addresses, routes and rules naming this group. Instances may be defined later in the file; unknown ones are only logged.',
    repeat: 'first',
    repeatTold: true,
    missing: 'accepted',
    required: true,
    since: '2.0.3',
    source: 'vrrp_parser.c:2283',
  },
}

/** A pause was a signed number of microseconds before 2.3.2. */
const shorterPause = { before: '2.3.2', args: decimal(0, 2147.483647, 6) } as const

/** What may stand in a `garp_group` block. */
export const garpGroup: DirectiveTable = {
  garp_interval: {
    args: decimal(0, 4294.967295, 6),
    earlier: shorterPause,
    doc: 'Seconds between two gratuitous ARP messages on the interfaces of the group. A group with neither this nor `gna_interval` is removed.',
    repeat: 'last',
    missing: 'exit',
    usual: true,
    since: '1.2.21',
    source: 'vrrp_parser.c:2316',
  },
  gna_interval: {
    args: decimal(0, 4294.967295, 6),
    earlier: shorterPause,
    doc: 'Seconds between two unsolicited neighbour advertisements (IPv6) on the interfaces of the group. A group with neither this nor `garp_interval` is removed.',
    repeat: 'last',
    missing: 'exit',
    since: '1.2.21',
    source: 'vrrp_parser.c:2317',
  },
  interface: {
    args: interfaceName,
    doc: 'Adds one interface to the group. An interface can be in one `garp_group` only, and interfaces made by keepalived for a virtual MAC are refused.',
    repeat: 'accumulate',
    missing: 'exit',
    since: '1.2.21',
    source: 'vrrp_parser.c:2318',
  },
  interfaces: {
    args: nothing,
    body: reportedEmpty('adds no interface', words('interface', interfaceName)),
    doc: 'Adds several interfaces, which then share the intervals of this group. An interface can be in one `garp_group` only; an empty block is reported.',
    repeat: 'accumulate',
    missing: 'accepted',
    usual: true,
    since: '1.2.21',
    source: 'vrrp_parser.c:2319',
  },
}

/** One line of `track_interface`. It knows no `noreverse`. */
export const trackInterfaceLine = seq(
  interfaceName,
  oneOption({
    weight: {
      args: seq(lenientInteger(-253, 253), oneOption({ reverse: reverse('vrrp_track.c:142') })),
      doc: 'Above 0 it is added to the priority while the interface is up, below 0 while it is down. 0, also when the word is left out, means FAULT while it is down.',
      source: 'vrrp_track.c:113',
    },
  }),
)

/** One line of `track_script`. */
export const trackScriptLine = seq(
  reference('vrrp_script', 'ignores the line'),
  oneOption({
    weight: {
      args: seq(lenientInteger(-253, 253), lineWeightOptions('vrrp_track.c:263', 'vrrp_track.c:265')),
      doc: 'Replaces the weight of the `vrrp_script` for this line. 0 means FAULT while the script fails.',
      source: 'vrrp_track.c:235',
    },
  }),
)

/** One line of `track_file`. */
export const trackFileLine = seq(
  reference('track_file', 'ignores the line'),
  oneOption({
    weight: {
      args: seq(lenientInteger(-254, 254), lineWeightOptions('track_file.c:232', 'track_file.c:234')),
      doc: 'Replaces the weight of the `track_file` for this line: the number in the file times this is added to the priority. 0 means FAULT while that number is not 0.',
      source: 'track_file.c:212',
    },
  }),
)

/** One line of `track_process`. */
export const trackProcessLine = seq(
  reference('vrrp_track_process', 'ignores the line'),
  oneOption({
    weight: {
      args: seq(lenientInteger(-254, 254), lineWeightOptions('vrrp_track.c:376', 'vrrp_track.c:378')),
      doc: 'Replaces the weight of the `vrrp_track_process` for this line. 0 means FAULT while the quorum is missed.',
      source: 'vrrp_track.c:355',
    },
  }),
)

/** One line of `track_bfd`. */
export const trackBfdLine = seq(
  reference('bfd_instance', 'ignores the line'),
  oneOption({
    weight: {
      args: seq(lenientInteger(-253, 253), lineWeightOptions('vrrp_track.c:522', 'vrrp_track.c:524')),
      doc: 'Replaces the weight of the `bfd_instance` for this line. 0 means FAULT while the session is not up.',
      source: 'vrrp_track.c:501',
    },
  }),
)

/** One line of `linkbeat_interfaces`; keepalived reports more than one type. */
export const linkbeatLine = seq(
  interfaceName,
  onlyOption({
    MII: {
      args: nothing,
      doc: 'Asks the MII registers of the network card whether the link is up.',
      since: '2.0.13',
      source: 'vrrp_parser.c:204',
    },
    ETHTOOL: {
      args: nothing,
      doc: 'Asks the driver for the link state through the ethtool interface.',
      since: '2.0.13',
      source: 'vrrp_parser.c:206',
    },
    IOCTL: {
      args: nothing,
      doc: 'Reads the flags of the interface; a driver that does not update them hides a lost link.',
      since: '2.0.13',
      source: 'vrrp_parser.c:208',
    },
  }),
)

/** One line of `interface_up_down_delays`: the delay of going down, then that of coming up. */
export const upDownDelayLine = seq(
  interfaceName,
  labelled('down', decimal(0, 255, 6)),
  opt(labelled('up', decimal(0, 255, 6))),
)

function trackedFile(since: string, firstLine: number): DirectiveTable {
  return {
    file: {
      args: path,
      doc: 'File whose first number is watched; a missing or unreadable one counts as 0. Its directory must exist, and the file system must support inotify and be writable, or the tracker is removed.',
      repeat: 'first',
      repeatTold: true,
      missing: 'told',
      required: true,
      since,
      source: `track_file.c:${firstLine}`,
    },
    weight: {
      args: seq(lenientInteger(-254, 254), blockWeightOptions('track_file.c:325')),
      doc: 'The number in the file times this is added to the priority; -254 or less means FAULT. With 0, every number but 0 means FAULT.',
      repeat: 'first',
      repeatTold: { forgets: '1' },
      missing: 'told',
      default: '1',
      since,
      source: `track_file.c:${firstLine + 1}`,
    },
    init_file: {
      args: options(
        {
          overwrite: {
            args: nothing,
            doc: 'Writes the number even if the file exists already, which must then be a regular file.',
            source: 'track_file.c:362',
          },
        },
        { ...integer(-254, 254), noPlus: true },
      ),
      doc: 'Creates the file at start-up with this number, 0 if none is given. An existing file is kept unless `overwrite` is given, and a reload never writes.',
      repeat: 'last',
      usesRefused: true,
      missing: 'accepted',
      since,
      source: `track_file.c:${firstLine + 2}`,
    },
  }
}

/** The words after the weight in the block that defines a tracker. */
function blockWeightOptions(source: string) {
  return oneOption({ reverse: reverse(source) })
}

/** The word after the weight in a line that uses a tracker; nothing behind it is read. */
function lineWeightOptions(reverseSource: string, noreverseSource: string) {
  return oneOption({
    reverse: reverse(reverseSource),
    noreverse: {
      args: nothing,
      doc: 'Cancels a `reverse` in the definition of the tracker.',
      since: '2.0.18',
      source: noreverseSource,
    },
  })
}

function reverse(source: string): Option {
  return {
    args: nothing,
    doc: 'Changes the sign of the weight; with weight 0, FAULT holds in the good state instead of the bad one.',
    since: '2.0.18',
    source,
  }
}
