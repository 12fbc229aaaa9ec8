/** What may stand at a place: the table or the line form of the block that it is in. */
import type { Body, Directive, DirectiveTable } from '../../grammar/directive.ts'
import { root } from '../../grammar/directives/root.ts'
import type { Item } from '../../grammar/syntax.ts'

/** What a block holds; `undefined` where nobody knows, because its keyword is unknown or takes no block. */
export type Scope = Body | undefined

/** The scope outside of all blocks. */
export const rootScope: Body = { kind: 'keywords', directives: root }

/** What a keyword means in a scope. */
export function directiveIn(scope: Scope, keyword: string): Directive | undefined {
  if (scope?.kind !== 'keywords') return undefined
  return Object.hasOwn(scope.directives, keyword) ? scope.directives[keyword] : undefined
}

/** Whether all lines between braces that nothing opens could as well stand in the block around them. */
export function couldStandIn(items: readonly Item[], scope: Scope): boolean {
  if (scope?.kind !== 'keywords') return scope !== undefined
  return items.every((item) => item.kind !== 'statement' || directiveIn(scope, item.keyword.text) !== undefined)
}

/** The table of the block that these keywords lead to; `undefined` where it holds no keywords. */
export function tableOf(blocks: readonly string[]): DirectiveTable | undefined {
  const scope = blocks.reduce<Scope>((around, keyword) => directiveIn(around, keyword)?.body, rootScope)
  return scope?.kind === 'keywords' ? scope.directives : undefined
}

/** Where a line stands, to follow a noun: `in X`, or outside of all blocks. */
export function blockName(blocks: readonly string[]): string {
  const last = blocks.at(-1)
  return last === undefined ? 'outside of all blocks' : `in \`${last}\``
}

/** A keyword as some block knows it. */
export interface Home {
  readonly blocks: readonly string[]
  readonly directive: Directive
}

/** Every block that knows a keyword, outer ones first. */
export function homesOf(keyword: string): Home[] {
  return allTables.flatMap(({ blocks, table }) => {
    const directive = Object.hasOwn(table, keyword) ? table[keyword] : undefined
    return directive === undefined ? [] : [{ blocks, directive }]
  })
}

/** Every keyword of every block. */
export function allKeywords(): ReadonlySet<string> {
  everyKeyword ??= new Set(allTables.flatMap(({ table }) => Object.keys(table)))
  return everyKeyword
}

let everyKeyword: ReadonlySet<string> | undefined

interface TablePlace {
  readonly blocks: readonly string[]
  readonly table: DirectiveTable
}

const allTables = tablesBelow({ blocks: [], table: root })

function tablesBelow(place: TablePlace): TablePlace[] {
  const inner = Object.entries(place.table).flatMap(([keyword, { body }]) =>
    body?.kind === 'keywords' ? [{ blocks: [...place.blocks, keyword], table: body.directives }] : [],
  )
  return [place, ...inner.flatMap(tablesBelow)]
}
