/** Lines that use a value, as a list for a reader names them. */
import { originOfWord } from '../../model/sited.ts'
import type { LineAtSpot } from '../cursor.ts'
import { placeName } from '../place-name.ts'
import { quoted } from '../rich-text.ts'
import type { Snapshot } from '../snapshot.ts'
import type { Use } from '../uses.ts'

/** One line for each use, the last ones only counted where there are too many. Other nodes than that of `from` are named. */
export function useNames(snapshot: Snapshot, uses: readonly Use[], from: Pick<LineAtSpot, 'line' | 'node'>): string[] {
  const here = originOfWord(from.line.statement.keyword)
  const names = uses.slice(0, MAX_LISTED).map((use) => {
    const node = use.node === from.node ? '' : `${quoted(use.node.name)}: `
    return `${node}${useName(snapshot, use)}, ${placeName(snapshot, use.at, here)}`
  })
  const more = uses.length - names.length
  return more > 0 ? [...names, `and ${more} more`] : names
}

const MAX_LISTED = 8

/** What the line is: its keyword, or that of the block whose lines are values; and the outermost block that it is in. */
function useName({ report }: Snapshot, { line, blocks }: Use): string {
  const keyword = line.directive === undefined ? (blocks.at(-1)?.keyword ?? line.keyword) : line.keyword
  const [outer] = blocks
  if (outer === undefined || outer.keyword === keyword) return quoted(keyword)
  const [name, ...more] =
    outer.statement.args.length === 0 ? [outer.keyword] : report.secrets.texts(outer.statement.args)
  return `${quoted(keyword)} of ${quoted([name, ...more].join(' '))}`
}
