/** Which files fixes may change, and those that would have been changed otherwise. */
import type { Diagnostic, Fix } from '../diagnostics/diagnostic.ts'
import { hasUndecodedBytes, type SourceFile } from '../text/source-file.ts'

/** A file with findings that could be fixed, but not in it. */
export interface FileLeft {
  readonly path: string
  /** Why, as the end of a sentence. */
  readonly reason: string
  readonly count: number
}

interface FixGate {
  /** Whether all files that a fix changes may be changed. */
  opens(finding: Diagnostic, fix: Fix): boolean
  left(): FileLeft[]
}

/** Only files of the nodes that the user asks about change, and of them those for which `whyLeft` gives no reason. */
export function fixGate(
  asked: readonly SourceFile[],
  keyOf: (file: SourceFile) => string,
  whyLeft: (path: string) => string | undefined,
): FixGate {
  const askedKeys = new Set(asked.map(keyOf))
  const reasons = new Map<string, string | undefined>()
  const shut = new Map<string, { readonly path: string; readonly reason: string; readonly findings: Set<string> }>()
  const reasonFor = (file: SourceFile): string | undefined => {
    const key = keyOf(file)
    if (reasons.has(key)) return reasons.get(key)
    const reason = !askedKeys.has(key)
      ? 'it was not named'
      : hasUndecodedBytes(file.text)
        ? 'it is not UTF-8. Convert it first'
        : whyLeft(file.path)
    reasons.set(key, reason)
    return reason
  }
  return {
    opens: ({ rule }, { edits }) => {
      let isOpen = true
      for (const { file, start, end } of edits.map((edit) => edit.at)) {
        const reason = reasonFor(file)
        if (reason === undefined) continue
        isOpen = false
        const known = shut.get(keyOf(file)) ?? { path: file.path, reason, findings: new Set() }
        known.findings.add(`${rule} ${start} ${end}`)
        shut.set(keyOf(file), known)
      }
      return isOpen
    },
    left: () => [...shut.values()].map(({ path, reason, findings }) => ({ path, reason, count: findings.size })),
  }
}
