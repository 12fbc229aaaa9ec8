/** A diagram. */
import type { FailoverReport } from './report.ts'
export function renderMermaid(_report: FailoverReport): string {
  return ''
}
