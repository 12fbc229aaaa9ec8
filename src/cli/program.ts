/** The commands and options of `kalint`. */
import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { newestRelease, RELEASES, type Release, release } from '../../grammar/releases.ts'
import { nearest } from '../bind/nearest.ts'
import type { Severity } from '../diagnostics/diagnostic.ts'
import { check, FORMATS } from './check.ts'
import type { KnownWords } from './command-shape.ts'
import type { CompletedShell } from './completions.ts'
import { explain } from './explain.ts'
import { COULD_NOT_WORK, explained } from './explained.ts'
import { explanations } from './explanations.ts'
import type { FailoverFormat } from './failover.ts'
import { harmlessShell } from './harmless-shell.ts'
import type { CommandOptions } from './options.ts'
import { outputsAmong } from './outputs.ts'
import type { Shell } from './shell.ts'
import { SHOWN, type Shown, show } from './show.ts'
import { version } from './version.ts'
import { pathsAmong } from './words.ts'

const SHOW_FORMATS = ['pretty', 'json'] as const
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info']
const FAILOVER_FORMATS = ['pretty', 'json', 'markdown', 'mermaid', 'html'] as const satisfies readonly FailoverFormat[]

/** Runs `kalint` with the arguments after its name; the result is the exit code. What goes wrong is told in one line. */
export async function run(args: readonly string[], open: Shell): Promise<number> {
  const shell = harmlessShell(open)
  let code = 0
  const program = programFor(shell, (result) => {
    code = result
  })
  try {
    await program.parseAsync(args, { from: 'user' })
    return code
  } catch (error) {
    return error instanceof CommanderError ? misused(error, shell) : explained(error, shell)
  }
}

function programFor(shell: Shell, finish: (code: number) => void): Command {
  const program = new Command('kalint')
    .usage('[command] [options] [path...]')
    .description('Finds mistakes in keepalived.conf, and between the nodes of a cluster.')
    .argument('[path...]')
    .addOption(
      new Option('--format <format>', `${FORMATS.join(', ')}; or FORMAT=FILE`)
        .argParser((format: string, formats: readonly string[]) => [...formats, format])
        .default([], 'pretty'),
    )
    .option('--output-file <file>', 'where the report goes instead of standard output')
    .addOption(
      new Option(
        '--target <release>',
        `the keepalived that reads the files (default: ${newestRelease().version})`,
      ).argParser(knownRelease),
    )
    .addOption(
      new Option('--config-id <id>', 'read the @id lines of this one only')
        .argParser((id: string, ids: readonly string[]) => [...ids, id])
        .default([], 'all'),
    )
    .addOption(new Option('--fail-on <severity>', 'what fails: error (default), warning or info').argParser(severity))
    .option('--max-warnings <count>', 'fail where there are more warnings', wholeNumber)
    .option('--baseline [file]', 'leave out the findings that a file lists')
    .option('--write-baseline [file]', 'write the findings to such a file, and leave them out')
    .option('--stdin-name <path>', 'what standard input is called', '-')
    .option('--with-siblings', 'compare with the rest of the repository')
    .option('--shared-lan', 'all machines are on one LAN')
    .option('--fix', 'apply the fixes that change nothing for keepalived')
    .option('--fix-unsafe', 'apply the others as well')
    .option('--diff', 'only print what fixes would change')
    .option('--settings <file>', 'the settings to read (default: nearest kalint.yaml)')
    .addOption(
      new Option('--facts <node=file>', 'what is known of the machine of a node').argParser(
        (one: string, all: readonly string[] = []) => [...all, one],
      ),
    )
    .option('--host [node]', 'this machine is the node: ask it')
    .option('--no-settings', 'read no settings file')
    .option('--show-secrets', 'print passwords and keys')
    .version(
      `${version} (knows keepalived ${RELEASES[0]} to ${newestRelease().version})`,
      '--version',
      'print the version',
    )
    .helpOption('--help', 'print this help')
    .helpCommand(false)
    .configureHelp({ subcommandTerm })
    .addHelpText('after', HELP_END)
    .exitOverride()
    .configureOutput({ writeOut: shell.write, writeErr: () => {} })
    .action(async (paths: string[], options: CommandOptions) => {
      const outputs = outputsAmong(FORMATS, options)
      finish(await check(pathsAmong(paths), { ...options, outputs }, shell))
    })
  program
    .command('failover')
    .description('print who holds each address after every failure')
    .argument('[path...]')
    .addOption(
      new Option('--depth <count>', 'how many things fail: each by itself, or pairs of them too')
        .choices(['1', '2'])
        .default('1'),
    )
    .addOption(
      new Option('--event <event>', 'try this instead, like script-fails:lb1:check; those given are tried in order')
        .argParser((event: string, events: readonly string[]) => [...events, event])
        .default([], 'every failure'),
    )
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', FAILOVER_HELP_END)
    .action(async (paths: string[], { depth, event }: { depth: string; event: readonly string[] }) => {
      const options = program.opts<CommandOptions>()
      const outputs = outputsAmong(FAILOVER_FORMATS, options)
      const { failover } = await import('./failover.ts')
      finish(await failover(paths, { ...options, outputs, depth: depth === '2' ? 2 : 1, event }, shell))
    })
  program
    .command('show')
    .description('print what kalint makes of the files')
    .addArgument(new Argument('<what>').choices(SHOWN))
    .argument('[path...]')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', SHOW_HELP_END)
    .action(async (what: Shown, paths: string[]) => {
      const options = program.opts<CommandOptions>()
      await show(what, paths, { ...options, outputs: outputsAmong(SHOW_FORMATS, options) }, shell)
    })
  program
    .command('fmt')
    .description('lay the files out anew')
    .argument('[path...]')
    .option('--check', 'change nothing, and fail where something would be changed')
    .addHelpText('after', FMT_HELP_END)
    .action(async (paths: string[], { check: isCheck }: { check?: true }) => {
      const { fmt } = await import('./fmt.ts')
      const options = program.opts<CommandOptions>()
      finish(await fmt(paths, { ...options, ...(isCheck === true ? { check: true } : {}) }, shell))
    })
  program
    .command('explain')
    .description('print all about a rule or a directive')
    .argument('<name>', 'as it stands in a finding or in keepalived.conf')
    .action((name: string) => explain(name, shell))
  program
    .command('init')
    .description('write a first kalint.yaml for a directory')
    .argument('[directory]', 'where it is written', '.')
    .action(async (directory: string) => {
      const { init } = await import('./init.ts')
      await init(directory, program.opts<CommandOptions>(), shell)
    })
  program
    .command('completions')
    .description('print the completions of a shell')
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish']))
    .action(async (name: CompletedShell) => {
      const { completions } = await import('./completions.ts')
      shell.write(completions(name, program, knownWords()))
    })
  program.command('manual', { hidden: true }).action(async () => {
    const { manual } = await import('./manual.ts')
    shell.write(manual(program, version))
  })
  program
    .command('facts')
    .description('print a command that collects facts about a machine')
    .argument('[path...]')
    .addHelpText('after', '\nWith paths it looks at the scripts that these configurations name, as well.')
    .action(async (paths: string[]) => {
      const { facts } = await import('./facts.ts')
      await facts(paths, program.opts<CommandOptions>(), shell)
    })
  program
    .command('lsp')
    .description('serve an editor')
    .option('--stdio', 'over standard input and output, as without any option')
    .option('--node-ipc', 'over the channel of a parent that is Node')
    .option('--socket <port>', 'over a connection to a port of this machine')
    .allowUnknownOption()
    .allowExcessArguments()
    .action(async () => {
      await import('./lsp.ts')
      await forever()
    })
  return program
}

/** What may be typed where the command line takes more than a choice of words. */
function knownWords(): KnownWords {
  const { rules, directives } = explanations()
  return {
    '--format': FORMATS,
    'failover --format': FAILOVER_FORMATS,
    'show --format': SHOW_FORMATS,
    '--target': RELEASES,
    '--fail-on': SEVERITIES,
    'explain name': [...Object.keys(rules), ...Object.keys(directives)],
  }
}

/** The server ends the process itself. */
function forever(): Promise<never> {
  return new Promise(() => {})
}

const HELP_END = `
Examples:
  kalint lb1.conf lb2.conf            the nodes of one cluster
  kalint ansible/files                all configurations in a directory
  kalint                              the clusters in kalint.yaml, or all here
  kalint failover lb1.conf lb2.conf   who holds each address after every failure
  ssh lb1 cat /etc/keepalived/keepalived.conf | kalint - --stdin-name lb1.conf

Exit code: 0 fine, 1 findings that fail, 2 kalint could not do its work.`

function subcommandTerm(command: Command): string {
  const needed = command.registeredArguments.filter(({ required }) => required)
  return [command.name(), ...needed.map((argument) => `<${argument.name()}>`)].join(' ')
}

const SHOW_HELP_END = `
tree       what the parser makes of the lines that each node reads
effective  these lines: includes, conditions and definitions are resolved, and each line says where it comes from
config     the configuration that each node ends up with, as JSON
cluster    the nodes that belong together, and the members of each virtual router`

const FMT_HELP_END = `
--diff prints what would change, and changes nothing; - reads standard input and prints it in its new layout.

Exit code: 0 where all is done, 1 if --check or --diff finds something to change, 2 if a file could not be formatted.`

const FAILOVER_HELP_END = `
Formats: ${FAILOVER_FORMATS.join(', ')}.

Events: node-down:NODE, node-back:NODE, script-fails:NODE:NAME, script-recovers:NODE:NAME, process-fails:NODE:NAME,
process-recovers:NODE:NAME, interface-down:NODE:NAME, interface-up:NODE:NAME, bfd-down:NODE:NAME, bfd-up:NODE:NAME,
file-changes:NODE:NAME:NUMBER, link-cut:NODE:NODE, link-restored:NODE:NODE.

Exit code: 0 where nothing is wrong, 1 with a problem of severity error, 2 if kalint could not do its work.`

function knownRelease(version: string): Release {
  const known = release(version)
  if (known === undefined) throw new InvalidArgumentError(`Releases that kalint knows: ${RELEASES.join(', ')}.`)
  return known
}

function severity(word: string): Severity {
  const known = SEVERITIES.find((one) => one === word)
  const meant = known === undefined ? nearest(word, SEVERITIES) : undefined
  if (known !== undefined) return known
  throw new InvalidArgumentError(
    `Allowed choices are ${SEVERITIES.join(', ')}.${meant === undefined ? '' : ` Did you mean ${meant}?`}`,
  )
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.')
  return Number(text)
}

/** What is wrong with the command line is told in one line; help and the version are nothing wrong. */
function misused({ exitCode, message }: CommanderError, { tell }: Shell): number {
  if (exitCode === 0) return 0
  const told = message
    .replace(/^error: /, '')
    .replace(/^(unknown option '--(no-)?config(?:=.*)?').*/s, '$1 (Did you mean --$2settings?)')
    .replaceAll('\n', ' ')
  tell(`kalint: ${told}${/[.)?]$/.test(told) ? '' : '.'} See kalint --help.`)
  return COULD_NOT_WORK
}
