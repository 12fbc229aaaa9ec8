/** A value of the sample configuration that was never changed. */

import type { Word } from '../../grammar/syntax.ts'
import type { BoundStatement } from '../bind/bind.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { Instance } from '../model/config.ts'
import { linesOf, originOfWord } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const sampleValue: NodeRule = {
  kind: 'node',
  name: 'sample-value',
  severity: 'info',
  summary: 'A value is left over from the sample configuration.',
  why: 'The sample that comes with keepalived names a mail server and recipients that exist nowhere: with them every change of state waits for a mail that is never delivered. Its `router_id` and addresses say nothing about this node, and its password is known to everybody, as are the few others that examples use. See keepalived issues #1918, #1512, #1373 and #1372.',
  check: lookAt,
}

function lookAt({ bound, config, name }: ClusterNode): Finding[] {
  const globals = linesOf(bound.statements, 'global_defs').flatMap(({ block }) => block)
  const mail = globals.flatMap((line) => wordsOf(line).filter(({ text }) => isSampleMail(line, text)))
  const router = linesOf(globals, 'router_id').flatMap((line) =>
    wordsOf(line).filter(({ text }) => text === 'LVS_DEVEL'),
  )
  const told = [...mail, ...router]
  const addresses = told.length === 0 ? [] : config.instances.flatMap((instance) => instance.addresses)
  const samples = addresses.filter(({ value }) => /^192\.168\.200\.1[678]$/.test(value.text))
  const values = [
    ...told.map((word) => ({ text: word.text, at: originOfWord(word) })),
    ...samples.map(({ value, at }) => ({ text: value.text, at })),
  ].map(({ text, at }) => ({
    message: `\`${text}\` is left over from the sample configuration of keepalived. Replace it with a value of your own, or remove the line.`,
    at,
    nodes: [name],
  }))
  return [...values, ...config.instances.flatMap((instance) => samplePassword(instance, name))]
}

/** One that anybody tries first: the message does not tell which. */
function samplePassword({ authentication: { type, unknown, writtenPassword } }: Instance, name: string): Finding[] {
  if (type === 'none' || unknown === true || writtenPassword === undefined) return []
  if (!SAMPLE_PASSWORDS.has(writtenPassword.value)) return []
  return [
    {
      message:
        'This password stands in sample configurations, and protects as much as none. Write one of your own on all nodes.',
      at: writtenPassword.at,
      nodes: [name],
    },
  ]
}

const SAMPLE_PASSWORDS: ReadonlySet<string> = new Set(['1111', '1234', '12345', '123456', 'password', 'secret'])

function wordsOf({ statement, block }: BoundStatement): Word[] {
  return [...statement.args, ...block.flatMap((line) => [line.statement.keyword, ...line.statement.args])]
}

function isSampleMail({ keyword }: BoundStatement, text: string): boolean {
  if (keyword === 'smtp_server') return text === '192.168.200.1'
  return keyword.startsWith('notification_email') && /@firewall\.loc$/.test(text)
}
