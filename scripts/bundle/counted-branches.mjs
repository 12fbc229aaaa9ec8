/** Makes a bundle count how often each branch of our own code is taken, for a fuzzer that looks for inputs that take new ones. */
import { readFileSync } from 'node:fs'
import ts from 'typescript'

/** How many branches a bundle can tell apart; the code has about a third of that. */
const MOST_BRANCHES = 1 << 16

/** What stands at the top of such a bundle. */
export const COUNTERS = `const __taken = globalThis.__takenBranches = new Uint32Array(${MOST_BRANCHES})`

/** The plugin for one bundle; `count()` is how many branches its files have, once it is made. */
export function countedBranches() {
  let next = 0
  const number = () => {
    if (next === MOST_BRANCHES) throw new Error(`there are more than ${MOST_BRANCHES} branches`)
    return next++
  }
  return {
    count: () => next,
    plugin: {
      name: 'counted-branches',
      setup({ onLoad }) {
        onLoad({ filter: /[\\/](src|grammar)[\\/].*\.ts$/ }, ({ path }) => ({
          contents: withCounters(readFileSync(path, 'utf8'), number),
          loader: 'ts',
        }))
      },
    },
  }
}

/** The program with a counter in each branch. No line of it moves. */
function withCounters(text, number) {
  const file = ts.createSourceFile('', text, ts.ScriptTarget.ESNext, true)
  const inserts = []
  const count = () => `__taken[${number()}]++`
  const around = (node, before, after) => {
    inserts.push({ at: node.getStart(file), text: before, order: node.end })
    inserts.push({ at: node.end, text: after, order: -node.getStart(file) })
  }
  const value = (node) => around(node, `(${count()},`, ')')
  const statement = (node) => {
    if (node === undefined) return
    if (ts.isBlock(node)) inserts.push({ at: node.getStart(file) + 1, text: `${count()};`, order: 0 })
    else around(node, `{${count()};`, '}')
  }
  const visit = (node) => {
    if (ts.isFunctionLike(node) && node.body !== undefined) {
      if (ts.isBlock(node.body)) statement(node.body)
      else value(node.body)
    } else if (ts.isIfStatement(node)) {
      statement(node.thenStatement)
      if (node.elseStatement !== undefined && !ts.isIfStatement(node.elseStatement)) statement(node.elseStatement)
    } else if (ts.isIterationStatement(node, false)) {
      statement(node.statement)
    } else if (ts.isConditionalExpression(node)) {
      value(node.whenTrue)
      value(node.whenFalse)
    } else if (ts.isCaseOrDefaultClause(node) && node.statements.length > 0) {
      inserts.push({ at: node.statements[0].getStart(file), text: `${count()};`, order: Number.MAX_SAFE_INTEGER })
    } else if (ts.isCatchClause(node)) {
      statement(node.block)
    } else if (ts.isBinaryExpression(node) && LAZY.has(node.operatorToken.kind)) {
      value(node.right)
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return withInserts(text, inserts)
}

const LAZY = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
])

/** What ends at a place stands before what begins there; of two that begin the longer one is outside, of two that end inside. */
function withInserts(text, inserts) {
  const isEnd = ({ order }) => order < 0
  const sorted = [...inserts].sort((one, other) => {
    const inner = one.order - other.order
    return one.at - other.at || Number(isEnd(other)) - Number(isEnd(one)) || (isEnd(one) ? inner : -inner)
  })
  let result = ''
  let at = 0
  for (const insert of sorted) {
    result += text.slice(at, insert.at) + insert.text
    at = insert.at
  }
  return result + text.slice(at)
}
