/** A rule of which keepalived makes no sense: two actions, a jump backwards, or an option that its action does not have. */
import type { BindProblem } from '../bind/bind.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding } from '../diagnostics/diagnostic.ts'
import { type RuleFault, routingLinesAmong } from '../model/routing.ts'
import { originOfWord } from '../model/sited.ts'
import type { NodeRule } from './rule.ts'

export const contradictoryRule: NodeRule = {
  kind: 'node',
  name: 'contradictory-rule',
  severity: 'error',
  summary:
    'A routing rule has two actions, goes to a rule before itself, or has an option that its action does not take.',
  why: 'keepalived drops a rule with more than one action (vrrp_iprule.c:550), one whose `goto` leads to its own preference or a lower one, or that has no preference to start from (vrrp_iprule.c:803), and one with `realms` or a suppressor that looks up no table (vrrp_iprule.c:822).',
  check: (node) => [
    ...node.bound.problems.flatMap((problem) => secondAction(node, problem)),
    ...routingLinesAmong(node.bound.statements).flatMap(({ fault }) =>
      fault === undefined ? [] : [faultOf(node, fault)],
    ),
  ],
}

function secondAction(node: ClusterNode, problem: BindProblem): Finding[] {
  if (problem.kind !== 'argument' || problem.problem.kind !== 'second-action') return []
  const { word, first } = problem.problem
  return [
    {
      message: `\`${word.text}\` is a second action beside \`${first.text}\`, and keepalived drops the rule. Keep one of the two.`,
      at: problem.at,
      nodes: [node.name],
      related: [{ message: 'the first action', at: originOfWord(first) }],
      configTest: true,
    },
  ]
}

function faultOf(node: ClusterNode, fault: RuleFault): Finding {
  return { message: faultText(fault), at: originOfWord(fault.word), nodes: [node.name], configTest: true }
}

function faultText(fault: RuleFault): string {
  switch (fault.kind) {
    case 'jump-from-nowhere':
      return 'A rule with `goto` needs a `preference` of its own, and keepalived drops this one. Add a preference below that of the rule it goes to.'
    case 'jump-backwards':
      return `This rule has preference ${fault.preference} and goes to ${fault.target}: a rule can only go to one behind itself, and keepalived drops it. Give it a lower preference than its target.`
    case 'not-for-action':
      return `\`${fault.word.text}\` goes with a look-up in a table only, and the action of this rule is \`${fault.action.text}\`: keepalived drops the rule. Remove \`${fault.word.text}\`.`
  }
}
