/** What is said about a name: the block that declares it, what tracking it does to the priority, and who uses it. */
import type { BoundStatement } from '../../bind/bind.ts'
import type { Slot } from '../../bind/match.ts'
import { originOfWord } from '../../model/sited.ts'
import type { LineAtSpot } from '../cursor.ts'
import { placeName } from '../place-name.ts'
import { code, list, prose, quoted, remarks, type TextBlock } from '../rich-text.ts'
import type { Snapshot } from '../snapshot.ts'
import { isNameOf, type Use, usesIn } from '../uses.ts'
import { routerOf } from '../virtual-router.ts'
import { perNode } from './per-node.ts'
import { routerBlocks } from './router.ts'
import { trackingNotes } from './tracking.ts'
import { useNames } from './use-names.ts'

/** A value at a spot. */
export interface ValueAtSpot extends LineAtSpot {
  readonly slot: Slot
}

/** A name at a spot, and what it names. */
interface NameAtSpot extends ValueAtSpot {
  readonly kind: string
}

/** About a name that a block declares, where it is declared or used. */
export function nameBlocks(snapshot: Snapshot, lines: readonly LineAtSpot[], first: NameAtSpot): TextBlock[] {
  const { kind, slot, line, node, cluster } = first
  const name = slot.word.text
  const uses = usesIn(node, isNameOf(kind, name))
  const declaration = uses.find((use) => use.line.directive?.declares === kind)
  if (declaration === undefined) return [prose(`No ${quoted(`${kind} ${name}`)} is declared.`)]
  const users = uses.filter((use) => use !== declaration && use.line !== line)
  if (declaration.line === line) {
    return [code(headOf(declaration)), ...prosaic(line), ...usedBy(snapshot, users, first)]
  }
  const instance = node.config.instances.find((one) => one.block === declaration.line)
  const router = instance === undefined ? undefined : routerOf(cluster, instance)
  return [
    code(blockText(snapshot, declaration.line)),
    prose(`Declared on ${placeName(snapshot, declaration.at, originOfWord(line.statement.keyword))}.`),
    ...(router === undefined ? [] : routerBlocks(router)),
    ...remarks(perNode(lines, (one) => trackingNotes(one, name))),
  ]
}

function prosaic({ directive }: BoundStatement): TextBlock[] {
  return directive === undefined ? [] : [prose(directive.doc)]
}

function headOf({ line }: Use): string {
  return [line.statement.keyword, ...line.statement.args].map((word) => word.text).join(' ')
}

function usedBy(snapshot: Snapshot, users: readonly Use[], from: NameAtSpot): TextBlock[] {
  return users.length === 0 ? [] : [prose('Named in:'), ...list(useNames(snapshot, users, from))]
}

/** A block as its node reads it, without secrets: its own lines, inner blocks only by their first line. */
function blockText({ report }: Snapshot, { statement, block }: BoundStatement): string {
  const lineText = ({ keyword, args }: BoundStatement['statement']): string =>
    report.secrets
      .texts([keyword, ...args])
      .map((text, index) => (([keyword, ...args][index]?.quoted ?? false) ? `"${text}"` : text))
      .join(' ')
  const inside = block.slice(0, MAX_LINES).map((line) => {
    const isBlock = line.statement.block !== undefined
    return `    ${lineText(line.statement)}${isBlock ? ' { ... }' : ''}`
  })
  const more = block.length > MAX_LINES ? ['    ...'] : []
  return [`${lineText(statement)} {`, ...inside, ...more, '}'].join('\n')
}

const MAX_LINES = 12
