/** Which known word was probably meant by one that is not known. */
import distance from 'damerau-levenshtein'

/** The known word that is nearest to a word, if one is near enough to be what was meant; case and `-` for `_` do not count. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const wanted = plain(word)
  let best: { readonly text: string; readonly steps: number } | undefined
  for (const text of known) {
    if (Math.abs(text.length - word.length) > MOST_STEPS) continue
    const { steps } = distance(wanted, plain(text))
    if (best === undefined || steps < best.steps) best = { text, steps }
  }
  const isNear = best !== undefined && best.steps <= allowedSteps(word.length, best.text.length)
  return isNear ? best?.text : completed(wanted, known)
}

/** The word that one begins with, if every longer word with that beginning begins with it, too. */
function completed(beginning: string, known: Iterable<string>): string | undefined {
  if (beginning.length < 4) return undefined
  const [shortest, ...longer] = [...known]
    .filter((text) => text.startsWith(beginning))
    .sort((one, other) => one.length - other.length)
  return shortest !== undefined && longer.every((text) => text.startsWith(shortest)) ? shortest : undefined
}

const MOST_STEPS = 3

/** One letter in three may be wrong, in longer words fewer. */
function allowedSteps(one: number, other: number): number {
  const letters = Math.min(one, other)
  return letters < 12 ? Math.min(2, Math.floor(letters / 3)) : MOST_STEPS
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll('-', '_')
}
