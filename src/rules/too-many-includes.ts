/** More included files than anybody reads. */
import type { NodeRule } from './rule.ts'

export const tooManyIncludes: NodeRule = {
  kind: 'node',
  name: 'too-many-includes',
  severity: 'error',
  summary: 'Includes are nested too deeply, or there are too many of them.',
  why: 'keepalived keeps every file of a chain of includes open until it runs out of file descriptors. kalint stops earlier, so that a chain that leads back to itself under changing names does not take the machine down.',
  check: (node) =>
    node.reading.problems.flatMap((problem) => {
      if (problem.kind !== 'too-many-includes') return []
      const message = `${problem.path} is not read: too many files are included, or too deeply. Check whether the includes lead back to where they started.`
      return [{ message, at: problem.at, nodes: [node.name] }]
    }),
}
