/** `kalint/failover`, a request of our own: the report on failover of the cluster of a document, as a page. */
import type { CancellationToken, Location } from 'vscode-languageserver'
import { theatresOf, withCauses } from '../../engine/failover.ts'
import { type Outlook, type Result, resultsOf, type Theatre } from '../../failover/outlook.ts'
import { placesShown } from '../../output/failover/findings-list.ts'
import { renderFailoverHtml } from '../../output/failover/html.ts'
import { nodesReading, rangeIn } from '../../service/snapshot.ts'
import { pathOf, shownPaths, uriOf } from '../paths.ts'
import { logFailure, requested, type Session } from '../session.ts'
import { isRecord } from '../settings.ts'
import type { Feature } from './index.ts'

/** The answer; `null` where the document is no file of a node, or no node of its cluster has an instance. */
export interface FailoverPage {
  /** The same for all files of the cluster. */
  readonly id: string
  readonly title: string
  readonly html: string
  /** Where the places of the page lead, in their order. */
  readonly places: readonly Location[]
}

/** After so many milliseconds of simulation other messages have their turn. */
const SLICE = 20

export const failover: Feature = (session) => {
  const { connection } = session
  connection.onRequest('kalint/failover', async (params: unknown, token: CancellationToken) => {
    try {
      return await pageFor(session, params, token)
    } catch (error) {
      logFailure(connection, 'failover', error)
      return null
    }
  })
  return {}
}

async function pageFor(session: Session, params: unknown, token: CancellationToken): Promise<FailoverPage | null> {
  if (!isRecord(params) || typeof params.uri !== 'string') return null
  const path = pathOf(params.uri)
  const request = requested(session, path)
  if (request === undefined) return null
  const { snapshot } = request
  const reading = new Set(nodesReading(snapshot, path).map(({ node }) => node))
  const theatres = theatresOf(snapshot.report, ({ nodes }) => nodes.some((node) => reading.has(node)))
  const outlooks: Outlook[] = []
  for (const theatre of theatres) {
    const results = await resultsIn(theatre, token)
    if (results === undefined) return null
    outlooks.push({
      theatre,
      results: results.map((result) => withCauses(result, snapshot.report.diagnostics, theatre.cluster)),
    })
  }
  const nodes = theatres.flatMap(({ cluster }) => cluster.nodes)
  const [first] = nodes
  if (first === undefined) return null
  const names = new Set(nodes.map(({ name }) => name))
  const files = new Set(nodes.flatMap((node) => node.reading.files.map((file) => file.path)))
  const diagnostics = snapshot.report.diagnostics.filter(
    (one) => one.nodes.some((name) => names.has(name)) && files.has(one.at.file.path),
  )
  const positionOf = (place: (typeof diagnostics)[number]['at']) => rangeIn(snapshot, place).start
  return {
    id: `${uriOf(first.file.path)} ${first.configId ?? ''}`,
    title: `Failover of ${theatres.map(({ cluster }) => cluster.name).join('; ')}`,
    html: shownPaths(renderFailoverHtml(outlooks, { ...snapshot.report, diagnostics, positionOf })),
    places: placesShown({ diagnostics }).map((place) => session.positions.location(snapshot.files, place)),
  }
}

/** Each failure by itself; `undefined` where the client does not want the answer any more. */
async function resultsIn(theatre: Theatre, token: CancellationToken): Promise<Result[] | undefined> {
  const results: Result[] = []
  let since = performance.now()
  for (const result of resultsOf(theatre, 1)) {
    results.push(result)
    if (performance.now() - since < SLICE) continue
    await new Promise((resolve) => setTimeout(resolve, 0))
    if (token.isCancellationRequested) return undefined
    since = performance.now()
  }
  return results
}
