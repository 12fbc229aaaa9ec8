// The configurations that are measured: of any number of lines, alike in every run.

/** How many lines an instance of `nodeText` has. */
const NODE_LINES = 23

/** One node of two, which have as many instances as make so many lines. */
export function nodeText(own, peer, lines) {
  const count = Math.floor((lines - 1) / NODE_LINES)
  const instances = Array.from({ length: count }, (_, index) => nodeInstance(index + 1, own, peer))
  return `global_defs {
  router_id lb${own}
}

vrrp_script check {
  script "/usr/local/bin/check"
  interval 2
  weight -20
}
${instances.join('')}`
}

function nodeInstance(index, own, peer) {
  const [high, low] = [index >> 8, index & 255]
  return `
vrrp_instance web${index} {
  state ${own === 1 ? 'MASTER' : 'BACKUP'}
  interface eth${high}
  virtual_router_id ${low || 1}
  priority ${own === 1 ? 110 : 100}
  advert_int 1
  unicast_src_ip 10.0.${high}.${own}
  unicast_peer {
    10.0.${high}.${peer}
  }
  authentication {
    auth_type PASS
    auth_pass pw${low}
  }
  virtual_ipaddress {
    10.1.${high}.${low}/24 dev eth${high}
  }
  track_script {
    check
  }
}
`
}

/** Instances alone. */
export function instancesText(lines, rank = 1, first = 0) {
  const count = Math.ceil(lines / INSTANCE_LINES)
  return GLOBALS + Array.from({ length: count }, (_, index) => instance(first + index, rank)).join('')
}

const INSTANCE_LINES = 14

function instance(index, rank) {
  return `vrrp_instance VI_${index} {
  state BACKUP
  interface eth${Math.floor(index / 255)}
  virtual_router_id ${(index % 255) + 1}
  priority ${100 + rank * 10}
  advert_int 1
  authentication {
    auth_type PASS
    auth_pass s${index % 100}
  }
  virtual_ipaddress {
    10.${(index >> 14) & 255}.${(index >> 6) & 255}.${(index & 63) * 4 + 1}/24
  }
}
`
}

/** One instance with as many addresses as make so many lines, on one of two nodes. */
export function addressesText(own, lines) {
  const addresses = Array.from({ length: lines - ADDRESS_FRAME }, (_, index) => {
    const bytes = [(index >> 16) & 255, (index >> 8) & 255, index & 255]
    return `    10.${bytes.join('.')}/8\n`
  })
  return `vrrp_instance web {
  interface eth0
  virtual_router_id 1
  priority ${own === 1 ? 110 : 100}
  virtual_ipaddress {
${addresses.join('')}  }
}
`
}

const ADDRESS_FRAME = 7

/** Virtual servers with two real servers each. */
export function serversText(lines) {
  return GLOBALS + Array.from({ length: Math.ceil(lines / SERVER_LINES) }, (_, index) => server(index)).join('')
}

const SERVER_LINES = 18

function server(index) {
  const [high, middle, low] = [index >> 14, (index >> 6) & 255, (index & 63) + 1]
  const real = (host) => `  real_server 192.168.${middle}.${host} 80 {
    weight 1
    TCP_CHECK {
      connect_timeout 3
    }
  }
`
  return `virtual_server 10.${100 + high}.${middle}.${low} 80 {
  delay_loop 6
  lb_algo rr
  lb_kind NAT
  protocol TCP
${real(low)}${real(low + 100)}}
`
}

/** One line that makes 65,024 instances. */
export const SEQUENCE = `global_defs {
  router_id lb1
}

$INSTANCE= \\
  vrrp_instance VI_\${HIGH}_\${LOW} { \\
    interface eth\${HIGH} \\
    virtual_router_id \${LOW} \\
    priority 100 \\
    virtual_ipaddress { \\
      10.0.\${HIGH}.\${LOW}/24 \\
    } \\
  }

~SEQ(HIGH, 0, 255) ~SEQ(LOW, 1, 254) $INSTANCE
`

const GLOBALS = 'global_defs {\n  router_id lb1\n}\n'
