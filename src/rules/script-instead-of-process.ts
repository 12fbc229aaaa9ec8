/** A script that only asks whether a process runs. */
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { lastLine, originOfWord } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const scriptInsteadOfProcess: NodeRule = {
  kind: 'node',
  name: 'script-instead-of-process',
  severity: 'info',
  summary: 'A script only asks whether a process runs, which `vrrp_track_process` does by itself.',
  why: 'keepalived starts the script anew at every interval, and learns of the end of the process only then. `vrrp_track_process` is told by the kernel at once and starts nothing. See keepalived issues #2483 and #2599.',
  check: (node) => node.config.scripts.flatMap(({ block }) => lookAt(node, lastLine(block.block, 'script'))),
}

function lookAt({ name }: ClusterNode, line: ReturnType<typeof lastLine>): Finding[] {
  const word = line?.match.slots.find(({ value }) => value.kind === 'command')?.word
  const found = word === undefined ? null : ASKING.exec(word.text)
  const process = found?.[1] ?? found?.[2]
  if (word === undefined || process === undefined) return []
  return [
    {
      message: `This only asks whether \`${process}\` runs. A \`vrrp_track_process\` for \`${process}\` learns of its end at once, without a new process for every look.`,
      at: originOfWord(word),
      nodes: [name],
    },
  ]
}

/** The whole command, with nothing that asks for more. */
const ASKING = /^\s*(?:\S*\/)?(?:p?kill(?:all)?\s+-(?:0|s\s+0)\s+([\w.-]+)|(?:pidof|pgrep)\s+(?:-x\s+)?([\w.-]+))\s*$/
