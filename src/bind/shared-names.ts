/** Blocks that another one of their kind stands in the way of: it has their name, or is the list that counts. */
import type { SameName } from '../../grammar/directive.ts'
import { sharingBy } from '../text/group-by.ts'
import { remembered, rememberedInEach } from '../text/remembered.ts'
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
export const sharedNames = remembered((statements: readonly BoundStatement[]): readonly SharedName[] => {
  const shared = sharingBy(namedAmong(statements), ({ key }) => key).flatMap(([first, ...others]) =>
    first === undefined ? [] : others.map(({ block, sameName }) => ({ block, first: first.block, sameName })),
  )
  if (shared.length < 2) return shared
  const positions = new Map(statements.map((block, position) => [block, position]))
  return shared.sort((one, other) => (positions.get(one.block) ?? 0) - (positions.get(other.block) ?? 0))
})

const namedAmong = rememberedInEach((block: BoundStatement) => {
  const sameName = block.directive?.sameName
  const key = sameName === undefined ? undefined : nameOfBlock(block)
  return sameName === undefined || key === undefined ? [] : [{ key, block, sameName }]
})

/** Lists that keepalived passes over, because their block has one already (vrrp_parser.c:115). */
export function secondLists({ block }: Pick<BoundStatement, 'block'>): readonly BoundStatement[] {
  const filled = new Set<string>()
  return block.flatMap((line) => {
    const isSecond = isSecondList(line, filled)
    if (line.block.length > 0) filled.add(line.keyword)
    return [...(isSecond ? [line] : []), ...secondLists(line)]
  })
}

/** Whether a line is a list of which a block has one only, and one is `filled` already: an empty one leaves room. */
export function isSecondList(
  { keyword, directive }: Omit<BoundStatement, 'block'>,
  filled: ReadonlySet<string>,
): boolean {
  const isOnlyOnce = directive?.repeat === 'first' && directive.body !== undefined && directive.body.kind !== 'keywords'
  return isOnlyOnce && filled.has(keyword)
}

/** What two blocks of one kind have in common that may not have the same name; `undefined` where the name is not known. */
export function nameOfBlock({ directive, statement, match }: Omit<BoundStatement, 'block'>): string | undefined {
  const name = statement.args[0]
  if (directive?.declares === undefined || directive.sameName === undefined || name === undefined) return undefined
  const isNamed = match.problems.length === 0 && statement.unterminated === undefined && !isUnknown(name.text)
  return isNamed ? `${directive.declares} ${name.text}` : undefined
}
