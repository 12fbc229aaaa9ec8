/** What all formats say in the same words: counts and addresses of documentation. */
import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts'

export interface Counts {
  readonly errors: number
  readonly warnings: number
  readonly infos: number
}

export function countBySeverity(diagnostics: readonly Diagnostic[]): Counts {
  const count = (severity: string): number => diagnostics.filter((one) => one.severity === severity).length
  return { errors: count('error'), warnings: count('warning'), infos: count('info') }
}

/** How many are at least of a severity. */
export function failing({ errors, warnings, infos }: Counts, least: Severity): number {
  return errors + (least === 'error' ? 0 : warnings) + (least === 'info' ? infos : 0)
}

/** `1 error`, `2 errors`, `1,225 scenarios`. */
export function counted(count: number, noun: string): string {
  return `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** A whole number with a comma before every three digits. */
export function grouped(count: number): string {
  const digits = String(count)
  const first = digits.length % 3
  const groups = digits.slice(first).match(/.../g) ?? []
  return (first === 0 ? groups : [digits.slice(0, first), ...groups]).join(',')
}

/** Where the project is at home. */
export const PROJECT_URL = 'https://github.com/kalint/kalint'

/** The page of a rule. */
export function ruleUrl(rule: string): string {
  return `${PROJECT_URL}/blob/main/docs/rules/${rule}.md`
}
