/** Where each choice of the grammar leads, by the next token. Made by `npm run generate`; do not edit. */
import type { Decision } from './analysis.ts'

export const decisions: readonly Decision[] = [
  { key: 1049344, next: { Close: true } },
  { key: 1052928, next: { NewLine: 0, Bare: 2, Open: 3, Line: 1 } },
  { key: 1053440, next: { NewLine: true, Bare: true, Open: true, Line: true } },
  { key: 1057792, next: { Bare: true } },
  { key: 1061376, next: { Close: true } },
]
