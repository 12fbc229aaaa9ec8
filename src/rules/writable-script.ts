/** A script that keepalived does not run because others than root may change it. */
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { SCRIPTS_CHECKED, scriptFilesOf, writablePart } from '../model/script-files.ts'
import { entriesOf, lastLine, originOfWord } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const writableScript: NodeRule = {
  kind: 'node',
  name: 'writable-script',
  severity: 'error',
  summary:
    'Script security is on, and others than root may change a script that root runs, as the facts about the machine tell.',
  why: 'With `enable_script_security` keepalived does not run as root what others may change: a script, or a directory on its path, that belongs to another user, or that its group (other than that of root) or all may write to. It removes the `vrrp_script` (`Disabling track script ... due to insecure`), and a notify script never runs. A directory with the sticky bit is fine. Seen with 2.2.7 and 2.4.3. Told with facts about the files of the machine only: `--host`, or `kalint facts` for a configuration, see docs/facts.md.',
  check: lookAt,
}

function lookAt({ bound, facts, hasUnreadParts, name }: ClusterNode): Finding[] {
  const globals = entriesOf(bound.statements, 'global_defs')
  const isOn = lastLine(globals, 'enable_script_security') !== undefined
  if (facts?.fileAt === undefined || hasUnreadParts || !isOn) return []
  return scriptFilesOf(bound.statements).flatMap(({ command, path, user, line }) => {
    if (user !== 'root' || facts.fileAt?.(path)?.kind === 'missing') return []
    const part = writablePart(path, facts)
    if (part === undefined) return []
    const what = part === path ? path : `${part}, a directory on the path of ${path}`
    const isTracked = line.keyword === 'script'
    const effect = isTracked ? 'keepalived disables the script' : 'keepalived never runs the script'
    return [
      {
        message: `Others than root may change ${what}, on ${name}: ${effect}. Give it to root, and take the right to write from all others (chown root:root, chmod go-w).`,
        at: originOfWord(command),
        nodes: [name],
        ...(isTracked ? { configTest: true, completion: SCRIPTS_CHECKED } : {}),
      },
    ]
  })
}
