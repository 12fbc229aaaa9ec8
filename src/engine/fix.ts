/** Applies fixes to the files of a run, in memory, until there is nothing left to fix. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Edit } from '../text/edits.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { Batch } from './batches.ts'
import { type Candidate, compatible, type FixKinds, fixWithoutChoice } from './fix-choice.ts'
import { effectOf } from './fix-effect.ts'
import { type FileLeft, fixGate } from './fix-gate.ts'
import { filesAskedAbout, type LintOptions, lint, type Report } from './lint.ts'
import { type World, withEdits, worldOf } from './overlay.ts'

export interface FixOptions extends LintOptions {
  readonly kinds: FixKinds
  /** Why a file must stay as it is; `undefined` where it may be changed. Asked once for each file. */
  readonly whyLeft: (path: string) => string | undefined
}

/** What fixing comes to. No file on the disk has changed yet. */
export interface Fixed {
  readonly before: Report
  /** What is left to say about the changed texts. */
  readonly after: Report
  readonly changes: readonly FileChange[]
  /** How many findings were fixed. */
  readonly count: number
  readonly dropped: readonly DroppedFix[]
  readonly left: readonly FileLeft[]
}

/** A file with its new text. */
export interface FileChange {
  readonly before: SourceFile
  readonly newText: string
}

/** A fix that was not applied because of what would come of it. */
export interface DroppedFix {
  readonly finding: Diagnostic
  /** `new`: rules that would find something new; `unmended`: the finding would still be there. */
  readonly because: { readonly new: readonly string[] } | 'unmended'
}

/** Fixes make others possible, now and then; two that undo each other must come to an end. */
const MAX_PASSES = 20

/** Fixes what can be fixed without asking. Never throws, and writes nothing. */
export function fixAll(batches: readonly Batch[], options: FixOptions): Fixed {
  const before = lint(batches, options)
  // A fix may write what a report must not show.
  const open: FixOptions = { ...options, secrets: 'shown' }
  let state: State = { world: worldOf(batches, options.files), report: lint(batches, open) }
  const gate = fixGate(filesAskedAbout(batches, options), state.world.keyOf, options.whyLeft)
  const originals = new Map<string, SourceFile>()
  const dropped = new Map<string, DroppedFix>()
  let count = 0
  let hasProgressed = false
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const { world, report } = state
    const fixes = report.diagnostics.flatMap((finding) => {
      const fix = fixWithoutChoice(finding, options.kinds)
      if (fix === undefined || dropped.has(nameOf(finding, world)) || !gate.opens(finding, fix)) return []
      return [{ finding, fix }]
    })
    const settled = settle(state, { state, accepted: [] }, compatible(fixes, world.keyOf), { options: open, dropped })
    if (settled.accepted.length === 0) {
      // What did harm may do none beside what was accepted since.
      if (!hasProgressed || dropped.size === 0) break
      hasProgressed = false
      dropped.clear()
      continue
    }
    hasProgressed = true
    for (const { at } of editsOf(settled.accepted)) {
      const key = world.keyOf(at.file)
      if (!originals.has(key)) originals.set(key, at.file)
    }
    count += findingsOf(settled.accepted).length
    state = settled.state
  }
  const { world } = state
  const changes = [...originals].flatMap(([key, file]) => {
    const newText = world.overlay.get(key)
    return newText === undefined || newText === file.text ? [] : [{ before: file, newText }]
  })
  const after = changes.length === 0 ? before : lint(world.batches, { ...options, files: world.files })
  return { before, after, changes, count, dropped: [...dropped.values()], left: gate.left() }
}

/** The report on the files with some of the changes. */
export function reportWith(batches: readonly Batch[], options: LintOptions, changes: readonly FileChange[]): Report {
  const edits = changes.map(({ before, newText }) => ({
    at: { file: before, start: 0, end: before.text.length },
    newText,
  }))
  const { batches: changed, files } = withEdits(worldOf(batches, options.files), edits)
  return lint(changed, { ...options, files })
}

interface State {
  readonly world: World
  readonly report: Report
}

interface Settled {
  /** With the accepted fixes applied. */
  readonly state: State
  readonly accepted: readonly Candidate[]
}

/** What a pass works with; it notes there what it drops. */
interface Pass {
  readonly options: LintOptions
  readonly dropped: Map<string, DroppedFix>
}

/** Accepts as many of the candidates as do no harm: all of them, most often, else halves of them until the one is found. */
function settle(base: State, settled: Settled, more: readonly Candidate[], pass: Pass): Settled {
  const [only] = more
  if (only === undefined) return settled
  const all = [...settled.accepted, ...more]
  const state = applied(base, all, pass.options)
  const effect = effectOf({
    before: base.report.diagnostics,
    after: state.report.diagnostics,
    edits: editsOf(all),
    mended: new Set(findingsOf(all)),
    keyOf: base.world.keyOf,
  })
  if (effect.new.length + effect.unmended.length === 0) return { state, accepted: all }
  if (more.length === 1) {
    const because = effect.new.length > 0 ? { new: effect.new } : 'unmended'
    for (const finding of only.findings) pass.dropped.set(nameOf(finding, base.world), { finding, because })
    return settled
  }
  const middle = Math.ceil(more.length / 2)
  return settle(base, settle(base, settled, more.slice(0, middle), pass), more.slice(middle), pass)
}

function applied({ world }: State, candidates: readonly Candidate[], options: LintOptions): State {
  const changed = withEdits(world, editsOf(candidates))
  return { world: changed, report: lint(changed.batches, { ...options, files: changed.files }) }
}

function editsOf(candidates: readonly Candidate[]): Edit[] {
  return candidates.flatMap(({ edits }) => edits)
}

function findingsOf(candidates: readonly Candidate[]): Diagnostic[] {
  return candidates.flatMap(({ findings }) => findings)
}

/** What a finding is known by while other fixes move its line. */
function nameOf({ rule, message, at }: Diagnostic, { keyOf }: World): string {
  return `${rule} ${message} ${at.file.text.slice(at.start, at.end)} ${keyOf(at.file)}`
}
