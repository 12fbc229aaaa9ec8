/** Mail settings of the sample configuration that were never changed, where keepalived uses them. */

import type { Word } from '../../grammar/syntax.ts'
import type { BoundStatement } from '../bind/bind.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding, Related } from '../diagnostics/diagnostic.ts'
import { entriesOf, lastLine, originOfWord } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const sampleValue: NodeRule = {
  kind: 'node',
  name: 'sample-value',
  severity: 'info',
  summary: 'Mails are sent with values that are left over from the sample configuration.',
  why: 'The sample that comes with keepalived names a mail server and recipients that exist nowhere: nobody gets the mails, and each of them tries to reach that server. keepalived sends mails if both are set, and something asks for them: an `smtp_alert`, or a real server, whose own is on unless told otherwise (check_data.c:1214, smtp.c:604). Without that the values do no harm and nothing is told, nor about `router_id LVS_DEVEL` alone. See keepalived issues #1918, #1512 and #1373.',
  explainsFailures: [],
  check: (node) => (sendsMails(node) ? lookAt(node) : []),
}

function lookAt({ bound, config, name }: ClusterNode): Finding[] {
  const globals = entriesOf(bound.statements, 'global_defs')
  const [first, ...others] = globals.flatMap((line) => wordsOf(line).filter(({ text }) => isSampleMail(line, text)))
  if (first === undefined) return []
  const routerId = lastLine(globals, 'router_id')?.statement.args.filter(({ text }) => text === 'LVS_DEVEL') ?? []
  const addresses = config.instances.flatMap((instance) => instance.addresses)
  const samples = addresses.filter(({ value }) => /^192\.168\.200\.1[678]$/.test(value.text))
  const places = [...[...others, ...routerId].map(originOfWord), ...samples.map(({ at }) => at)]
  const more = places.length === 0 ? 'is' : `and ${places.length} more ${places.length === 1 ? 'value' : 'values'} are`
  const what = places.length === 0 ? 'a value' : 'values'
  return [
    {
      message: `\`${first.text}\` ${more} left over from the sample configuration of keepalived: mails about changes get lost. Write ${what} of your own, or remove the mail settings.`,
      at: originOfWord(first),
      nodes: [name],
      related: places.map((at): Related => ({ message: 'of the sample, too', at })),
    },
  ]
}

/** There are a server and recipients, and something that they are told about. */
function sendsMails({ bound }: ClusterNode): boolean {
  const globals = entriesOf(bound.statements, 'global_defs')
  if (['notification_email', 'smtp_server'].some((keyword) => lastLine(globals, keyword) === undefined)) return false
  const answers = ['smtp_alert', 'smtp_alert_checker'].map((keyword) => lastLine(globals, keyword))
  const areServersSilent = answers.some((line) => line !== undefined && isOff(line))
  return hasSender(bound.statements, areServersSilent)
}

function hasSender(lines: readonly BoundStatement[], areServersSilent: boolean): boolean {
  return lines.some((line) => {
    if (line.keyword === 'real_server') {
      const own = lastLine(line.block, 'smtp_alert')
      return own === undefined ? !areServersSilent : !isOff(own)
    }
    return (line.keyword.startsWith('smtp_alert') && !isOff(line)) || hasSender(line.block, areServersSilent)
  })
}

function isOff({ statement }: BoundStatement): boolean {
  return /^(false|off|no)$/i.test(statement.args[0]?.text ?? '')
}

function wordsOf({ statement, block }: BoundStatement): Word[] {
  return [...statement.args, ...block.flatMap((line) => [line.statement.keyword, ...line.statement.args])]
}

function isSampleMail({ keyword }: BoundStatement, text: string): boolean {
  if (keyword === 'smtp_server') return text === '192.168.200.1'
  return keyword.startsWith('notification_email') && /@firewall\.loc$/.test(text)
}
