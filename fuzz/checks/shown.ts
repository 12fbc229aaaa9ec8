/** What `kalint show` prints of texts is text without a secret, and JSON where it says so. */
import { clustersOf } from '../../src/engine/lint.ts'
import { secretsOf } from '../../src/engine/secrets.ts'
import { renderCluster, renderClusterJson } from '../../src/output/show-cluster.ts'
import { renderConfig } from '../../src/output/show-config.ts'
import { renderEffective, renderEffectiveJson } from '../../src/output/show-effective.ts'
import { renderTree, renderTreeJson } from '../../src/output/show-tree.ts'
import type { World } from '../world.ts'
import { checkSecrets, passwordsIn } from './secrets.ts'

export function checkShown({ texts, batches, options }: World): void {
  const clusters = clustersOf(batches, options)
  const nodes = clusters.flatMap((cluster) => cluster.nodes)
  const secrets = secretsOf(nodes)
  const shown = {
    tree: renderTree(nodes, secrets),
    'tree as JSON': renderTreeJson(nodes, secrets),
    effective: renderEffective(nodes, secrets),
    'effective as JSON': renderEffectiveJson(nodes, secrets),
    'config as JSON': renderConfig(nodes, secrets),
    cluster: renderCluster(clusters),
    'cluster as JSON': renderClusterJson(clusters),
  }
  const passwords = passwordsIn(Object.values(texts))
  for (const [what, text] of Object.entries(shown)) {
    checkSecrets(passwords, text, `show ${what}`)
    if (what.endsWith('JSON')) JSON.parse(text)
  }
}
