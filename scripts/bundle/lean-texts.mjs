/** Leaves out of a bundle what nothing in it reads: the reasons of rules and the sources of facts are for pages and readers of the code. */
import { readFileSync } from 'node:fs'

const TEXTS = [
  { filter: /[\\/]src[\\/]rules[\\/][^\\/]+\.ts$/, field: /\bwhy: '(?:[^'\\\n]|\\.)*'/g, left: "why: ''" },
  {
    filter: /[\\/]grammar[\\/]directives[\\/][^\\/]+\.ts$/,
    field: /\bsource: '(?:[^'\\\n]|\\.)*'/g,
    left: "source: ''",
  },
]

export const leanTexts = {
  name: 'lean-texts',
  setup({ onLoad }) {
    for (const { filter, field, left } of TEXTS) {
      onLoad({ filter }, ({ path }) => ({ contents: readFileSync(path, 'utf8').replace(field, left), loader: 'ts' }))
    }
  },
}
