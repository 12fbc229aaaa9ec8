/** The messages of keepalived's config test: where they point, and which of them are about the machine and not about the text. */

/** One message. */
export interface Message {
  readonly text: string
  /** Absent where it may be any. */
  readonly file?: string
  /** Counted from 1: the line that it names, or several that may be meant; none where it names none. */
  readonly lines: readonly number[]
}

/** The lines of a file that a number in a message stands for; `isFirstPass`: the process that reads the files says so, without their names. */
export type LinesNamed = (file: string, counted: number, isFirstPass: boolean) => readonly number[]

/** How a message is to be understood. */
export interface Understanding {
  /** The file that a message is about which names none; absent where that may be any. */
  readonly unnamed: string | undefined
  readonly linesNamed: LinesNamed
}

/** A message from a line of output; `undefined` for a line that is none. Before 2.1.4 the name of a file looks otherwise. */
export function messageFrom(output: string, { unnamed, linesNamed }: Understanding): Message | undefined {
  const inUnnamed = unnamed === undefined ? {} : { file: unnamed }
  const located = /^\((?:(.*): )?Line (\d+)\) (.*)$/s.exec(output) ?? /^\(([^\s()]+):(\d+)\) (.*)$/s.exec(output)
  if (located === null) return NO_MESSAGE.test(output) ? undefined : { text: output, ...inUnnamed, lines: [] }
  const [, named, line, text = ''] = located
  if (OF_WHOLE_TEXT.test(text)) return { text, ...inUnnamed, lines: [] }
  const file = named ?? unnamed
  if (file === undefined) return { text, lines: [Number(line)] }
  return { text, file, lines: linesNamed(file, Number(line), named === undefined) }
}

/** Told at the end, with the number of the last line in releases before 2.2.0. */
const OF_WHOLE_TEXT = /^There are \d+ missing/

/** Signals that end it (11: it crashed, 13: it said too much, 15: it ended itself, see keepalived's fix of 2.2.8), and 124 and 9: it ran too long. */
export function isNoVerdict(exit: number): boolean {
  return exit < 0 || exit === 124 || exit === 137
}

/** What it prints of memory that it has given back: it reads a definition that is changed while it is put in. */
export function isGarbled(text: string): boolean {
  return /[^\t\x20-\x7e]/.test(text)
}

/** How a virtual server of mark 0 is named, which has no address: so, or by whatever stands in that memory. */
export const NO_ADDRESS = '[(none)]'
const ANY_VIRTUAL_SERVER = /^Virtual server \[/i

/** Whether a message names a block by this word. */
export function namesIt(text: string, name: string): boolean {
  if (name === NO_ADDRESS && ANY_VIRTUAL_SERVER.test(text)) return true
  const at = text.indexOf(name)
  if (at === -1) return false
  const [before = '', after = ''] = [text.slice(0, at).at(-1), text.slice(at + name.length)[0]]
  return !/\w/.test(before) && !/\w/.test(after)
}

/** Said when an interface does not exist: the VRRP process looks at nothing more. */
export const STOPS_AT_INTERFACE = /^Non-existent interface specified in configuration/

/** Said when there is no user for scripts and pipes: those are dropped, and not always with a message. */
export const NO_DEFAULT_USER = /default user/

/** The messages without what it says because of interfaces, files, users, name servers, kernels and the parts that it is built with. */
export function aboutText(messages: readonly Message[]): readonly Message[] {
  const lost = new Set(messages.flatMap(({ text }) => LOST_BLOCK.exec(text)?.[1] ?? []))
  return messages.filter(({ text }) => {
    const name = UNKNOWN_TRACKED.exec(text)?.[1]
    if (name !== undefined && lost.has(name)) return false
    const keyword = /^Unknown keyword '(\w+)'$/.exec(text)?.[1]
    if (keyword !== undefined && ABSENT_PARTS.test(keyword)) return false
    return !ABOUT_MACHINE.some((pattern) => pattern.test(text))
  })
}

/** A block that is dropped because of a directory or a user that does not exist, and what is said of those that name it. */
const LOST_BLOCK = /^(?:realpath\(\) error .* for|Unable to set default user for vrrp script) (\S+)(?: - removing)?$/
const UNKNOWN_TRACKED = /track (?:file|script) (\S+) not found/

/** Keywords of parts that few packages leave out, and builds for tests do: D-Bus and SNMP. */
const ABSENT_PARTS = /^(?:enable_dbus|dbus_\w+|enable_snmp_\w+|enable_traps|snmp_\w+)$/

/** Said by a build without ipsets, as which kalint takes one release only. */
export function saysIpsetsLack({ text }: Message): boolean {
  return text === "Unknown keyword 'vrrp_ipsets'"
}

/** A name that a file of iproute2 or the protocols of the machine may know; a number is none. */
const NUMBER = '[+-]?(?:0x[\\da-f]+|0[0-7]*|[1-9]\\d*)'
const NAME = `'?(?!${NUMBER}(?:/${NUMBER})?(?:'|\\s|$))[^\\s']+'?`

const ABOUT_MACHINE: readonly RegExp[] = [
  new RegExp(`^Routing table ${NAME} not found for`),
  new RegExp(`^(?:Protocol|Scope) ${NAME} not found or invalid`),
  new RegExp(`^(?:TOS value|suppress_group) ${NAME} is invalid`),
  new RegExp(`^Invalid (?:ipproto|scope) ${NAME}(?: specified|$)`),
  new RegExp(`^Invalid realms ${NAME} for`, 'i'),
  /^unknown interface \S+ specified for/,
  /^Static address \S+ requires either an interface/,
  /doesn't exist$/,
  /^Default interface \S+ doesn't exist/,
  /not found\/accessible/,
  /insecure/,
  STOPS_AT_INTERFACE,
  NO_DEFAULT_USER,
  /^Invalid (?:startup|shutdown) script$/,
  /^Error setting global script uid\/gid$/,
  /^Invalid smtp server/,
  /^realpath\(\) error/,
  /already exists and is not a private macvlan/,
  /config_save_dir/,
  /^Invalid cpu_id:/,
]

/** Lines of output that are no complaint. */
const NO_MESSAGE = /^(?:Killed|Terminated|Segmentation fault|Starting|Opening file)/
