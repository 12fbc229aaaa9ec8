/** Blocks whose name another block of their kind has. */
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
    const sameName = block.directive?.sameName
    const key = nameOfBlock(block)
    if (sameName === undefined || key === undefined) return []
    const first = owners.get(key)
    if (first === undefined) {
      owners.set(key, block)
      return []
    }
    return [{ block, first, sameName }]
  })
}

/** What two blocks of one kind have in common that may not have the same name; `undefined` where the name is not known. */
export function nameOfBlock({ directive, statement, match }: Omit<BoundStatement, 'block'>): string | undefined {
  const name = statement.args[0]
  if (directive?.declares === undefined || directive.sameName === undefined || name === undefined) return undefined
  const isNamed = match.problems.length === 0 && statement.unterminated === undefined && !isUnknown(name.text)
  return isNamed ? `${directive.declares} ${name.text}` : undefined
}
