/** The lines of a generated configuration, before anything is decided about their layout. */

/** A line, with what stands in its block. The object stands for the line: where it was written is known by it. */
export interface Line {
  readonly words: readonly string[]
  readonly block?: readonly Line[]
  /** A brace of the block that somebody forgot. */
  readonly lost?: 'opening brace' | 'closing brace'
}

export function line(...words: readonly (string | number)[]): Line {
  return { words: words.map(String) }
}

export function block(words: readonly (string | number)[], lines: readonly Line[]): Line {
  return { words: words.map(String), block: lines }
}

/** The first line with this keyword. */
export function lineWith(lines: readonly Line[], keyword: string): Line | undefined {
  return lines.find(({ words }) => words[0] === keyword)
}

/** The block with this keyword; nothing stands in one that is absent. */
export function linesIn(lines: readonly Line[], keyword: string): readonly Line[] {
  return lineWith(lines, keyword)?.block ?? []
}

/** The lines with others in place of one of them, wherever it stands. */
export function replaced(lines: readonly Line[], old: Line, news: readonly Line[]): readonly Line[] {
  return lines.flatMap((one) => {
    if (one === old) return news
    if (one.block === undefined) return [one]
    const inner = replaced(one.block, old, news)
    return inner.length === one.block.length && inner.every((same, index) => same === one.block?.[index])
      ? [one]
      : [{ ...one, block: inner }]
  })
}
