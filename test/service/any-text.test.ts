/** Whatever the text and wherever the cursor: navigation, rename and code actions answer, with places that are in the files. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findingActions, fixAllAction, missingPeerActions } from '../../src/service/actions/code-actions.ts'
import { otherNodes } from '../../src/service/actions/other-node.ts'
import { declarationAt, definitionAt } from '../../src/service/navigation/definition.ts'
import { linksIn } from '../../src/service/navigation/links.ts'
import { referencesAt } from '../../src/service/navigation/references.ts'
import { rename, renameableAt } from '../../src/service/navigation/rename.ts'
import { workspaceSymbols } from '../../src/service/navigation/workspace-symbols.ts'
import type { Place } from '../../src/text/source-file.ts'
import { clusterFolders, ruleFolders, textsIn } from './fixtures.ts'
import { type Held, snapshotOf, type Texts } from './snapshot.ts'
import { messyText, untidyConfig } from './texts.ts'

const seed = 20_261_124

function expectPlace({ file, start, end }: Place): void {
  expect(start).toBeGreaterThanOrEqual(0)
  expect(end).toBeGreaterThanOrEqual(start)
  expect(end).toBeLessThanOrEqual(file.text.length)
}

function expectAnswers(texts: Texts, at: number, held: Held): void {
  const snapshot = snapshotOf(texts, { held })
  for (const file of snapshot.files.values()) {
    const { path } = file
    const spot = { file, offset: Math.floor(at * (file.text.length + 1)) }
    const targets = [...definitionAt(snapshot, spot).targets, ...declarationAt(snapshot, spot).targets]
    for (const { at: place, around } of targets) for (const one of [place, around]) expectPlace(one)
    for (const place of referencesAt(snapshot, spot, 'included')) expectPlace(place)
    const renameable = renameableAt(snapshot, spot)
    const edits = rename(snapshot, spot, 'zq_new')
    expect('refused' in renameable && !('refused' in edits)).toBe(false)
    if (!('refused' in edits)) for (const edit of edits) expectPlace(edit.at)
    for (const link of linksIn(snapshot, path)) expectPlace(link.at)
    const shown = snapshot.report.diagnostics.map((finding) => ({ finding, at: finding.at }))
    const own = shown.filter((one) => one.at.file.path === path)
    const actions = [
      findingActions(snapshot, path, own),
      missingPeerActions(snapshot, spot),
      fixAllAction(snapshot, path),
    ]
    for (const action of actions.flat()) for (const edit of action.edits) expectPlace(edit.at)
    for (const node of otherNodes(snapshot, path, () => false)) expect(node.text()).not.toBe(file.text)
  }
  for (const symbol of workspaceSymbols(snapshot, '')) expectPlace(symbol.around)
}

describe.each(['open', 'closed'] as const)('in files that are %s', (held) => {
  it('answers on any text', () => {
    const one = fc.oneof(messyText(), untidyConfig())
    const property = fc.property(one, one, fc.double({ min: 0, max: 1, noNaN: true }), (first, second, at) =>
      expectAnswers({ 'a.conf': first, 'b.conf': second, 'one.inc': second }, at, held),
    )
    fc.assert(property, { seed, numRuns: 60 })
  })

  it('answers anywhere in fixtures', () => {
    const folder = fc.constantFrom(...clusterFolders(), ...ruleFolders())
    const property = fc.property(folder, fc.double({ min: 0, max: 1, noNaN: true }), (path, at) =>
      expectAnswers(textsIn(path), at, held),
    )
    fc.assert(property, { seed, numRuns: 60 })
  })
})
