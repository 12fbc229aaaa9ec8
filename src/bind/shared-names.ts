/** Blocks that another one of their kind stands in the way of: it has their name, or is the list that counts. */
import type { SameName } from '../../grammar/directive.ts'
import type { BoundStatement } from './bind.ts'
import { isUnknown } from './values.ts'

/** A block whose name is taken. */
export interface SharedName {
  readonly block: BoundStatement
  /** The block that has the name. */
  readonly first: BoundStatement
  readonly sameName: SameName
}

/** The blocks whose names are taken by earlier ones, in the order of the text. */
export function sharedNames(statements: readonly BoundStatement[]): SharedName[] {
  const owners = new Map<string, BoundStatement>()
  return statements.flatMap((block): SharedName[] => {
    const { directive } = block
    const sameName = directive?.sameName
    const key = nameKey(block)
    if (key === undefined || sameName === undefined) return []
    const first = owners.get(key)
    if (first === undefined) {
      owners.set(key, block)
      return []
    }
    return [{ block, first, sameName }]
  })
}

/** What two blocks have in common that have one name; `undefined` where a block has none. */
export function nameKey({
  directive,
  statement,
  match,
}: Pick<BoundStatement, 'directive' | 'statement' | 'match'>): string | undefined {
  const name = statement.args[0]
  if (directive?.declares === undefined || name === undefined || isUnknown(name.text)) return undefined
  const isNamed = match.problems.length === 0 && statement.unterminated === undefined
  return isNamed ? `${directive.declares} ${name.text}` : undefined
}

/** A list that keepalived passes over because one of the lines before it is such a list (vrrp_parser.c:124). */
export function isSecondList(
  { directive, keyword }: Pick<BoundStatement, 'directive' | 'keyword'>,
  before: readonly BoundStatement[],
): boolean {
  if (directive?.body === undefined || directive.body.kind === 'keywords' || directive.repeat !== 'first') return false
  return before.some((line) => line.keyword === keyword && line.block.length > 0)
}
