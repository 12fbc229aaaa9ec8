/** What an editor offers to do about a stretch of a file: fixes, comments that silence a rule, peers that are missing. */
import { peerAddition } from '../../cluster/peer-addition.ts'
import { hasPeer, sourceOf } from '../../cluster/unicast.ts'
import type { Diagnostic, Fix } from '../../diagnostics/diagnostic.ts'
import type { Edit } from '../../text/edits.ts'
import { spanInFile } from '../../text/sections.ts'
import type { Place } from '../../text/source-file.ts'
import { type LineAtSpot, linesAt } from '../cursor.ts'
import type { Snapshot, Spot } from '../snapshot.ts'
import { otherMembers } from '../virtual-router.ts'
import { disableInFile, disableNextLine } from './disable.ts'

/** Something that can be done to the files. */
export interface CodeAction {
  readonly title: string
  readonly kind: 'quickfix' | 'refactor.rewrite' | 'source.fixAll.kalint'
  readonly edits: readonly Edit[]
  /** What it is about. */
  readonly finding?: Diagnostic
  /** It is what one does about the finding. */
  readonly preferred?: true
}

/** A finding as a file shows it. */
export interface ShownFinding {
  readonly finding: Diagnostic
  /** Its end in this file. */
  readonly at: Place
}

/** What can be done about the findings at a place: each of them is shown there. */
export function findingActions(snapshot: Snapshot, path: string, shown: readonly ShownFinding[]): CodeAction[] {
  return [
    ...shown.flatMap(({ finding }) => fixActions(finding)),
    ...[...new Map(shown.map(({ finding }) => [finding.rule, finding])).values()].flatMap((finding) =>
      fixAllOfRule(snapshot, path, finding),
    ),
    ...shown.flatMap((one) => disableActions(snapshot, path, one)),
  ]
}

/** All safe fixes that change nothing but this file, as one. */
export function fixAllAction(snapshot: Snapshot, path: string): CodeAction[] {
  const fixes = snapshot.report.diagnostics.flatMap(({ fixes: own }) => own.find(isSafe) ?? [])
  const edits = compatibleEdits(snapshot, path, fixes)
  if (edits.length === 0) return []
  return [{ title: 'Apply all safe fixes in this file', kind: 'source.fixAll.kalint', edits }]
}

/** The peers that an instance at a spot does not send to, though they are members of its virtual router. */
export function missingPeerActions(snapshot: Snapshot, spot: Spot): CodeAction[] {
  const actions = linesAt(snapshot, spot).flatMap(missingPeers)
  return [...new Map(actions.map((action) => [action.title, action])).values()]
}

function missingPeers({ instance, cluster }: LineAtSpot): CodeAction[] {
  if (instance === undefined) return []
  const members = otherMembers(cluster, instance)
  if (![instance, ...members.map((member) => member.instance)].some(({ unicast }) => unicast.active)) return []
  const missing = members.flatMap((member) => {
    const source = sourceOf(member.instance)
    return source === undefined || source.family !== instance.family || hasPeer(instance, source) ? [] : [source.text]
  })
  const addresses = [...new Set(missing)].filter((address) => address !== sourceOf(instance)?.text)
  const edit = addresses.length === 0 ? undefined : peerAddition(instance, addresses)
  if (edit === undefined) return []
  return [{ title: `Add ${addresses.join(', ')} to \`unicast_peer\``, kind: 'refactor.rewrite', edits: [edit] }]
}

function fixActions(finding: Diagnostic): CodeAction[] {
  const preferred = finding.fixes.find(isSafe)
  return finding.fixes.map((fix) => ({
    title: fix.title,
    kind: 'quickfix',
    edits: fix.edits,
    finding,
    ...(fix === preferred ? { preferred: true as const } : {}),
  }))
}

/** The fixes of all findings of one rule in a file, where there are several. */
function fixAllOfRule(snapshot: Snapshot, path: string, finding: Diagnostic): CodeAction[] {
  const { rule } = finding
  const fixes = snapshot.report.diagnostics
    .filter((other) => other.rule === rule)
    .flatMap((other) => other.fixes.find(isSafe) ?? other.fixes[0] ?? [])
  const own = fixes.filter((fix) => isIn(path, fix))
  const edits = compatibleEdits(snapshot, path, own)
  if (own.length < 2 || edits.length < 2) return []
  return [{ title: `Fix all \`${rule}\` in this file`, kind: 'quickfix', edits, finding }]
}

function disableActions({ files }: Snapshot, path: string, { finding, at }: ShownFinding): CodeAction[] {
  const { rule } = finding
  const file = files.get(path)
  const line = disableNextLine(at, rule)
  const about = { kind: 'quickfix', finding } as const
  return [
    ...(line === undefined ? [] : [{ ...about, title: `Disable \`${rule}\` for this line`, edits: [line] }]),
    ...(file === undefined
      ? []
      : [{ ...about, title: `Disable \`${rule}\` in this file`, edits: [disableInFile(file, rule)] }]),
  ]
}

function isSafe({ safety }: Fix): boolean {
  return safety === 'safe'
}

function isIn(path: string, { edits }: Fix): boolean {
  return edits.every(({ at }) => at.file.path === path)
}

/** The edits of those fixes of a file that do not get in each other's way, the earlier ones first. */
function compatibleEdits({ files }: Snapshot, path: string, fixes: readonly Fix[]): Edit[] {
  const taken: { readonly start: number; readonly end: number }[] = []
  const edits: Edit[] = []
  for (const fix of fixes) {
    if (!isIn(path, fix)) continue
    const spans = fix.edits.map(({ at }) => spanInFile(files.get(path) ?? at.file, at))
    if (spans.some((span) => taken.some((other) => touch(span, other)))) continue
    taken.push(...spans)
    edits.push(...fix.edits)
  }
  return edits
}

/** They overlap, or begin at one place, so that their order would matter. */
function touch(one: Pick<Place, 'start' | 'end'>, other: Pick<Place, 'start' | 'end'>): boolean {
  return one.start === other.start || (one.start < other.end && other.start < one.end)
}
