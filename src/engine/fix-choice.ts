/** Which fixes of a report are applied together: those that nobody has to choose between and that do not overlap. */
import type { Diagnostic, Fix } from '../diagnostics/diagnostic.ts'
import type { Edit } from '../text/edits.ts'
import { lineEndAt, lineStartAt, type Place, type SourceFile } from '../text/source-file.ts'

/** `safe`: fixes that leave the configuration of the daemon as it is; `all`: those too that do not. */
export type FixKinds = 'safe' | 'all'

/** A change, and the findings that it is for. */
export interface Candidate {
  readonly findings: readonly Diagnostic[]
  readonly edits: readonly Edit[]
}

/**
 * The fix of a finding that may be applied without asking: the only safe one or, where that is allowed and there is no
 * safe one, the only one at all. Where there are alternatives, somebody has to know which is meant.
 */
export function fixWithoutChoice({ fixes }: Diagnostic, kinds: FixKinds): Fix | undefined {
  const safe = fixes.filter(({ safety }) => safety === 'safe')
  const eligible = safe.length > 0 || kinds === 'safe' ? safe : fixes
  return eligible.length === 1 ? eligible[0] : undefined
}

/** The fixes that do not get in each other's way, the earlier findings first. Two that are the same are one. */
export function compatible(
  fixes: readonly { readonly finding: Diagnostic; readonly fix: Fix }[],
  keyOf: (file: SourceFile) => string,
): Candidate[] {
  const taken = new Map<string, Place[]>()
  const chosen = new Map<string, Candidate>()
  for (const { finding, fix } of fixes) {
    const edits = fix.edits.map(withoutEmptyLine)
    const key = edits.map(({ at, newText }) => `${at.start} ${at.end} ${keyOf(at.file)}\n${newText}`).join('\n')
    const same = chosen.get(key)
    if (same !== undefined) {
      chosen.set(key, { ...same, findings: [...same.findings, finding] })
      continue
    }
    const isFree = edits.every(({ at }) => !(taken.get(keyOf(at.file)) ?? []).some((other) => touch(at, other)))
    if (!isFree) continue
    for (const { at } of edits) taken.set(keyOf(at.file), [...(taken.get(keyOf(at.file)) ?? []), at])
    chosen.set(key, { findings: [finding], edits })
  }
  return [...chosen.values()]
}

/** They overlap, or begin at one place, so that their order would matter. */
function touch(one: Place, other: Place): boolean {
  return one.start === other.start || (one.start < other.end && other.start < one.end)
}

/** A removal after which a line says nothing takes the line with it, its condition included, unless a `\` above would reach further. */
function withoutEmptyLine(edit: Edit): Edit {
  const { file, start, end } = edit.at
  const { text } = file
  const from = lineStartAt(text, start)
  const to = lineEndAt(text, end)
  const isWhole = /^[ \t]*(?:@\S*[ \t]+)?$/.test(text.slice(from, start)) && /^[ \t\r]*$/.test(text.slice(end, to))
  const isWanted = edit.newText === '' && start < end && /\S/.test(text.slice(start, end))
  if (!isWanted || !isWhole || to === text.length || /\\[ \t]*\r?\n$/.test(text.slice(0, from))) return edit
  return { ...edit, at: { file, start: from, end: to + 1 } }
}
