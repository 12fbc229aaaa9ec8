/** Changes to what somebody does in an editor: steps more or less, in another order, at other places. */
import { RELEASES } from '../../grammar/releases.ts'
import { COMMENTS, KEYWORDS, SIGNS, VALUES } from '../dictionary.ts'
import type { Random } from '../random.ts'
import { EDITING_METHODS, LOOKING_METHODS } from './requests.ts'
import type { Step } from './steps.ts'

const MOST_STEPS = 24

export function mutatedSteps(steps: readonly Step[], files: readonly string[], random: Random): Step[] {
  const paths = [...files, 'kalint.yaml', 'new.conf', 'one.inc']
  let result: readonly Step[] = steps
  for (let changes = 1 + random.below(8); changes > 0; changes--) {
    const at = random.below(result.length + 1)
    const share = random.below(100)
    if (share < 75) result = result.toSpliced(at, 0, someStep(paths, files, random))
    else if (share < 85) result = result.toSpliced(at, 1 + random.below(3))
    else if (share < 95) result = result.toSpliced(at, 0, ...result.slice(at, at + 1))
    else result = [...result.slice(at), ...result.slice(0, at)]
  }
  return result.slice(0, MOST_STEPS)
}

function someStep(paths: readonly string[], files: readonly string[], random: Random): Step {
  const file = random.percent(85) && files.length > 0 ? random.pick(files) : random.pick(paths)
  const at = random.below(10_000) / 10_000
  const share = random.below(100)
  if (share < 45)
    return {
      do: 'type',
      file,
      at,
      removed: random.percent(60) ? 0 : random.below(random.percent(80) ? 8 : 300),
      text: typed(random),
    }
  if (share < 60) return { do: 'ask', file, method: random.pick(LOOKING_METHODS), at }
  if (share < 70) return { do: 'apply', file, method: random.pick(EDITING_METHODS), at }
  if (share < 76) return { do: 'undo', file }
  if (share < 82) return { do: 'open', file }
  if (share < 86) return { do: 'close', file }
  if (share < 88) return { do: 'save', file }
  if (share < 90) return { do: 'replace', file, text: `vrrp_instance A {\n${typed(random)}}\n` }
  if (share < 92) return { do: 'move', file, to: random.pick(paths) }
  if (share < 94) return { do: 'disk', file, text: `vrrp_instance B {\n  state BACKUP\n${bytesOf(typed(random))}}\n` }
  if (share < 96) return { do: 'delete', file }
  return { do: 'settings', value: someSettings(files, random) }
}

function bytesOf(text: string): string {
  return Buffer.from(text).toString('latin1')
}

/** What somebody types or pastes; a lone carriage return is no line end to the server, and to some editors it is one. */
function typed(random: Random): string {
  const share = random.below(100)
  const text =
    share < 10
      ? ''
      : share < 45
        ? random.pick(SIGNS)
        : share < 75
          ? `${random.pick(KEYWORDS)} `
          : share < 95
            ? `${random.pick(VALUES)}\n`
            : random.pick(COMMENTS)
  return text === '\r' ? '\r\n' : text
}

function someSettings(files: readonly string[], random: Random): unknown {
  return {
    ...(random.percent(50) ? { target: random.pick([...RELEASES, 'x']) } : {}),
    ...(random.percent(30) ? { configIds: [random.pick(['a', 'main'])] } : {}),
    ...(random.percent(30) ? { sharedLan: random.percent(50) } : {}),
    ...(random.percent(40) ? { clusters: { web: files.slice(0, 2), other: ['nowhere.conf'] } } : {}),
    ...(random.percent(20) ? { inlayHints: false } : {}),
    ...(random.percent(10) ? { codeLens: 'x' } : {}),
  }
}
