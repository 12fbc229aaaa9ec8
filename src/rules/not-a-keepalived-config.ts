/** A file that is no keepalived configuration at all. */
import { mayBeKeepalivedConfig } from '../bind/recognise.ts'
import type { NodeRule } from './rule.ts'

export const notAKeepalivedConfig: NodeRule = {
  kind: 'node',
  name: 'not-a-keepalived-config',
  severity: 'error',
  summary: 'A file holds nothing that keepalived knows.',
  why: 'No line outside of all blocks begins with a word that keepalived knows there: the file is in another language, is binary, or is a part that another file includes. keepalived would report every line of it. Name the including file instead, so that the part is read in its place.',
  only: true,
  check: ({ name, file, bound }) => {
    if (bound.statements.length > 0 || mayBeKeepalivedConfig(file.text)) return []
    return [
      {
        message: `${file.path} is no keepalived configuration: nothing in it is known to keepalived outside of blocks. If another file includes it, lint it together with that one.`,
        at: { file, start: 0, end: 0 },
        nodes: [name],
        configTest: true,
      },
    ]
  },
}
