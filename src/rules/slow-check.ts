/** A check that may take longer than the time until the next one. */
import type { BoundStatement } from '../bind/bind.ts'
import type { Site } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { ifKnown, lastTaken, linesOf, numberOf, type Sited } from '../model/sited.ts'
import type { LineRule } from './rule.ts'

export const slowCheck: LineRule = {
  kind: 'line',
  name: 'slow-check',
  severity: 'info',
  summary: 'A check waits for a connection at least as long as the time from one check to the next.',
  why: 'A check that does not connect ends after `connect_timeout`, and `delay_loop` begins only then (tcp_check_thread() in check_tcp.c): with a timeout as long as the loop a dead server is noticed much later than `delay_loop` says.',
  explainsFailures: ['no-failover'],
  check: lookAt,
}

function lookAt({ keyword, block }: BoundStatement, site: Site): Finding[] {
  if (keyword !== 'virtual_server') return []
  const loopOfAll = settingOf('delay_loop', block)
  return linesOf(block, 'real_server').flatMap((server) => {
    const loopOfServer = settingOf('delay_loop', server.block) ?? loopOfAll
    return server.block.flatMap((check) => {
      const timeout = ifKnown(settingOf('connect_timeout', check.block))
      const loop = ifKnown(settingOf('delay_loop', check.block) ?? loopOfServer)
      if (timeout === undefined || loop === undefined || timeout.value < loop.value) return []
      return {
        message: `A check may wait ${timeout.value} s for a connection, and there is to be one every ${loop.value} s: a dead server is noticed later than that. Keep \`connect_timeout\` below \`delay_loop\`.`,
        at: timeout.at,
        nodes: [site.name],
        related: [{ message: 'the time between two checks', at: loop.at }],
      }
    })
  })
}

function settingOf(keyword: string, block: readonly BoundStatement[]): Sited<number> | undefined {
  return lastTaken(block, keyword, (line) => numberOf(line), 0)
}
