/** Scripts are run, and nothing keeps others than root from changing them. */
import type { Process } from '../../grammar/directive.ts'
import type { BoundStatement } from '../bind/bind.ts'
import { processesOf } from '../bind/processes.ts'
import { scriptFault } from '../bind/script-words.ts'
import { slotsWithin } from '../bind/slots.ts'
import { isUnknown } from '../bind/values.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding, Fix } from '../diagnostics/diagnostic.ts'
import { addingToBlock } from '../model/line-edits.ts'
import { isNeverFound, scriptsOf } from '../model/script-user.ts'
import { entriesOf, linesOf, originOfWord } from '../model/sited.ts'
import { rememberedInEach } from '../text/remembered.ts'
import type { NodeRule } from './rule.ts'

export const scriptSecurityOff: NodeRule = {
  kind: 'node',
  name: 'script-security-off',
  severity: 'warning',
  summary: 'Scripts are run without `enable_script_security`.',
  why: 'keepalived runs as root and so do its scripts, unless a user is named. Without `enable_script_security` it also runs those that others than root may change, so that whoever can write to such a file or its directory becomes root. It says so at every start, and its config test ends with exit code 6 (vrrp.c:269, check_data.c:1069, main.c:2819; since 1.3.0). With `enable_script_security` name the user of the scripts as well: where there is no user `keepalived_script` and no `script_user`, keepalived drops them. See keepalived issues #742 and #901.',
  explainsFailures: [],
  check: lookAt,
}

function lookAt(node: ClusterNode): Finding[] {
  const { statements } = node.bound
  const globals = entriesOf(statements, 'global_defs')
  if (node.hasUnreadParts || globals.some((line) => line.keyword === 'enable_script_security')) return []
  const lost = new Set(scriptsOf(statements).flatMap((one) => (isNeverFound(one, node.target) ? [one.line] : [])))
  const scripts = commandsAmong(statements).filter(({ line }) => !lost.has(line))
  const active = scripts.flatMap((script) => {
    const process = script.processes.find((one) => runs(node, one))
    return process === undefined ? [] : [{ ...script, process }]
  })
  const [first] = active
  if (first === undefined) return []
  const others = active.length === 1 ? '' : ` and ${active.length - 1} more`
  return [
    {
      message: `\`${first.line.keyword}\` runs a script${others}, but \`enable_script_security\` is missing: keepalived runs scripts as root even if others may change them. Add \`enable_script_security\` and \`script_user\` to \`global_defs\`.`,
      at: originOfWord(first.line.statement.keyword),
      nodes: [node.name],
      fixes: fixesIn(linesOf(statements, 'global_defs').at(0)),
      configTest: true,
      completion: { process: first.process, step: 0 },
    },
  ]
}

/** Scripts run as root as before, but only those that nobody else may change. */
function fixesIn(globals: BoundStatement | undefined): Fix[] {
  if (globals === undefined) return []
  return addingToBlock(globals, {
    title: 'Add `enable_script_security` and `script_user root`',
    safety: 'unsafe',
    lines: ['enable_script_security', 'script_user root'],
  })
}

interface Command {
  readonly line: BoundStatement
  /** The processes that may run it. */
  readonly processes: readonly Process[]
}

/** The lines of blocks that hold a command which keepalived can run. */
const commandsAmong = rememberedInEach((root: BoundStatement): readonly Command[] =>
  slotsWithin(root, 'command').flatMap(({ slot, line, around }) => {
    if (!isRun(slot.word.text) || hasNoUser(line) || scriptFault(line.statement) !== undefined) return []
    const runner = [...around, line].findLast(({ directive }) => directive?.runBy !== undefined)
    return [{ line, processes: runner?.directive?.runBy ?? processesOf(root.keyword) }]
  }),
)

/** A `<` and a path only ask whether a file can be opened (lib/notify.c:784). What the arguments are makes no difference. */
function isRun(command: string): boolean {
  const [program = ''] = command.split(/[ \t]/)
  return command !== '' && !isUnknown(program) && !/^<[ \t]*\//.test(command)
}

/** The word behind the command is meant as an argument and taken for a user, so that the script is dropped (notify.c:1261). */
function hasNoUser(line: BoundStatement): boolean {
  return line.match.slots.some(({ value, word }) => value.kind === 'account' && /^[-/"']|\//.test(word.text))
}

/** Whether a process has anything to do, without which it looks at no script (vrrp.c:226, check_data.c:1042). */
function runs({ bound, config }: ClusterNode, process: Process): boolean {
  if (process === 'vrrp') return config.instances.length > 0
  if (process === 'checker') return linesOf(bound.statements, 'virtual_server').length > 0
  return process === 'parent'
}
