/** A command without a path. */
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { isNeverFound, isRelative, type Script, scriptsOf } from '../model/script-user.ts'
import { originOfWord } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const relativeCommand: NodeRule = {
  kind: 'node',
  name: 'relative-command',
  severity: 'info',
  summary: 'A command is named without its path.',
  why: 'keepalived looks such a command up in the `PATH` that it was started with, which is another one under systemd than in a shell, and drops the script if it is not there. Its log asks for the full path (find_path() in lib/notify.c). For a user other than root it finds none at all since 2.2.5: it sets the groups of the search after it has given up the right to, logs `Unable to set supplementary gids`, and drops the script (lib/notify.c:564 and 583; seen with 2.2.7 and 2.4.3). A tracker is gone then, and the config test says nothing.',
  explainsFailures: [],
  check: (node) =>
    scriptsOf(node.bound.statements)
      .filter(isRelative)
      .map((script) => finding(script, node)),
}

function finding(script: Script, { name, target }: ClusterNode): Finding {
  const { command, user } = script
  const [program = ''] = command.text.trim().split(/\s/)
  const isLost = user !== undefined && isNeverFound(script, target)
  return {
    message: isLost
      ? `\`${program}\` has no path, and keepalived cannot look for it as \`${user.text}\`: it drops the script. Write the full path.`
      : `\`${program}\` has no path: keepalived looks for it in its own \`PATH\`. Write the full path.`,
    at: originOfWord(command),
    nodes: [name],
    ...(isLost ? { severity: 'error', related: [{ message: 'the user of the script', at: originOfWord(user) }] } : {}),
  }
}
