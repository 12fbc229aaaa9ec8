/** A value of the sample configuration that was never changed. */

import type { Word } from '../../grammar/syntax.ts'
import type { BoundStatement } from '../bind/bind.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { entriesOf, linesOf, originOfWord } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const sampleValue: NodeRule = {
  kind: 'node',
  name: 'sample-value',
  severity: 'info',
  summary: 'A value is left over from the sample configuration.',
  why: 'The sample that comes with keepalived names a mail server and recipients that exist nowhere: with them every change of state waits for a mail that is never delivered. Its `router_id` and addresses say nothing about this node. See keepalived issues #1918, #1512 and #1373.',
  check: lookAt,
}

function lookAt({ bound, config, name }: ClusterNode): Finding[] {
  const globals = entriesOf(bound.statements, 'global_defs')
  const mail = globals.flatMap((line) => wordsOf(line).filter(({ text }) => isSampleMail(line, text)))
  const router = linesOf(globals, 'router_id').flatMap((line) =>
    wordsOf(line).filter(({ text }) => text === 'LVS_DEVEL'),
  )
  const told = [...mail, ...router]
  const addresses = told.length === 0 ? [] : config.instances.flatMap((instance) => instance.addresses)
  const samples = addresses.filter(({ value }) => /^192\.168\.200\.1[678]$/.test(value.text))
  return [
    ...told.map((word) => ({ text: word.text, at: originOfWord(word) })),
    ...samples.map(({ value, at }) => ({ text: value.text, at })),
  ].map(({ text, at }) => ({
    message: `\`${text}\` is left over from the sample configuration of keepalived. Replace it with a value of your own, or remove the line.`,
    at,
    nodes: [name],
  }))
}

function wordsOf({ statement, block }: BoundStatement): Word[] {
  return [...statement.args, ...block.flatMap((line) => [line.statement.keyword, ...line.statement.args])]
}

function isSampleMail({ keyword }: BoundStatement, text: string): boolean {
  if (keyword === 'smtp_server') return text === '192.168.200.1'
  return keyword.startsWith('notification_email') && /@firewall\.loc$/.test(text)
}
