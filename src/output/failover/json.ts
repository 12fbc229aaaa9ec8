/** The record of `kalint failover` as JSON; fields are only ever added within a major version. */
import type { FailoverReport } from './report.ts'

export function renderFailoverJson(report: FailoverReport): string {
  return `${JSON.stringify(report, undefined, 2)}\n`
}
