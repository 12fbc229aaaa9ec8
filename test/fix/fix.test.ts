/** What is fixed and what is left, on a few lines each. */
import { describe, expect, it } from 'vitest'
import { newestRelease } from '../../grammar/releases.ts'
import { type Fixed, fixAll } from '../../src/engine/fix.ts'
import type { FixKinds } from '../../src/engine/fix-choice.ts'
import { sourceFile } from '../../src/text/source-file.ts'
import { filesInMemory } from '../files-in-memory.ts'
import { goodNode } from '../run-kalint.ts'

interface Given {
  readonly kinds?: FixKinds
  readonly whyLeft?: (path: string) => string | undefined
  /** The paths that the user asks about; the others are their siblings. */
  readonly of?: readonly string[]
}

function fixed(
  texts: Readonly<Record<string, string>>,
  { kinds = 'all', whyLeft = () => undefined, of }: Given = {},
): Fixed {
  const known = Object.entries(texts).map(([path, text]) => sourceFile(path, text))
  const entries = known.filter(({ path }) => !path.endsWith('.inc'))
  return fixAll([of === undefined ? { entries, how: 'named' } : { entries, how: 'siblings', of }], {
    files: filesInMemory(new Map(known.map((file) => [file.path, { kind: 'text', file }]))),
    target: newestRelease(),
    configIds: [],
    sharedLan: 'unknown',
    secrets: 'masked',
    kinds,
    whyLeft,
  })
}

/** The lines that are not as before: those that went, and those that came. */
function changedLines({ changes }: Fixed): string[] {
  return changes.flatMap(({ before, newText }) => {
    const old = before.text.split('\n')
    const now = newText.split('\n')
    return [
      ...old.filter((line) => !now.includes(line)).map((line) => `${before.path} - ${line}`),
      ...now.filter((line) => !old.includes(line)).map((line) => `${before.path} + ${line}`),
    ]
  })
}

function node(lines: readonly string[] = [], { state = 'BACKUP', priority = 100, id = 51 } = {}): string {
  return goodNode({ state, priority, routerId: id, lines })
}

const master = { state: 'MASTER', priority: 150 }

describe('a fix', () => {
  it('of a line that goes takes its line end, its blanks and its condition along', () => {
    const text = node(['@lb1 preempt_delay 5', '# stays'], master).replace('VI_1', 'VI_1')
    expect(fixed({ 'lb1.conf': text }, { kinds: 'safe' }).changes[0]?.newText).toBe(node(['# stays'], master))
  })

  it('leaves the comment behind a line that goes', () => {
    const result = fixed({ 'lb1.conf': node(['preempt_delay 5  # why'], master) }, { kinds: 'safe' })
    expect(changedLines(result)).toEqual(['lb1.conf -     preempt_delay 5  # why', 'lb1.conf +       # why'])
  })

  it('keeps line ends, a missing last one, and a byte order mark', () => {
    const text = `\uFEFF# c\n${node(['preempt_delay 5'], master)}`.replaceAll('\n', '\r\n').trimEnd()
    const expected = `\uFEFF# c\n${node([], master)}`.replaceAll('\n', '\r\n').trimEnd()
    expect(fixed({ 'lb1.conf': text }, { kinds: 'safe' }).changes[0]?.newText).toBe(expected)
  })

  it('that is not safe is applied only where that is asked for', () => {
    const texts = { 'lb1.conf': node(['nopremt']) }
    expect(fixed(texts, { kinds: 'safe' }).changes).toEqual([])
    expect(changedLines(fixed(texts))).toEqual(['lb1.conf -     nopremt', 'lb1.conf +     nopreempt'])
  })

  it('among alternatives is nobody else to choose', () => {
    const texts = { 'lb1.conf': node([], { ...master, id: 51 }), 'lb2.conf': node([], { id: 15 }) }
    const { before, changes, count } = fixed(texts)
    const mismatch = before.diagnostics.find(({ rule }) => rule === 'virtual-router-id-mismatch')
    expect(mismatch?.fixes.length).toBe(2)
    expect({ changes, count }).toEqual({ changes: [], count: 0 })
  })

  it('that leads to a new finding is not applied, and all others are', () => {
    const result = fixed({ 'lb1.conf': `includ not-there.conf\n${node(['nopremt'])}` })
    expect(result.dropped.map(({ finding, because }) => [finding.rule, because])).toEqual([
      ['unknown-directive', { new: ['missing-include'] }],
    ])
    expect(changedLines(result)).toEqual(['lb1.conf -     nopremt', 'lb1.conf +     nopreempt'])
    expect(result.after.diagnostics.map(({ rule }) => rule)).toEqual(['unknown-directive'])
  })

  it('may be one of a part that several nodes include', () => {
    const texts = {
      'lb1.conf': node(['include peers.inc'], master),
      'lb2.conf': node(['include peers.inc']),
      'peers.inc': 'unicast_peer {\n    192.0.2.9/24\n}\n',
    }
    const result = fixed(texts, { kinds: 'safe' })
    expect(changedLines(result)).toEqual(['peers.inc -     192.0.2.9/24', 'peers.inc +     192.0.2.9'])
    expect(result.count).toBe(1)
  })
})

describe('a file is left alone', () => {
  const texts = { 'lb1.conf': node(['preempt_delay 5'], master), 'lb2.conf': node(['nopreempt', 'preempt_delay 5']) }

  it('for a reason that is told, and the others are not', () => {
    const result = fixed(texts, { kinds: 'safe', whyLeft: (path) => (path === 'lb1.conf' ? 'no' : undefined) })
    expect(result.left).toEqual([{ path: 'lb1.conf', reason: 'no', count: 1 }])
    expect(changedLines(result)).toEqual(['lb2.conf -     preempt_delay 5'])
    const left = result.after.diagnostics.filter(({ rule }) => rule === 'preempt-delay-without-effect')
    expect(left.map(({ at }) => at.file.path)).toEqual(['lb1.conf'])
  })

  it('if it is not UTF-8', () => {
    const result = fixed({ ...texts, 'lb1.conf': `# \udce4\n${texts['lb1.conf']}` }, { kinds: 'safe' })
    expect(result.left).toEqual([{ path: 'lb1.conf', reason: 'it is not UTF-8. Convert it first', count: 1 }])
    expect(result.changes.map(({ before }) => before.path)).toEqual(['lb2.conf'])
  })

  it('if it is only a sibling of what was named', () => {
    const result = fixed(texts, { kinds: 'safe', of: ['lb2.conf'] })
    expect(result.changes.map(({ before }) => before.path)).toEqual(['lb2.conf'])
  })
})

describe('several passes', () => {
  it('fix what gets in the way of each other, the earlier first', () => {
    const text =
      'global_defs {\n    vrrp_strict\n}\n' +
      node(['preempt_delay 5', 'authentication {', '    auth_type PASS', '    auth_pass far-too-long', '}'], master)
    const result = fixed({ 'lb1.conf': text }, { kinds: 'safe' })
    expect(result.changes[0]?.newText).toBe(`global_defs {\n    vrrp_strict\n}\n${node([], master)}`)
    expect(result.after.diagnostics.filter(({ fixes }) => fixes.some(({ safety }) => safety === 'safe'))).toEqual([])
  })
})
