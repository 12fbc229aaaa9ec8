/** What fits the schema of settings, and yet cannot be meant. */
import { normalPath } from '../text/files.ts'
import { harmfulIn } from '../text/harmless.ts'
import { ignoredBy } from './ignored.ts'
import type { ClusterSetting, NodeSetting, Settings, SettingsProblem } from './settings.ts'

/** Nodes that cannot be told apart, files of two clusters, and nodes that are to be ignored. */
export function conflictsIn({ clusters, ignore }: Settings): SettingsProblem[] {
  const isIgnored = ignoredBy(ignore)
  return [
    ...clusters.flatMap(harmfulNames),
    ...clusters.flatMap(sameNames),
    ...filesTakenTwice(clusters),
    ...clusters.flatMap(({ name, nodes }) =>
      nodes.flatMap(({ file }) =>
        isIgnored(normalPath(file.path))
          ? [
              {
                message: `${file.path} is a node of \`${name}\`, and \`ignore\` leaves it out. Take one of the two away.`,
                ...file.at,
              },
            ]
          : [],
      ),
    ),
  ]
}

/** Names that would do something to the terminal or log that they are shown in. */
function harmfulNames({ name: cluster, at, nodes }: ClusterSetting): SettingsProblem[] {
  const names = nodes.flatMap(({ name, configId, file, facts }) =>
    [name, configId, file.path, ...facts.map(({ path }) => path)].map((text) => ({ text, at: file.at })),
  )
  return [{ text: cluster, at }, ...names].flatMap((one) => {
    const found = harmfulIn(one.text ?? '')
    if (found === undefined) return []
    return [{ message: `the name holds the control character ${found}. Take it away.`, ...one.at }]
  })
}

function sameNames({ name: cluster, nodes }: ClusterSetting): SettingsProblem[] {
  const seen = new Set<string>()
  return nodes.flatMap(({ name, file }) => {
    if (name === undefined) return []
    const isSecond = seen.has(name)
    seen.add(name)
    if (!isSecond) return []
    return [
      {
        message: `another node of \`${cluster}\` is called \`${name}\` as well. Give each a name of its own.`,
        ...file.at,
      },
    ]
  })
}

/** A file may serve several nodes only if each reads it with a config-id of its own. */
function filesTakenTwice(clusters: readonly ClusterSetting[]): SettingsProblem[] {
  const taken = new Map<string, { readonly node: NodeSetting; readonly cluster: string }[]>()
  return clusters.flatMap(({ name: cluster, nodes }) =>
    nodes.flatMap((node) => {
      const path = normalPath(node.file.path)
      const others = taken.get(path) ?? []
      taken.set(path, [...others, { node, cluster }])
      const other = others.find((one) => mayBeOne(one.node, node))
      if (other === undefined) return []
      const twice =
        other.cluster === cluster
          ? `is named twice in \`${cluster}\`. Name it once`
          : `is a node of \`${cluster}\` and of \`${other.cluster}\`. Name it in one of them`
      return [{ message: `${node.file.path} ${twice}, or give each node its \`config-id\`.`, ...node.file.at }]
    }),
  )
}

function mayBeOne(one: NodeSetting, other: NodeSetting): boolean {
  return one.configId === undefined || other.configId === undefined || one.configId === other.configId
}
