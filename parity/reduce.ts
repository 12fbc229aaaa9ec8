/** Makes a configuration that shows a disagreement small: takes lines away as long as it still shows it. */
import { compare } from './compare.ts'
import { type ConfigCase, configTests } from './daemon.ts'
import { type Disagreement, disagreementsIn } from './disagreements.ts'
import { linted } from './linted.ts'

/** The smallest version found of a configuration of one file. */
export async function reduced(binary: string, version: string, { of, signature }: Disagreement): Promise<ConfigCase> {
  let smallest = of
  let size = Math.ceil(linesOf(of).length / 2)
  while (size >= 1) {
    const lines = linesOf(smallest)
    const candidates = Array.from({ length: Math.ceil(lines.length / size) }, (_, index) =>
      withLines(of, lines.toSpliced(index * size, size)),
    )
    const found = await firstWith(binary, version, candidates, signature)
    if (found !== undefined) smallest = found
    else size = size === 1 ? 0 : Math.ceil(size / 2)
  }
  return smallest
}

async function firstWith(
  binary: string,
  version: string,
  candidates: readonly ConfigCase[],
  signature: string,
): Promise<ConfigCase | undefined> {
  const results = await configTests(binary, candidates)
  return candidates.find((candidate, index) => {
    const result = results[index]
    if (result === undefined) return false
    const comparison = compare(linted(candidate, version), result)
    return disagreementsIn(candidate, comparison).some((one) => one.signature === signature)
  })
}

function linesOf({ entry, files }: ConfigCase): string[] {
  return Buffer.from(files.get(entry) ?? [])
    .toString('latin1')
    .split('\n')
}

function withLines(of: ConfigCase, lines: readonly string[]): ConfigCase {
  return { ...of, files: new Map([...of.files, [of.entry, Buffer.from(lines.join('\n'), 'latin1')]]) }
}
