/** All rules. Made by `npm run generate`; do not edit. */
import type { Rule } from './rule.ts'
import { virtualRouterIdMismatch } from './virtual-router-id-mismatch.ts'

export const rules: readonly Rule[] = [virtualRouterIdMismatch]
