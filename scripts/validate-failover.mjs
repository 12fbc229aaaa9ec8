// npm run validate:failover: compares the simulator with what real daemons did in the scenarios of fixtures/failover, and writes
// docs/failover-validation.md. With --record [--missing] [--binary KEEPALIVED] [--only NAME] [--runs N] [--jobs N] the daemons run.
import { runBundled } from './bundle/run-bundled.mjs'

await runBundled(new URL('../validation/main.ts', import.meta.url))
