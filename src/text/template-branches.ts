/** The branches of a template: which text is rendered together, and which may be left out or come again. */
import type { Opening, Tag } from './template-tags.ts'

/** Text that is rendered or not as a whole. */
export interface Branch {
  readonly start: number
  readonly end: number
  readonly kind: Opening
  /** The branch around it; absent outside of all structures. */
  readonly parent?: Branch
}

/** From its first tag to its last one; of its branches one is rendered, or none. */
export interface Structure {
  readonly start: number
  readonly branches: readonly Branch[]
  /** The last branch is rendered wherever no other one is. */
  readonly hasElse: boolean
}

/** The structures of a text, inner ones before those around them; `undefined` where tags do not pair up. */
export function structuresOf(text: string, tags: readonly Tag[]): readonly Structure[] | undefined {
  const open: Draft[] = []
  const done: Structure[] = []
  const endBranch = (draft: Draft, end: number): void => {
    const branch = draft.branches.at(-1)
    if (branch !== undefined) branch.end = end
  }
  for (const { start, end, effect } of tags) {
    if (effect.kind === 'broken') return undefined
    if (effect.kind !== 'control') continue
    for (let count = 0; count < effect.closes; count++) {
      const draft = open.pop()
      if (draft === undefined) return undefined
      endBranch(draft, start)
      done.push(draft)
    }
    if (effect.isMiddle) {
      const draft = open.at(-1)
      if (draft === undefined) return undefined
      endBranch(draft, start)
      draft.hasElse = isPlainElse(text.slice(start, end))
      draft.branches.push({ start: end, end: text.length, kind: draft.kind, ...parentIn(open.slice(0, -1)) })
    }
    for (const kind of effect.opens) {
      const branch = { start: end, end: text.length, kind, ...parentIn(open) }
      open.push({ start, branches: [branch], hasElse: false, kind })
    }
  }
  return open.length === 0 ? done : undefined
}

/** `{% else %}`, `<% } else { %>`, `{{^}}`: an `else` with nothing behind it. */
function isPlainElse(tag: string): boolean {
  if (/^\{\{\s*\^/.test(tag)) return true
  const delimiter = ['%}', '}}', '%>', '}'].find((one) => tag.endsWith(one))
  if (delimiter === undefined) return false
  const trimmed = withoutSign(tag.slice(0, -delimiter.length), '-+~')
  return /\belse$/.test(withoutSign(trimmed, ':{'))
}

/** Without blanks at the end, and without one sign before them. */
function withoutSign(text: string, signs: string): string {
  const kept = text.trimEnd()
  return kept !== '' && signs.includes(kept.slice(-1)) ? kept.slice(0, -1).trimEnd() : kept
}

interface Draft extends Structure {
  readonly branches: { start: number; end: number; kind: Opening; parent?: Branch }[]
  hasElse: boolean
  readonly kind: Opening
}

function parentIn(open: readonly Draft[]): { readonly parent?: Branch } {
  const parent = open.at(-1)?.branches.at(-1)
  return parent === undefined ? {} : { parent }
}

/** The innermost branch at an offset. */
export function branchAt(structures: readonly Structure[], offset: number): Branch | undefined {
  for (const { branches } of structures) {
    const branch = branches.find(({ start, end }) => start <= offset && offset < end)
    if (branch !== undefined) return branch
  }
  return undefined
}

/** Whether a branch is an outer one of another, or that itself. */
export function isAround(branch: Branch, inner: Branch | undefined): boolean {
  for (let one = inner; one !== undefined; one = one.parent) if (one === branch) return true
  return false
}
