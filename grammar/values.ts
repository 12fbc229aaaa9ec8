/** The kinds of value that one word of a directive can be: plain data, read by the matcher, by docs and by editors. */

/** What a name can name. Each kind is the block keyword that declares it. */
export type SymbolKind =
  | 'vrrp_instance'
  | 'vrrp_sync_group'
  | 'vrrp_script'
  | 'track_file'
  | 'vrrp_track_process'
  | 'bfd_instance'
  | 'virtual_server_group'
  | 'track_group'

export type AddressFamily = 4 | 6

interface Labelled {
  /** The word that stands for this value in a synopsis: `<priority>`. An empty one is for what must be left out. */
  readonly label?: string
}

/** A whole number. */
export interface IntegerValue extends Labelled {
  readonly kind: 'integer'
  readonly min: number
  readonly max: number
  /** The daemon, but not its config test, tolerates text after the digits (lib/parser.c:462). */
  readonly lenient: boolean
  readonly unit?: string
  /** C notation (`0x10`, `010`) is understood as well. */
  readonly anyBase?: boolean
  /** 0 is reported, and this is used. */
  readonly zeroIs?: number
  /** A number beyond the range is reported, and the nearer end of the range is used. */
  readonly clamped?: true
  /** A word that begins with `+` is not taken for a number. */
  readonly noPlus?: true
  /** 0 is taken only where the word is zeros and nothing else (alloc_vs() and alloc_rs() in check_data.c). */
  readonly plainZero?: true
}

/** A decimal number with a limited number of places. */
export interface DecimalValue extends Labelled {
  readonly kind: 'decimal'
  readonly min: number
  readonly max: number
  readonly places: number
  readonly lenient: boolean
  readonly unit: string
  /** 0 is reported, and this is used. */
  readonly zeroIs?: number
}

/** `true`, `on`, `yes`, `false`, `off` or `no`, in lower case. */
export interface BooleanValue extends Labelled {
  readonly kind: 'boolean'
}

/** One of a fixed set of words. */
export interface ChoiceValue extends Labelled {
  readonly kind: 'choice'
  readonly values: readonly string[]
  readonly ignoreCase?: boolean
  /** The address family that each word stands for on a line that is about one; 0 is a family of its own there. */
  readonly families?: Readonly<Record<string, AddressFamily | 0>>
}

/** An IP address, perhaps with a prefix length. */
export interface AddressValue extends Labelled {
  readonly kind: 'address'
  readonly family?: AddressFamily
  /** Whether a prefix length may stand behind it. Without this, one is cut off and nobody says so. */
  readonly prefix?: 'optional' | 'refused'
  /** It must be one of a multicast group; `link-local`: if it is IPv6, of one whose scope is the link. */
  readonly multicast?: 'any' | 'link-local'
  /** One that is valid beyond its link is used, but reported since this release. */
  readonly linkLocalSince?: string
  /** Before this release an address of the other family or of no group is taken silently. */
  readonly groupToldSince?: string
  /** Its family must be that of the whole line. */
  readonly decidesFamily?: true
  /** Where it is refused keepalived drops its line, and looks at none of the words behind it. */
  readonly dropsLine?: true
}

/** The name of a network interface, at most 15 bytes. */
export interface InterfaceValue extends Labelled {
  readonly kind: 'interface'
  /** A loopback interface is refused. */
  readonly noLoopback?: true
  /** Nothing else needs to know the name: the interface is made, or the administrator makes and names it for this. */
  readonly isMade?: true
  /** The signs in its name are looked at. */
  readonly isNew?: true
}

/** A name that a block of the given kind declares. */
export interface ReferenceValue extends Labelled {
  readonly kind: 'reference'
  readonly to: SymbolKind
  /** What keepalived does where no block has that name, to end a sentence: `ignores the line`. */
  readonly otherwise: string
  /**
   * When it looks for the block: `reading`, so that it must stand earlier in the text, or once it has read everything, in a step
   * of its VRRP process; `logged`, too, but the config test says nothing.
   */
  readonly sought: 'reading' | 'logged' | number
}

/** A command line: quoted as a whole, its arguments inside the quotes (keepalived/core/notify.c:1191). */
export interface CommandValue extends Labelled {
  readonly kind: 'command'
}

/** A word that must match a pattern (a MAC address, hexadecimal digits, a range of ports, ...). */
export interface PatternValue extends Labelled {
  readonly kind: 'pattern'
  readonly pattern: RegExp
  /** What the pattern means, to follow "must be": `32 hexadecimal digits`. */
  readonly expected: string
  /** Of two numbers with a `-` between them the second must not be less than the first. */
  readonly rising?: true
  /** How a word looks that is taken for such a value, right or wrong; without it only a right one is. */
  readonly look?: RegExp
}

/** A number in a notation of C, or a name that the files of iproute2 on the machine give to one (rttables.c:456). */
export interface NamedNumberValue extends Labelled {
  readonly kind: 'named-number'
  readonly min: number
  readonly max: number
  /** Two may stand there, with a slash between them. */
  readonly pair?: true
}

/** A time of TCP: a number in the unit of the kernel, or one with a unit (vrrp_ip_rule_route_parser.c:133). */
export interface TcpTimeValue extends Labelled {
  readonly kind: 'tcp-time'
  /** How many units of the kernel a millisecond has. */
  readonly perMillisecond: number
}

/** Free text. */
export interface TextValue extends Labelled {
  readonly kind: 'text'
  /** The longest text that is taken, in bytes. */
  readonly maxBytes?: number
  /** What happens to a longer one. */
  readonly tooLong?: 'cut' | 'refused'
  /** Before this release a longer one is cut off silently. */
  readonly lengthToldSince?: string
  /** A password or key: never shown. */
  readonly secret?: boolean
  /** It is a key of so many bytes: plain text, `hex:` and digits, or in a file after `file:`. */
  readonly keyBytes?: readonly [number, number]
}

/** A file or directory name. */
export interface PathValue extends Labelled {
  readonly kind: 'path'
}

/** A user or a group of the system. */
export interface AccountValue extends Labelled {
  readonly kind: 'account'
  readonly of: 'user' | 'group'
}

export type Value =
  | IntegerValue
  | DecimalValue
  | BooleanValue
  | ChoiceValue
  | AddressValue
  | InterfaceValue
  | ReferenceValue
  | CommandValue
  | PatternValue
  | NamedNumberValue
  | TcpTimeValue
  | TextValue
  | PathValue
  | AccountValue

/** The largest 32-bit unsigned number. */
export const UINT32_MAX = 4_294_967_295

/** A whole number that must be clean: the daemon itself refuses trailing text. */
export function integer(min: number, max: number, unit?: string): IntegerValue {
  return { kind: 'integer', min, max, lenient: false, ...(unit === undefined ? {} : { unit }) }
}

/** A whole number after which the daemon, but not its config test, tolerates trailing text. */
export function lenientInteger(min: number, max: number, unit?: string): IntegerValue {
  return { ...integer(min, max, unit), lenient: true }
}

/** The port of a service, or 0 for all of them. */
export const servicePort: IntegerValue = { ...lenientInteger(0, 65_535), plainZero: true }

/** A number of which 0 is reported and taken for 1. */
export function atLeastOne<V extends IntegerValue | DecimalValue>(value: V): V {
  return { ...value, zeroIs: 1 }
}

/** A decimal number, trailing text tolerated by the daemon but not by its config test. */
export function decimal(min: number, max: number, places: number, unit = 's'): DecimalValue {
  return { kind: 'decimal', min, max, places, lenient: true, unit }
}

/** A decimal number that must be clean. */
export function strictDecimal(min: number, max: number, places: number, unit = 's'): DecimalValue {
  return { ...decimal(min, max, places, unit), lenient: false }
}

export const boolean: BooleanValue = { kind: 'boolean' }

export function oneOf(...values: string[]): ChoiceValue {
  return { kind: 'choice', values }
}

export function oneOfIgnoringCase(...values: string[]): ChoiceValue {
  return { kind: 'choice', values, ignoreCase: true }
}

export const address: AddressValue = { kind: 'address' }
export const ipv4Address: AddressValue = { kind: 'address', family: 4 }
export const multicastAddress: AddressValue = { kind: 'address', multicast: 'any' }
/** The address that a line is about. */
export function ofLine(value: AddressValue): AddressValue {
  return { ...value, dropsLine: true }
}

/** An address that is refused if it carries a prefix length. */
export const bareAddress: AddressValue = { kind: 'address', prefix: 'refused' }
/** An address that may carry a prefix length. */
export const prefixedAddress: AddressValue = { kind: 'address', prefix: 'optional' }

export const interfaceName: InterfaceValue = { kind: 'interface' }

export function reference(
  to: SymbolKind,
  otherwise: string,
  sought: ReferenceValue['sought'] = 'reading',
): ReferenceValue {
  return { kind: 'reference', to, otherwise, sought }
}

export const command: CommandValue = { kind: 'command', label: 'command' }

export function pattern(label: string, regexp: RegExp, expected: string): PatternValue {
  return { kind: 'pattern', label, pattern: regexp, expected }
}

/** A number, or the name of one that only the machine knows. */
export function namedNumber(label: string, min: number, max: number): NamedNumberValue {
  return { kind: 'named-number', label, min, max }
}

export function tcpTime(perMillisecond: number): TcpTimeValue {
  return { kind: 'tcp-time', label: 'time', perMillisecond }
}

export function text(label: string): TextValue {
  return { kind: 'text', label }
}

/** Text of which keepalived keeps the first `maxBytes` bytes. */
export function cutText(label: string, maxBytes: number): TextValue {
  return { kind: 'text', label, maxBytes, tooLong: 'cut' }
}

/** Text that is refused beyond `maxBytes` bytes. */
export function limitedText(label: string, maxBytes: number): TextValue {
  return { kind: 'text', label, maxBytes, tooLong: 'refused' }
}

export const path: PathValue = { kind: 'path', label: 'path' }
export const user: AccountValue = { kind: 'account', of: 'user' }
export const group: AccountValue = { kind: 'account', of: 'group' }

/** The same value under another name in synopses. */
export function labelled<V extends Value>(label: string, value: V): V {
  return { ...value, label }
}
