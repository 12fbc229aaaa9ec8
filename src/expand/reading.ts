/** What one node reads, and what went wrong on the way. */
import type { SourcedToken } from '../../grammar/parser.ts'
import type { Release } from '../../grammar/releases.ts'
import type { FileContent, Files } from '../text/files.ts'
import type { Origin, Place, SourceFile } from '../text/source-file.ts'
import type { IncludeKeyword } from './includes.ts'

/** What one node reads. */
export interface Reading {
  readonly entry: SourceFile
  /** The tokens in the order in which they are read. */
  readonly runs: readonly TokenRun[]
  /** The entry file and everything that it includes, in the order in which they are first read. */
  readonly files: readonly SourceFile[]
  readonly inclusions: readonly Inclusion[]
  readonly conditions: readonly Condition[]
  /** Every place that defines a name, in the order in which they are first read. */
  readonly definitions: readonly DefinitionSite[]
  readonly definitionUses: readonly DefinitionUse[]
  readonly problems: readonly ReadingProblem[]
}

/** Tokens that are read one after the other. */
export interface TokenRun {
  readonly tokens: SourcedToken[]
  /** They are the plain lines of one section: the run is the same object as long as that is. */
  readonly isOwn?: true
}

/** All tokens of a reading, in order. */
export function tokensOfReading({ runs }: Reading): SourcedToken[] {
  return runs.flatMap((run) => run.tokens)
}

/** Whether one place of a file is above another one. */
export function isAbove({ files }: Reading, one: Place, other: Place): boolean {
  if (one.file === other.file) return one.start < other.start
  const sections = files.flatMap((file) => file.sections ?? [])
  return sections.indexOf(one.file) < sections.indexOf(other.file)
}

/** Whose lines are read, and how. */
export interface ReadingOptions {
  readonly files: Files
  readonly target: Release
  readonly configId: string | undefined
  /** Byte order marks, comments and includes in definitions, endless definitions, include cycles and braces of undefined names do what they do to keepalived, whatever is meant. */
  readonly as?: 'written'
}

/** Where keepalived itself reads something else than is meant. */
export function misreadPlaces({ problems }: Reading): readonly Origin[] {
  return problems.flatMap(({ kind, at }) => (MISREAD.has(kind) ? [at] : []))
}

const MISREAD: ReadonlySet<ReadingProblem['kind']> = new Set([
  'byte-order-mark',
  'comment-in-definition',
  'undefined-definition',
  'endless-definition',
  'include-cycle',
  'include-read-twice',
  'newer-line',
])

/** One file that another one includes. */
export interface Inclusion {
  readonly by: SourceFile
  readonly file: SourceFile
  readonly at: Place
}

/** An `@id` or `@^id` in front of a line. */
export interface Condition {
  readonly id: string
  readonly negated: boolean
  readonly met: boolean
  readonly at: Place
}

/** Where a `$NAME=`, a `~SEQ` or a `~LST` defines a name. */
export interface DefinitionSite {
  readonly name: string
  readonly at: Place
}

/** A definition of several lines, and a line that stands for them: the one that the messages of keepalived name. */
export interface DefinitionUse {
  readonly lines: readonly Place[]
  readonly at: Place
}

/** Why a reference stays: it has no definition above it, or one of several lines, or something that must not follow it. */
export type UnreplacedReason = 'undefined' | 'several-lines' | 'parameters' | 'followed'

/** What went wrong while reading lines. A problem that many turns of a sequence have is told once. */
export type ReadingProblem = { readonly at: Origin } & (
  | {
      readonly kind: 'byte-order-mark' | 'embedded-nul' | 'line-too-long' | 'trailing-backslash' | 'unterminated-quote'
    }
  /** A comment among the lines of a definition, which ends it, though more of its lines follow. */
  | { readonly kind: 'comment-in-definition'; readonly name: string }
  /** A `${NAME}` that stays, so that its braces become block braces. */
  | { readonly kind: 'undefined-definition'; readonly name: string; readonly reason: UnreplacedReason }
  /** A reference that stays in the name of an included file. */
  | { readonly kind: 'undefined-in-path'; readonly name: string; readonly reason: UnreplacedReason }
  /** A definition whose value holds itself, or does not fit into a line. */
  | { readonly kind: 'endless-definition'; readonly name: string }
  /** A line of a definition defines the same name. */
  | { readonly kind: 'self-definition'; readonly name: string }
  | { readonly kind: 'invalid-sequence'; readonly because: string }
  /** An include or a sequence that the release does not know yet. */
  | { readonly kind: 'newer-line'; readonly keyword: string; readonly since: string }
  | { readonly kind: 'expansion-too-large'; readonly lines: number }
  /** The conditions of a file name more nodes than are read. */
  | { readonly kind: 'too-many-ids'; readonly ids: number; readonly read: number }
  | { readonly kind: 'include-cycle' | 'too-many-includes'; readonly path: string }
  /** An include that does not begin its line: since 2.2.0 most of keepalived reads the file twice or not at all. */
  | { readonly kind: 'include-read-twice'; readonly path: string; readonly where: 'definition' | 'line' }
  | {
      readonly kind: 'include-unreadable'
      readonly path: string
      readonly content: Exclude<FileContent['kind'], 'text'>
      readonly keyword: IncludeKeyword
      /** The include lists alternatives in braces. */
      readonly hasBraces: boolean
    }
  | { readonly kind: 'include-without-match'; readonly path: string; readonly keyword: IncludeKeyword }
)
