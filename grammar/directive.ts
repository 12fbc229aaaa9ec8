/** What a directive is: the shape of every entry of the tables in `grammar/directives/`. */
import { type Argument, type Deprecation, oneOrMore } from './arguments.ts'
import type { SymbolKind } from './values.ts'

/** Directives by keyword, as they may stand in one kind of block. */
export type DirectiveTable = Readonly<Record<string, Directive>>

/** A block of keyword lines. */
export interface KeywordBody {
  readonly kind: 'keywords'
  readonly directives: DirectiveTable
  /** Lines without which keepalived does not use the block. */
  readonly needs?: readonly Need[]
}

/** A line that a block must have. */
export interface Need {
  /** One of these keywords will do. */
  readonly oneOf: readonly string[]
  /** What keepalived does with a block that has none of them, to end a sentence: `removes the script`. */
  readonly otherwise: string
  /** The first release that does so, and the first that no longer does, if not all do. */
  readonly since?: string
  readonly before?: string
  /** The first release that reports it at the end of the block, or all of them. */
  readonly atEnd?: string | true
  /** When it is reported otherwise; absent where it is not. */
  readonly later?: LaterStep
  /** The process that reports it, where others read the block as well. */
  readonly by?: Process
  /** A line that is refused is reported by itself, and nothing is at the end of the block. */
  readonly refusedAtOnce?: true
  /** What the block declares is known all the same, because other processes do not ask for the line. */
  readonly keepsName?: true
  /** A block of the name counts only with lines in it. */
  readonly filled?: true
}

/** A step in which a process puts together what it has read, as the config test tells it. */
export interface LaterStep {
  readonly process: Process
  readonly step: number
  /** Which of the checks of the block it is in this step. */
  readonly check?: number
  /** The process gives up there. */
  readonly ends?: true
}

/** A block whose lines are all of one form: addresses, routes, trackers, ... */
export interface LinesBody {
  readonly kind: 'lines'
  readonly line: Argument
  /** What one line is, in the singular: `address`. */
  readonly noun: string
  /** What keepalived does when a word is missing on a line; `logged`: its log says so, its config test does not. */
  readonly missing: 'exit' | 'told' | 'logged'
  /** What keepalived does with an empty block, to end a sentence, where it reports one: `removes the group`. */
  readonly ifEmpty?: string
  /** What a line took before a release. */
  readonly earlier?: EarlierArguments
}

/** A block of names, as many on a line as one likes. */
export interface WordsBody {
  readonly kind: 'words'
  readonly word: Argument
  /** What one word is, in the singular: `instance`. */
  readonly noun: string
  /** What keepalived does with an empty block, to end a sentence, where it reports one. */
  readonly ifEmpty?: string
}

export type Body = KeywordBody | LinesBody | WordsBody

/**
 * What a second line with the same keyword in the same block does:
 * `last` replaces the first, `first` is ignored, `accumulate` adds to it, `flag` changes nothing.
 */
export type Repeat = 'last' | 'first' | 'accumulate' | 'flag'

/** A second line that keepalived reports as an error. */
export interface RepeatTold {
  /** The first release that does. */
  readonly since?: string
  /** A first line with this word counts as none: it is the default. */
  readonly forgets?: string
  /** What comes before decides in other ways, too: a rule of its own tells it. */
  readonly elsewhere?: true
  /** A second line that says the same is accepted. */
  readonly acceptsSame?: true
}

/**
 * What a second block of the same kind with the same name is: `skipped` with an error, or `hidden` behind the first without
 * a word, because whoever names it finds the first.
 */
export type SameName = 'skipped' | 'hidden'

/**
 * What keepalived does when the first word after the keyword is missing: `exit` ends the reading at once (exit code 2,
 * lib/parser.c:424), `crash` kills the reading process, `told` is reported and the line ignored, `accepted` is fine.
 */
export type MissingArgument = 'exit' | 'crash' | 'told' | 'accepted'

/** The processes of keepalived in the order in which its config test runs them (keepalived/core/main.c:700). */
export const PROCESSES = ['parent', 'checker', 'vrrp', 'bfd'] as const

export type Process = (typeof PROCESSES)[number]

/** What stands in for a keyword where a part of keepalived is not built in. */
export interface StandIn {
  /** The part, as `keepalived --version` names it. */
  readonly without: string
  readonly use: string
}

/** What a keyword took in releases before `before`. */
export interface EarlierArguments {
  readonly before: string
  readonly args: Argument
}

/** A line behind which another one has its meaning. */
export interface Basis {
  readonly keywords: readonly string[]
  /** What the last of these lines must say; absent, where any value will do. */
  readonly values?: readonly string[]
  /** The first release that asks for it. */
  readonly since?: string
}

/** One keyword as it stands in one kind of block. */
export interface Directive {
  readonly args: Argument
  /** One sentence or two of our own: what it does, and what to know about it. */
  readonly doc: string
  readonly body?: Body
  /** The first argument declares a name of this kind. */
  readonly declares?: SymbolKind
  /** What a second block with that name is. */
  readonly sameName?: SameName
  /** Only the processes that such lines of its block give know what the block declares; without such lines all do. */
  readonly tells?: Process
  /** A block without it does not do what it is there for. */
  readonly required?: boolean
  /** Most blocks of this kind have such a line, so that a new block is offered with it. */
  readonly usual?: true
  readonly repeat: Repeat
  /** The lines of several such blocks count as if they stood in one. */
  readonly mergesBlocks?: true
  /** keepalived reports the second line as an error, in all releases or under conditions. */
  readonly repeatTold?: true | RepeatTold
  /** More words than `args` describes are reported and the line is refused; everywhere else they are ignored silently. */
  readonly exact?: boolean
  /** The first release that reports words which it ignores. */
  readonly surplusToldSince?: string
  readonly missing: MissingArgument
  /** keepalived dies where a quote of its words is not closed, under its config test as well. */
  readonly diesOfQuote?: true
  /** keepalived ends with exit code 2 where no `{` follows its name. */
  readonly endsWithoutBrace?: true
  /** It counts only behind such a line. Elsewhere it is reported and ignored. */
  readonly follows?: Basis
  /**
   * What is wrong with its words is never said by the config test, or not before a release: only the log may tell.
   * `values`: that a word is missing is said.
   */
  readonly untold?: 'always' | 'values' | { readonly until: string }
  /** A number that is out of range is reported, but used all the same. */
  readonly usesRefused?: true
  /** What holds when the line is absent, as one would write it. */
  readonly default?: string
  /** The first release that knows the keyword here. */
  readonly since: string
  /** The build option that it needs, as `keepalived --version` names it. */
  readonly needs?: string
  /** What a build without some part makes of it, with an error: another keyword, whatever the line says. */
  readonly standIn?: StandIn
  /** What it took before a release. */
  readonly earlier?: EarlierArguments
  readonly deprecated?: Deprecation
  /** On a keyword of the root: the processes that read it, others pass over its block; absent, the parent alone reads it. */
  readonly readers?: readonly Process[]
  /** The only process that looks at its words, where others read its block as well. */
  readonly readBy?: Process
  /** Where its value is refused, keepalived drops the block at once and passes over the rest of it. */
  readonly endsBlock?: true
  /** On a command that stands in no block of theirs: the processes that run it. */
  readonly runBy?: readonly Process[]
  /** Where keepalived installs it: file and line at the commit named in ARCHITECTURE.md. */
  readonly source: string
}

/** What a keyword takes in a release that knows what came with some releases. */
export function argumentsIn({ args, earlier }: Directive, isKnown: (since: string) => boolean): Argument {
  return earlier === undefined || isKnown(earlier.before) ? args : earlier.args
}

/** What a line of a value block takes in such a release. */
export function lineArgumentsIn(body: LinesBody | WordsBody, isKnown: (since: string) => boolean): Argument {
  if (body.kind === 'words') return oneOrMore(body.word)
  return body.earlier === undefined || isKnown(body.earlier.before) ? body.line : body.earlier.args
}

/** What a line takes: by its own directive, or as one of the lines of the block around it. */
export function argumentsOf(own: Directive | undefined, around: Body | undefined): Argument | undefined {
  if (own !== undefined) return own.args
  if (around?.kind === 'lines') return around.line
  return around?.kind === 'words' ? oneOrMore(around.word) : undefined
}

export function keywords(directives: DirectiveTable, ...needs: Need[]): KeywordBody {
  return needs.length === 0 ? { kind: 'keywords', directives } : { kind: 'keywords', directives, needs }
}

/** The same block, if keepalived reports it where it is empty. */
export function reportedEmpty<B extends LinesBody | WordsBody>(ifEmpty: string, body: B): B {
  return { ...body, ifEmpty }
}

export function lines(noun: string, line: Argument, missing: LinesBody['missing'] = 'told'): LinesBody {
  return { kind: 'lines', line, noun, missing }
}

export function words(noun: string, word: Argument): WordsBody {
  return { kind: 'words', word, noun }
}

/** The lines without which keepalived does not use a block. */
export function needsOf(directive: Directive | undefined): readonly Need[] {
  return directive?.body?.kind === 'keywords' ? (directive.body.needs ?? []) : []
}
