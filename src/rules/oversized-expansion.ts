/** More lines than anybody meant to make. */
import type { NodeRule } from './rule.ts'

export const oversizedExpansion: NodeRule = {
  kind: 'node',
  name: 'oversized-expansion',
  severity: 'error',
  summary: '`~SEQ`, `~LST` or definitions make more lines than kalint reads, or conditions more nodes.',
  why: 'Each turn of a sequence is a line that keepalived reads and keeps. kalint stops at a million lines, far above what the largest real configurations make (65,024 instances of a dozen lines), so that a mistyped bound does not take the machine down. The lines beyond are not checked. Nor is a file read as more than a hundred nodes, where the conditions on its lines (`@id`) name more.',
  check: (node) =>
    node.reading.problems.flatMap((problem) => {
      if (problem.kind === 'too-many-ids') {
        const message = `The conditions name ${problem.ids.toLocaleString('en')} nodes: the file is checked as the first ${problem.read} of them read it. Say which matter with --config-id or in kalint.yaml.`
        return [{ message, at: problem.at, nodes: [node.name] }]
      }
      if (problem.kind !== 'expansion-too-large') return []
      const message = `This makes ${problem.lines.toLocaleString('en')} lines or more, which is more than kalint reads. Check the bounds of the sequence.`
      return [{ message, at: problem.at, nodes: [node.name] }]
    }),
}
