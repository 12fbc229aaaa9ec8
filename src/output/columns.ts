/** Rows of cells, each column as wide as its widest cell. */

/** Wider cells do not push the next column further away. */
const MAX_WIDTH = 60

/** The rows as lines, two blanks between columns. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows) {
    row.forEach((cell, index) => {
      if (cell.length <= MAX_WIDTH) widths[index] = Math.max(widths[index] ?? 0, cell.length)
    })
  }
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, index) => cell.padEnd(widths[index] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}
