/** `kalint manual`: the manual page, in the language of man(7), made of what the command line knows of itself. */
import type { Command } from 'commander'
import { PROJECT_URL } from '../output/summary.ts'
import { wrapped } from '../output/wrapped.ts'
import { type CommandShape, type OptionShape, shapesOf } from './command-shape.ts'

export function manual(program: Command, version: string): string {
  const [check, ...commands] = shapesOf(program, {})
  if (check === undefined) throw new Error('the program itself is the first command')
  const general = new Set(check.options.map(({ name }) => name))
  return [
    `.TH KALINT 1 ${WRITTEN} "kalint ${quoted(version)}" "User Commands"`,
    ...section('NAME', ['kalint \\- find mistakes in keepalived.conf, and between the nodes of a cluster']),
    ...section('SYNOPSIS', synopsis([check, ...commands])),
    ...section('DESCRIPTION', DESCRIPTION.flatMap((text) => ['.PP', ...filled(text)]).slice(1)),
    ...section(
      'COMMANDS',
      commands.flatMap((command) => entry(`\\fB${roff(command.name)}\\fR`, command.description)),
    ),
    ...section('OPTIONS', check.options.flatMap(optionEntry)),
    ...commands.flatMap((command) => ownOptions(command, general)),
    ...section(
      'EXIT STATUS',
      EXIT_STATUS.flatMap(([code, text]) => entry(code, text)),
    ),
    ...section(
      'FILES',
      FILES.flatMap(([path, text]) => entry(`\\fI${roff(path)}\\fR`, text)),
    ),
    ...section('EXAMPLES', EXAMPLES.flatMap(([command, text]) => example(command, text)).slice(1)),
    ...section('SEE ALSO', ['.BR keepalived (8),', '.BR keepalived.conf (5)', '.PP', roff(PROJECT_URL)]),
    '',
  ].join('\n')
}

/** The day of the last change of the texts below. */
const WRITTEN = '2026-11-23'

const DESCRIPTION = [
  'kalint reads the configurations of all nodes of a keepalived cluster and tells what is wrong: with each file, and with the files together. It needs neither keepalived nor root.',
  'A path is a file, a directory, or - for standard input. Files that are named together are compared as the nodes of one cluster. In a directory all keepalived configurations are found, and evidence decides which of them are a cluster. Without a path, the clusters of the settings file are linted, or what is found in the current directory.',
  'With --help behind it, a command tells more about itself.',
]

const EXIT_STATUS = [
  ['0', 'Nothing was found that fails.'],
  ['1', 'Something was found that fails: an error, unless told otherwise.'],
  ['2', 'kalint could not do its work, and says why on standard error.'],
] as const

const FILES = [
  ['kalint.yaml', 'The settings: looked for beside the files that are linted, and in the directories above.'],
] as const

const EXAMPLES = [
  ['kalint lb1.conf lb2.conf', 'The nodes of one cluster.'],
  [
    'kalint --format sarif=kalint.sarif --format pretty ansible/files',
    'All configurations of a directory, for people and for a program.',
  ],
  ['kalint failover lb1.conf lb2.conf', 'Who holds each address after every failure.'],
  ['kalint explain advert_int', 'What a directive means.'],
] as const

function section(title: string, lines: readonly string[]): string[] {
  return [`.SH ${title.includes(' ') ? `"${title}"` : title}`, ...lines]
}

function synopsis(shapes: readonly CommandShape[]): string[] {
  return shapes.flatMap(({ name, arguments: words }, index) => {
    const shown = words.map(
      (word) => ` ${word.variadic ? `[\\fI${roff(word.name)}\\fR...]` : `\\fI${roff(word.name)}\\fR`}`,
    )
    const line = `\\fBkalint\\fR ${index === 0 ? `[\\fB${name}\\fR]` : `\\fB${roff(name)}\\fR`} [\\fIoptions\\fR]${shown.join('')}`
    return index === 0 ? [line] : ['.br', line]
  })
}

function optionEntry({ name, value, description, words }: OptionShape): string[] {
  const choices = words.length === 0 ? '' : ` (${words.join(', ')})`
  const argument = value === '' ? '' : ` \\fI${roff(value)}\\fR`
  return entry(`\\fB${roff(name)}\\fR${argument}`, `${description}${choices}`)
}

/** The options that only this command has. */
function ownOptions({ name, options }: CommandShape, general: ReadonlySet<string>): string[] {
  const own = options.filter((option) => !general.has(option.name))
  return own.length === 0 ? [] : section(`OPTIONS OF ${name.toUpperCase()}`, own.flatMap(optionEntry))
}

function entry(tag: string, text: string): string[] {
  return ['.TP', tag, ...filled(`${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.)]$/.test(text) ? '' : '.'}`)]
}

function example(command: string, text: string): string[] {
  return ['.PP', roff(text), '.PP', '.RS 4', '.nf', roff(command), '.fi', '.RE']
}

/** A text on lines of a length that roff is written in. */
function filled(text: string): string[] {
  return wrapped(text, 70).map(roff)
}

/** A text in which nothing means anything to roff: a line that begins with a dot or quote would be a request. */
function roff(text: string): string {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replace(/^[.']/, '\\&$&')
}

function quoted(text: string): string {
  return roff(text).replaceAll('"', '')
}
