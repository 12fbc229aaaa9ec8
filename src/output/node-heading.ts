/** The line above what is shown of a node. */
import type { ClusterNode } from '../cluster/cluster.ts'

/** A comment, so that what is shown can be a configuration again. */
export function nodeHeading({ name, file, configId, target }: ClusterNode): string {
  const id = configId === undefined ? '' : ` with config-id ${configId}`
  return `# ${name}: ${file.path} as keepalived ${target.version} reads it${id}`
}
