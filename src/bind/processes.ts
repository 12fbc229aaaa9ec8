/** Which process of keepalived reads which block. */
import type { Process } from '../../grammar/directive.ts'
import { directiveIn, rootScope } from './scope.ts'

/** The processes that read a root directive; the others skip its block. What no process knows the parent reads. */
export function processesOf(keyword: string): readonly Process[] {
  return directiveIn(rootScope, keyword)?.readers ?? ['parent']
}
