/** What there is to type, as the command line itself knows it: for completions and the manual. */
import type { Argument, Command, Option } from 'commander'

/** The words that an option or argument takes, by command and name, where the command line does not list them itself. */
export type KnownWords = Readonly<Record<string, readonly string[]>>

export interface CommandShape {
  /** `check` is what runs without a command. */
  readonly name: string
  readonly description: string
  readonly options: readonly OptionShape[]
  readonly arguments: readonly ArgumentShape[]
}

export interface OptionShape {
  /** With its dashes. */
  readonly name: string
  /** As the manual writes it: `<file>` or `[file]`; empty for a switch. */
  readonly value: string
  readonly description: string
  /** Empty where anything may be typed. */
  readonly words: readonly string[]
  readonly takesFile: boolean
}

export interface ArgumentShape {
  readonly name: string
  readonly words: readonly string[]
  readonly takesFile: boolean
  readonly variadic: boolean
}

/** All commands, the first one being what runs without a command. */
export function shapesOf(program: Command, known: KnownWords): readonly CommandShape[] {
  const shape = (command: Command, name: string, options: readonly Option[]): CommandShape => ({
    name,
    description: command.description(),
    options: options
      .filter(({ hidden, long }) => !hidden && long !== undefined)
      .map((one) => optionShape(one, name, known)),
    arguments: command.registeredArguments.map((one) => argumentShape(one, name, known)),
  })
  const general = program.createHelp().visibleOptions(program)
  const ownHelp = general.filter(({ long }) => long === '--help')
  const subcommands = program.createHelp().visibleCommands(program)
  return [
    shape(program, 'check', general),
    ...subcommands.map((command) => {
      const shared = command.createHelp().showGlobalOptions || takesPaths(command) ? general : ownHelp
      return shape(command, command.name(), [...command.options, ...shared.filter((one) => isNew(one, command))])
    }),
  ]
}

/** Such a command reads what the options for all commands say. */
function takesPaths(command: Command): boolean {
  return command.registeredArguments.some(({ variadic }) => variadic)
}

function isNew({ long }: Option, command: Command): boolean {
  return long !== '--version' && command.options.every((own) => own.long !== long)
}

function optionShape(option: Option, command: string, known: KnownWords): OptionShape {
  const name = option.long ?? ''
  const value = /[<[].*/.exec(option.flags)?.[0] ?? ''
  const words = option.argChoices ?? known[`${command} ${name}`] ?? known[name] ?? []
  return { name, value, description: option.description, words, takesFile: FILE.test(value) }
}

function argumentShape(argument: Argument, command: string, known: KnownWords): ArgumentShape {
  const name = argument.name()
  const words = argument.argChoices ?? known[`${command} ${name}`] ?? []
  return { name, words, takesFile: FILE.test(`<${name}>`), variadic: argument.variadic }
}

const FILE = /^[<[](file|path|directory)[>\]]/
