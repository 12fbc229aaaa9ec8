/** A keyword or option that keepalived keeps for old configurations only. */
import type { Deprecation } from '../../grammar/arguments.ts'
import type { BindProblem } from '../bind/bind.ts'
import { replacing } from '../bind/edits.ts'
import { replacementOption, tableOf } from '../bind/scope.ts'
import type { ClusterNode } from '../cluster/cluster.ts'
import type { Finding, Fix } from '../diagnostics/diagnostic.ts'
import type { NodeRule } from './rule.ts'
