#!/usr/bin/env bash
# Nodes in network namespaces that run keepalived, and what happens to them, as lines on standard input tell.
# Usage, as the first process of network, mount and process namespaces: lab.sh FOLDER KEEPALIVED NODE...
# FOLDER holds NODE.conf and NODE.files (what its checks look at). What the daemon of the first node logs goes to descriptor 3,
# what the kernel tells of its addresses to 4; those of the second to 5 and 6; and so on. Every line is answered by "done", and before
# that by "moment SECONDS", the time when it happened.
set -eu
folder=$1 keepalived=$2
shift 2
nodes=("$@")
lans=(0 1)
export TZ=UTC LC_ALL=C

mount -t tmpfs run /run
mkdir /run/netns /run/checks
declare -A number=()

# The addresses of a node follow from its place: on eth0 192.0.2.N and 2001:db8::N, on eth1 198.51.100.N and 2001:db8:1::N.
give_addresses() {
  local n=${number[$1]}
  ip -n "$1" address add "192.0.2.$n/24" dev eth0
  ip -n "$1" address add "2001:db8::$n/64" dev eth0
  ip -n "$1" address add "198.51.100.$n/24" dev eth1
  ip -n "$1" address add "2001:db8:1::$n/64" dev eth1
}

mac() { printf '02:00:00:00:%02x:%02x' "$2" "${number[$1]}"; }
port() { echo "port$2-${number[$1]}"; }
lan() { ip -n lan "$@"; }
moment() { echo "moment $EPOCHREALTIME"; }

# A veth pair without anybody at its other end is where frames are lost.
ip netns add lan
lan link add void type veth peer name nobody
for l in "${lans[@]}"; do
  lan link add "lan$l" type bridge mcast_snooping 0
  lan link set "lan$l" up
done
for node in "${nodes[@]}"; do
  number[$node]=$((${#number[@]} + 1))
  ip netns add "$node"
  ip netns exec "$node" sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
  ip -n "$node" link set lo up
  for l in "${lans[@]}"; do
    port=$(port "$node" "$l")
    ip -n "$node" link add "eth$l" address "$(mac "$node" "$l")" type veth peer name "$port" netns lan
    lan link set "$port" master "lan$l" up
    tc -n lan qdisc add dev "$port" clsact
    ip -n "$node" link set "eth$l" up
  done
  give_addresses "$node"
  cp -r "$folder/$node.files" "/run/files-$node"
  ip -n "$node" -ts -oneline monitor address >&$((2 + 2 * ${number[$node]})) &
done

# A node has /run/checks to itself.
run_daemon() {
  ip netns exec "$1" bash -c 'mount --bind "/run/files-$1" /run/checks && exec "$2" --dont-fork --log-console --log-detail \
    --config-id "$1" --use-file "$3/$1.conf" --pid "/run/$1.pid" --vrrp_pid "/run/$1-vrrp.pid" \
    --checkers_pid "/run/$1-checkers.pid" --bfd_pid "/run/$1-bfd.pid"' \
    - "$1" "$keepalived" "$folder" >&$((1 + 2 * ${number[$1]})) 2>&1 </dev/null &
}

start() {
  moment
  for node in "${nodes[@]}"; do run_daemon "$node"; done
}

# Power loss: no process says farewell (they would if their parent died first), and nothing that it made is left.
node-down() {
  moment
  kill -STOP $(cat "/run/$1.pid" 2>/dev/null) 2>/dev/null
  kill -KILL $(cat "/run/$1"-*.pid "/run/$1.pid" 2>/dev/null) 2>/dev/null
  for l in "${lans[@]}"; do lan link set "$(port "$1" "$l")" down; done
  rm -f "/run/$1.pid" "/run/$1"-*.pid
  for link in $(ip -n "$1" -oneline link | sed -n 's/^[0-9]*: \([^@:]*\)@eth.*/\1/p'); do ip -n "$1" link delete "$link"; done
  for l in "${lans[@]}"; do ip -n "$1" address flush dev "eth$l" scope global; done
}

node-back() {
  for l in "${lans[@]}"; do lan link set "$(port "$1" "$l")" up; done
  until ip -n "$1" -oneline link show eth1 | grep -q LOWER_UP; do sleep 0.05; done
  give_addresses "$1"
  moment
  run_daemon "$1"
}

# The cable of an interface is pulled out, and put in again.
interface-down() { moment && lan link set "$(port "$1" "${2#eth}")" down; }
interface-up() { moment && lan link set "$(port "$1" "${2#eth}")" up; }

# Frames between two nodes are lost, and reach all others.
each_way() {
  local verb=$1 from=$2 to=$3 l
  for l in "${lans[@]}"; do
    tc -n lan filter "$verb" dev "$(port "$to" "$l")" egress protocol all pref "${number[$from]}" \
      u32 match ether src "$(mac "$from" "$l")" action mirred egress redirect dev void
  done
}
link-cut() { moment && each_way add "$1" "$2" && each_way add "$2" "$1"; }
link-restored() {
  moment
  for l in "${lans[@]}"; do
    tc -n lan filter delete dev "$(port "$1" "$l")" egress pref "${number[$2]}"
    tc -n lan filter delete dev "$(port "$2" "$l")" egress pref "${number[$1]}"
  done
}

# What a check looks at: its file is there with a number, or is not.
file() { moment && echo "$3" >"/run/files-$1/$2"; }
no-file() { moment && rm -f "/run/files-$1/$2"; }

# The packets of BFD that a neighbour sends to a node are lost.
bfd-down() {
  moment
  for l in "${lans[@]}"; do
    tc -n lan filter add dev "$(port "$1" "$l")" egress protocol ip pref 100 u32 match ip src "$2/32" \
      match ip dport 3784 0xffff action mirred egress redirect dev void
  done
}
bfd-up() { moment && for l in "${lans[@]}"; do tc -n lan filter delete dev "$(port "$1" "$l")" egress pref 100; done; }

# The addresses of all nodes, as they are now.
look() {
  moment
  for node in "${nodes[@]}"; do ip -n "$node" -oneline address | sed "s/^/address $node /"; done
}

set +e
echo done
while read -r -a words; do
  "${words[@]}"
  echo done
done
