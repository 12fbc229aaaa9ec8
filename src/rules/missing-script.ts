/** A script that is not there, or that nobody may run. */
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { HostFile } from '../facts/host.ts'
import { isExecutable, SCRIPTS_CHECKED, type ScriptFile, scriptFilesOf } from '../model/script-files.ts'
import { originOfWord } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const missingScript: NodeRule = {
  kind: 'node',
  name: 'missing-script',
  severity: 'error',
  summary: 'A script does not exist on the machine or is not executable, as the facts about it tell.',
  why: 'keepalived removes a `vrrp_script` whose file it does not find, and the instances run without it (`Disabling track script ... since not found/accessible`, seen with 2.2.7 and 2.4.3); a notify script is dropped with a line in the log. What nobody may execute counts as failing for ever, or never runs. Told with facts about the files of the machine only: `--host`, or `kalint facts` for a configuration, see docs/facts.md.',
  check: (node) => (node.facts === undefined ? [] : lookAt(node)),
}

function lookAt(node: ClusterNode): Finding[] {
  return scriptFilesOf(node.bound.statements).flatMap((script) => {
    const file = node.facts?.fileAt?.(script.path)
    return file === undefined || isExecutable(file) ? [] : [told(script, file, node)]
  })
}

function told({ line, command, path }: ScriptFile, file: HostFile, { name }: ClusterNode): Finding {
  const isTracked = line.keyword === 'script'
  const effect = isTracked ? 'nothing is checked by it' : `\`${line.keyword}\` does nothing`
  const message =
    file.kind === 'missing'
      ? `${name} has no file ${path}: keepalived disables the script, and ${effect}. Check the path, or install the script.`
      : file.kind === 'file'
        ? `${path} on ${name} is not executable, so that ${isTracked ? 'the check never succeeds' : effect}. Run chmod +x on it.`
        : `${path} on ${name} is ${file.kind === 'directory' ? 'a directory' : 'no plain file'}, so that ${effect}. Write the path of a script.`
  const isReported = isTracked && file.kind !== 'file'
  return {
    message,
    at: originOfWord(command),
    nodes: [name],
    ...(isReported ? { configTest: true, completion: SCRIPTS_CHECKED } : {}),
  }
}
