// npm run parity [-- --long] [-- --corpus DIR] [-- --mutants N] [-- --seed N] [-- --binary KEEPALIVED] [-- --only NAME]:
// compares kalint with keepalived's config test (docs/parity.md).
import { runBundled } from './bundle/run-bundled.mjs'

await runBundled(new URL('../parity/main.ts', import.meta.url))
