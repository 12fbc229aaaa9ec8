/** Fixes change what they say and nothing else, safe ones nothing for keepalived, and once they are applied nothing is left for them. */
import { fixAll } from '../../src/engine/fix.ts'
import type { FixKinds } from '../../src/engine/fix-choice.ts'
import { reportRecord } from '../../src/output/json.ts'
import { applyEdits } from '../../src/text/edits.ts'
import { configsInForce } from '../../test/fix/config-in-force.ts'
import { holds, same } from '../failure.ts'
import { linted, type World, worldFrom } from '../world.ts'
import { checkPlaces } from './places.ts'

/** Inputs with so many findings are not fixed: each fix is tried, which is no property of its own. */
const MOST_FINDINGS = 60

export function checkFixes(world: World, kinds: FixKinds): void {
  const before = linted({ ...world, options: { ...world.options, secrets: 'shown' } })
  if (before.diagnostics.length > MOST_FINDINGS) return
  for (const { fixes, rule } of before.diagnostics) {
    for (const { edits } of fixes) {
      for (const edit of edits) {
        const { text } = edit.at.file
        const after = applyEdits(text, [edit])
        const kept = text.length - (edit.at.end - edit.at.start) + edit.newText.length
        holds(`a fix of ${rule} keeps the text around it`, after.length === kept)
      }
    }
  }
  const fixed = fixAll(world.batches, { ...world.options, kinds, whyLeft: () => undefined })
  checkPlaces(fixed.after)
  if (fixed.count === 0) return
  const texts = {
    ...world.texts,
    ...Object.fromEntries(fixed.changes.map(({ before, newText }) => [before.path, newText])),
  }
  const fresh = worldFrom(texts, world.options)
  same('fixed texts have the findings that are told', reportRecord(linted(fresh)), reportRecord(fixed.after))
  const again = fixAll(fresh.batches, { ...fresh.options, kinds, whyLeft: () => undefined })
  holds('fixing twice is fixing once', again.count === 0, () => again.before.diagnostics.map(({ rule }) => rule).join())
  if (kinds === 'safe')
    same('safe fixes change nothing for keepalived', configsInForce(fixed.after), configsInForce(before))
}
