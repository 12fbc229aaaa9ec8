/** The record of `kalint failover` as JSON; fields are only ever added within a major version. */

import { harmlessJson } from '../../text/harmless.ts'
import type { FailoverReport } from './report.ts'

export function renderFailoverJson(report: FailoverReport): string {
  return `${harmlessJson(JSON.stringify(report, undefined, 2))}\n`
}
