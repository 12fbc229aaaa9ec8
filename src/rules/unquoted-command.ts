/** A command whose arguments stand outside of its quotes, where keepalived does not look for them. */
import type { Word } from '../../grammar/syntax.ts'
import type { BoundStatement } from '../bind/bind.ts'
import { replacing } from '../bind/edits.ts'
import { scriptFault } from '../bind/script-words.ts'
import { isUnknown } from '../bind/values.ts'
import type { Site } from '../cluster/cluster.ts'
import type { Finding, Fix } from '../diagnostics/diagnostic.ts'
import { originOfWord } from '../model/sited.ts'
import type { LineRule } from './rule.ts'

export const unquotedCommand: LineRule = {
  kind: 'line',
  name: 'unquoted-command',
  severity: 'error',
  summary: 'The arguments of a command are not inside its quotes.',
  why: 'keepalived takes one word for the command and its arguments, which are therefore quoted together. Of `script` it drops what follows; behind the other commands it takes the next words for the user and the group to run it as (notify_script_init() in keepalived/core/notify.c), and drops a script whose user does not exist. The config test says nothing about it. See keepalived issue #600; seen with 2.2.7 and 2.4.3, which ignore `notify_master PROGRAM MASTER`.',
  explainsFailures: [],
  check: (line, site) => commandsIn(line).flatMap((one) => lookAt(one, site)),
}

/** A line that holds a command, and the words behind it. */
interface CommandLine {
  readonly line: BoundStatement
  readonly command: Word
  readonly behind: readonly Word[]
}

function commandsIn(line: BoundStatement): CommandLine[] {
  const { statement, match } = line
  const command = match.slots.find(({ value }) => value.kind === 'command')?.word
  const inside = line.block.flatMap(commandsIn)
  if (command === undefined || scriptFault(statement) !== undefined) return inside
  const behind = statement.args.slice(statement.args.indexOf(command) + 1)
  return behind.length === 0 || !isClear(command, behind) ? inside : [{ line, command, behind }, ...inside]
}

/** keepalived splits these lines itself: with single quotes and backslashes it finds other words. */
function isClear(command: Word, behind: readonly Word[]): boolean {
  return ![command, ...behind].some(({ text }) => text.includes("'") || text.includes('\\') || isUnknown(text))
}

function lookAt({ line, command, behind }: CommandLine, site: Site): Finding[] {
  const [first] = behind
  if (first === undefined) return []
  const takesUser = line.match.slots.some(({ value }) => value.kind === 'account')
  const odd = takesUser ? oddAccount(behind) : first
  if (odd === undefined) return []
  const name = line.statement.keyword.text
  const effect = takesUser
    ? accountEffect(command, odd, behind)
    : `keepalived runs \`${command.text}\` without \`${first.text}\``
  const advice = isRedirection(first)
    ? 'Put it into the quotes, as an argument of `/bin/sh -c`, or into the script.'
    : 'Put the command and its arguments into one pair of double quotes.'
  return [
    {
      message: `${effect}: what belongs to \`${name}\` must be quoted as a whole. ${advice}`,
      at: originOfWord(takesUser ? odd : first),
      nodes: [site.name],
      fixes: isRedirection(first) ? [] : quoted(command, behind),
    },
  ]
}

function accountEffect(command: Word, odd: Word, [user, group]: readonly Word[]): string {
  if (odd !== user && odd !== group) {
    return `keepalived takes \`${user?.text}\` and \`${group?.text}\` for the user and the group that run \`${command.text}\``
  }
  const role = odd === user ? 'user' : 'group'
  return `keepalived takes \`${odd.text}\` for the ${role} that runs \`${command.text}\`, and drops the command because there is none of that name`
}

/** The first of the words that can be no user or group, or one too many. */
function oddAccount(behind: readonly Word[]): Word | undefined {
  return behind.slice(0, 2).find(({ text }) => isArgument(text)) ?? behind[2]
}

function isArgument(text: string): boolean {
  return /[^\w@:$-]|^-/.test(text) || ['MASTER', 'BACKUP', 'FAULT', 'STOP'].includes(text)
}

function isRedirection({ text }: Word): boolean {
  return /^\d?[<>|]/.test(text)
}

/** One pair of quotes around all words, unless there are some already. */
function quoted(command: Word, behind: readonly Word[]): Fix[] {
  const last = behind.at(-1) ?? command
  if ([command, ...behind].some((word) => word.quoted || word.source !== command.source)) return []
  const span = { start: command.start, end: last.end }
  const text = command.source.text.slice(span.start, span.end)
  if (/["“”„]/.test(text)) return []
  return replacing(command.source, span, {
    title: 'Put the command and its arguments into double quotes',
    safety: 'unsafe',
    newText: `"${text}"`,
  })
}
