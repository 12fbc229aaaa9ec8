/** A keyword or option that the target release does not have yet. */
import { NEXT_RELEASE } from '../../grammar/releases.ts'
import type { BindProblem } from '../bind/bind.ts'
import { ignoredText } from '../bind/misleading.ts'
import { blockName } from '../bind/scope.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import type { ReadingProblem } from '../expand/reading.ts'
import type { Origin } from '../text/source-file.ts'
import type { NodeRule } from './rule.ts'

export const newerDirective: NodeRule = {
  kind: 'node',
  name: 'newer-directive',
  severity: 'error',
  summary: 'A keyword or option is newer than the release of keepalived that is linted for.',
  why: 'A release that does not have a keyword yet treats it like any unknown word: the line is ignored with an error, and of a block only the `{` is dropped, so that the lines inside are read as lines of the block around it (lib/parser.c:3182). Issue #617 is a `preempt` that an older release did not know.',
  check: (node) => [
    ...node.bound.problems.flatMap((problem) => lookAt(node, problem)),
    ...node.reading.problems.flatMap((problem) => lookAtLine(node, problem)),
  ],
}

/** Before it is read in words: an include or a sequence. */
function lookAtLine(node: ClusterNode, problem: ReadingProblem): Finding[] {
  if (problem.kind !== 'newer-line') return []
  const { keyword, since, at } = problem
  const age = ageText(keyword === '~SEQ' ? '`~SEQ` before a brace' : `\`${keyword}\``, since, node)
  return [finding(node, at, `${age}, which takes the line as it stands.`)]
}

function lookAt(node: ClusterNode, problem: BindProblem): Finding[] {
  if (problem.kind === 'newer-keyword') {
    const { keyword, blocks, directive, statement } = problem
    const age = ageText(`\`${keyword.text}\` ${blockName(blocks)}`, directive.since, node)
    return [finding(node, problem.at, `${age}, where ${ignoredText(blocks, statement)}`)]
  }
  if (problem.kind !== 'argument' || problem.problem.kind !== 'newer-option') return []
  const { word, since } = problem.problem
  const owner = problem.directive === undefined ? problem.blocks.at(-1) : problem.keyword.text
  const age = ageText(`The option \`${word.text}\` of \`${owner}\``, since, node)
  return [finding(node, problem.at, `${age}, which does not understand it.`)]
}

/** Since when it exists, and that the target is older. */
function ageText(subject: string, since: string, { target }: ClusterNode): string {
  const age = since === NEXT_RELEASE ? 'is in no release of keepalived yet' : `exists since keepalived ${since}`
  return `${subject} ${age}; the target is ${target.version}`
}

function finding(node: ClusterNode, at: Origin, message: string): Finding {
  return {
    message,
    at,
    nodes: [node.name],
    configTest: true,
  }
}
