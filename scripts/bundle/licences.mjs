// The licences of the packages that bundles contain.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Stands between two licences. */
export const RULER = `\n${'-'.repeat(80)}\n\n`

/** What esbuild took from packages, as their licences one below the other; `root` is the folder with `node_modules`. */
export function licencesOf(root, metafiles) {
  const outputs = metafiles.flatMap((metafile) => Object.values(metafile.outputs))
  const inputs = outputs.flatMap((output) => Object.entries(output.inputs))
  const paths = inputs.flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? path : []))
  const folders = new Set(paths.flatMap((path) => /.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []))
  return [...folders]
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
      const file = readdirSync(join(root, folder)).find((one) => /^licen[cs]e/i.test(one))
      const text = file === undefined ? '' : readFileSync(join(root, folder, file), 'utf8').trim()
      return `${name} ${version} (${license})\n\n${text}\n`
    })
    .join(RULER)
}
