/** The scenarios as Markdown, for a page of documentation or a merge request. */
import type { FailoverReport } from './report.ts'
export function renderFailoverMarkdown(_report: FailoverReport): string {
  return ''
}
