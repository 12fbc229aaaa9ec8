/** Who runs a script: named behind its command, in a line beside it, or for all scripts below. */
import type { Release } from '../../grammar/releases.ts'
import type { Word } from '../../grammar/syntax.ts'
import type { BoundStatement } from '../bind/bind.ts'
import { commandOf } from '../bind/script-words.ts'
import { slotsWithin } from '../bind/slots.ts'
import { isUnknown } from '../bind/values.ts'
import { remembered, rememberedInEach } from '../text/remembered.ts'
import { linesOf } from './sited.ts'

/** A line with a command that keepalived can read. */
export interface Script {
  readonly line: BoundStatement
  readonly command: Word
  /** Named for this script alone. */
  readonly ownUser: Word | undefined
  /** Named for it or for all below; absent where that is not known, and keepalived takes `keepalived_script` or its own. */
  readonly user: Word | undefined
}

/** All scripts of a node, in order. */
export const scriptsOf = remembered((statements: readonly BoundStatement[]): readonly Script[] => {
  let common: Word | undefined
  const lines = scriptLines(statements)
  return lines.flatMap((line) => {
    if (line.keyword === 'global_defs') common = linesOf(line.block, 'script_user').at(-1)?.statement.args[0] ?? common
    return scriptsIn(line).map((script) => ({ ...script, user: script.ownUser ?? common }))
  })
})

type OwnScript = Omit<Script, 'user'>

/** Those that hold scripts or name the user of scripts. */
const scriptLines = rememberedInEach((line: BoundStatement) =>
  line.keyword === 'global_defs' || scriptsIn(line).length > 0 ? [line] : [],
)

const scriptsIn = remembered((root: BoundStatement): readonly OwnScript[] =>
  slotsWithin(root, 'command').flatMap(({ line, around }) => {
    const command = commandOf(line)
    const beside = around.at(-1)?.block.find(isUserLine)
    return command === undefined ? [] : [{ line, command, ownUser: userBehind(line) ?? (beside && userBehind(beside)) }]
  }),
)

function isUserLine({ match }: BoundStatement): boolean {
  return match.slots.length > 0 && match.slots.every(({ value }) => value.kind === 'account')
}

function userBehind({ match }: BoundStatement): Word | undefined {
  return match.slots.find(({ value }) => value.kind === 'account' && value.of === 'user')?.word
}

/** A command without a path, which keepalived looks for in its `PATH`. */
export function isRelative({ command }: Script): boolean {
  const [program = ''] = command.text.trim().split(/\s/)
  return /^[\w.-]+$/.test(program) && !isUnknown(program)
}

/**
 * As another user than root keepalived finds no command: since 2.2.5 it gives up the right to set groups and then sets
 * them (seteuid() and setgroups() in find_path(), lib/notify.c:564 and 583).
 */
export function isNeverFound(script: Script, target: Release): boolean {
  const user = script.user?.text
  if (!target.atLeast('2.2.5')) return false
  return isRelative(script) && user !== undefined && user !== 'root' && !isUnknown(user) && !/^\d+$/.test(user)
}
