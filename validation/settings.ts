/** What the laboratory must know of a configuration: its addresses, what its checks look at, how patient one must be. */

/** The virtual addresses of a configuration, without prefix. */
export function virtualAddresses(text: string): string[] {
  const blocks = [...uncommented(text).matchAll(/\bvirtual_ipaddress(?:_excluded)?\s*\{([^}]*)\}/g)]
  const lines = blocks.flatMap(([, inside = '']) => inside.split('\n')).map((line) => line.trim())
  return [...new Set(lines.filter((line) => line !== '').map((line) => line.replace(/[\s/].*/, '')))]
}

/** The files below /run/checks that a configuration names: what its scripts test for, and its tracked files. */
export function checkedFiles(text: string): string[] {
  return [...new Set([...text.matchAll(/\/run\/checks\/([\w.-]+)/g)].map(([, name = '']) => name))]
}

/** The address of the neighbour of a BFD session. */
export function bfdNeighbour(text: string, name: string): string | undefined {
  const block = new RegExp(`\\bbfd_instance\\s+${name}\\s*\\{([^}]*)\\}`).exec(text)?.[1]
  return /\bneighbor_ip\s+([\da-f.:]+)/.exec(block ?? '')?.[1]
}

/** How many seconds without a change it takes to call nodes quiet: the slowest of them has had the time to take over. */
export function patience(texts: readonly string[]): number {
  const slowest = texts.map((text) => {
    const most = (keyword: string, otherwise: number): number =>
      Math.max(
        otherwise,
        ...[...uncommented(text).matchAll(new RegExp(`\\b${keyword}\\s+([\\d.]+)`, 'g'))].map(([, n]) => Number(n)),
      )
    const advert = Math.max(1, most('advert_int', 0))
    const start = most('vrrp_startup_delay', 0)
    // Before 2.2.8 each advert of lower priority makes the rest of a delayed start count once more.
    const longestStart = start * (1 + start / advert / 2)
    const delays = most('preempt_delay', 0) + longestStart + Math.max(most('rise', 0), most('fall', 0))
    return (most('down_timer_adverts', 3) + 1) * advert + delays
  })
  return 1.5 * Math.max(...slowest)
}

function uncommented(text: string): string {
  return text.replace(/[#!].*/g, '')
}
