/** Compares what keepalived's config test says of a configuration with the findings that claim to be in it. */
import type { Release } from '../grammar/releases.ts'
import type { Diagnostic } from '../src/diagnostics/diagnostic.ts'
import { type Place, positionAt, type SourceFile } from '../src/text/source-file.ts'
import { linesCounted } from './counted-lines.ts'
import type { ConfigTest } from './daemon.ts'
import {
  aboutText,
  isGarbled,
  isNoVerdict,
  type LinesNamed,
  type Message,
  messageFrom,
  NO_DEFAULT_USER,
  namesIt,
  STOPS_AT_INTERFACE,
  saysIpsetsLack,
} from './messages.ts'

/** What one configuration is: its findings, and the blocks outside of all blocks. */
export interface Linted {
  readonly entry: string
  readonly target: Release
  readonly files: ReadonlyMap<string, SourceFile>
  readonly diagnostics: readonly Diagnostic[]
  /** As they are meant, and as keepalived reads them. */
  readonly blocks: readonly (readonly NamedBlock[])[]
  /** Its processes are to run in a network namespace; where that is not there they end before they say anything. */
  readonly isElsewhere: boolean
}

/** A block outside of all blocks, and the words by which messages may name it. */
export interface NamedBlock extends Place {
  readonly names: readonly string[]
}

/** Who says what, and how often the two agree. */
export interface Comparison {
  /** Messages that name a line. */
  readonly messages: number
  /** Those that no finding covers. */
  readonly missed: readonly Message[]
  /** Findings that claim to be in the config test. */
  readonly findings: number
  /** Those that no message confirms. */
  readonly unconfirmed: readonly Diagnostic[]
  /** Whether both, or neither, complain; none where the daemon died or ran for ever. */
  readonly verdict: 'agrees' | 'only-keepalived' | 'only-kalint' | 'none'
}

/** How many lines a finding may span and still cover the messages on all of them. */
const LONGEST_SPAN = 30

/** It is not run, so that nobody asks who else may change it. */
const NO_SCRIPT = /not found\/accessible/

/** A definition that is made anew while it is put in: what keepalived reads there is another thing each time. */
function readsFreedMemory({ rule, message }: Diagnostic): boolean {
  return rule === 'endless-definition' && message.includes('memory')
}

/** keepalived reads a file of whatever kind, and complains about its lines; kalint looks into none that is no configuration. */
function leavesFileUnread({ rule }: Diagnostic): boolean {
  return rule === 'foreign-include'
}

/** Compares one configuration. What depends on the machine is left out on both sides. */
export function compare(linted: Linted, { exit, messages: lines, isCut = false }: ConfigTest): Comparison {
  const isAscii = [...linted.files.values()].every(({ text }) => !isGarbled(text.replace(/[\r\n\0]/g, '')))
  if (
    isNoVerdict(exit) ||
    (isAscii && lines.some(isGarbled)) ||
    linted.diagnostics.some((one) => readsFreedMemory(one) || leavesFileUnread(one))
  )
    return { messages: 0, missed: [], findings: 0, unconfirmed: [], verdict: 'none' }
  const understanding = { unnamed: unnamedIn(linted), linesNamed: linesNamedIn(linted) }
  const all = lines.map((line) => messageFrom(line, understanding)).filter((one) => one !== undefined)
  const claims = linted.diagnostics.filter(({ configTest }) => configTest)
  const messages = aboutText(all).filter((one) => !saysIpsetsLack(one) || claims.some((claim) => covers(claim, one)))
  const onLines = messages.filter((message) => message.lines.length > 0)
  const lastLine = onLines.findLast(({ text }) => MISSING_PARAMETER.test(text))
  const isConfirmed = (claim: Diagnostic): boolean =>
    messages.some((message) => confirms(message, claim, linted) || covers(claim, message))
  const ofMachine = all.filter((message) => !messages.includes(message))
  const lacksUser = all.some(({ text }) => NO_DEFAULT_USER.test(text))
  const comparable = claims.filter(
    (claim) =>
      isConfirmed(claim) ||
      !(
        (lacksUser && /fifo|script|notify/.test(claim.message)) ||
        (claim.rule === 'script-security-off' && all.some(({ text }) => NO_SCRIPT.test(text))) ||
        (lastLine !== undefined && isBeyond(claim, lastLine)) ||
        isHidden(claim, all) ||
        linted.isElsewhere ||
        isCut ||
        ofMachine.some((message) => isOnLine(claim, message) || claim.explains.some((place) => isAt(place, message)))
      ),
  )
  return {
    messages: onLines.length,
    missed: onLines.filter((message) => !claims.some((claim) => covers(claim, message))),
    findings: comparable.length,
    unconfirmed: comparable.filter((claim) => !isConfirmed(claim)),
    verdict: verdictOf(messages.length > 0, comparable.length > 0),
  }
}

/** keepalived reads no further; its exit code is 2, and was 3 or 4 in releases before 2.2.0. */
const MISSING_PARAMETER = /^\*\*\* Configuration line starting/

function verdictOf(keepalived: boolean, kalint: boolean): Comparison['verdict'] {
  if (keepalived === kalint) return 'agrees'
  return keepalived ? 'only-keepalived' : 'only-kalint'
}

/** After an interface is found absent, nothing is checked that VRRP checks behind the last line. */
function isHidden({ completion }: Diagnostic, messages: readonly Message[]): boolean {
  return completion?.process === 'vrrp' && messages.some(({ text }) => STOPS_AT_INTERFACE.test(text))
}

/** What the machine lacks makes keepalived leave the rest of a line. */
function isOnLine({ at }: Diagnostic, message: Message): boolean {
  return isAt(at, message)
}

function isAt(place: Place, { file, lines }: Message): boolean {
  return isIn(place, file) && lines.includes(firstLine(place))
}

function isIn(place: Place, file: string | undefined): boolean {
  return file === undefined || place.file.path === file
}

function isBeyond(claim: Diagnostic, { file, lines }: Message): boolean {
  return claim.completion !== undefined || !isIn(claim.at, file) || firstLine(claim.at) > Math.max(...lines)
}

function covers({ at, explains }: Diagnostic, { file, lines, text }: Message): boolean {
  const [first, last] = [firstLine(at), lastLine(at)]
  return lines.some((line) => {
    // A line that is dropped is counted too late.
    const isLate = (place: Place): boolean => isIn(place, file) && line === firstLine(place) - 1
    if (DROPPED_LINE.test(text) && [at, ...explains].some(isLate)) return true
    const isInside = isIn(at, file) && first <= line && line <= last && last - first < LONGEST_SPAN
    return isInside || explains.some((place) => isIn(place, file) && firstLine(place) === line)
  })
}

const DROPPED_LINE = /^(?:line too long|configuration appears to have embedded NULs)/

function confirms(message: Message, claim: Diagnostic, { blocks }: Linted): boolean {
  if (message.lines.length > 0) return isOnLine(claim, message)
  const { at, explains, rule } = claim
  const names = [at, ...explains].flatMap((place) => blocks.flatMap((all) => namesAround(all, place)))
  if (names.some((name) => namesIt(message.text, name))) return true
  return WHOLE_FILE.some(([pattern, name]) => name === rule && pattern.test(message.text))
}

/**
 * Of the last block that begins above, since one that is not closed reaches over those behind it; a definition may make several at
 * one place. What stands in no block is part of a definition, which any block may use.
 */
function namesAround(blocks: readonly NamedBlock[], { file, start }: Place): readonly string[] {
  const around = blocks.filter((one) => one.file.path === file.path && one.start <= start && start < one.end)
  if (around.length === 0) return blocks.flatMap((one) => one.names)
  const last = around.at(-1)
  return around.flatMap((one) => (one.start === last?.start ? one.names : []))
}

/** Before 2.1.4 an included file is named only where an include leads to several. */
function unnamedIn({ entry, files, target }: Linted): string | undefined {
  return files.size === 1 || target.atLeast('2.1.4') ? entry : undefined
}

function linesNamedIn({ files, target }: Linted): LinesNamed {
  const inFirstPass = target.atLeast('2.4.0') ? 'ended-pieces' : 'line-ends'
  return (path, counted, isFirstPass) => {
    const file = files.get(path)
    if (file === undefined) return [counted]
    return linesCounted(file.text, isFirstPass ? inFirstPass : 'pieces')(counted)
  }
}

/** Messages that name neither a line nor a block, and the rule that tells the same. */
const WHOLE_FILE: readonly (readonly [RegExp, string])[] = [
  [/^SECURITY VIOLATION/, 'script-security-off'],
  [/missing '\}'s or extra '\{'s$/, 'unclosed-block'],
  [/missing '\}'s or extra '\{'s$/, 'unexpected-block'],
]

function firstLine({ file, start }: Place): number {
  return positionAt(file, start).line
}

function lastLine({ file, start, end }: Place): number {
  return positionAt(file, Math.max(start, end - 1)).line
}
