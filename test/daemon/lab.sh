#!/usr/bin/env bash
# Runs keepalived on the nodes of a folder, each in a network namespace, and writes down what addresses they hold.
# Usage, as the first process of network, mount and process namespaces: lab.sh FOLDER SETTLE RECOVER [kill|unplug NODE]
set -u
folder=$1 settle=$2 recover=$3 incident=${4:-none} victim=${5:-}

mount -t tmpfs run /run
mkdir /run/netns
mapfile -t nodes <"$folder/nodes"

ip netns add lan
port=0
for node in "${nodes[@]}"; do
  ip netns add "$node"
  ip netns exec "$node" sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
  ip -n "$node" link set lo up
  number=0
  while read -r interface; do
    number=$((number + 1))
    if ! ip -n lan link show "lan$number" >/dev/null 2>&1; then
      ip -n lan link add "lan$number" type bridge mcast_snooping 0
      ip -n lan link set "lan$number" up
    fi
    port=$((port + 1))
    ip -n "$node" link add "$interface" type veth peer name "port$port" netns lan
    ip -n lan link set "port$port" master "lan$number" up
    ip -n "$node" link set "$interface" up
    [ "$number" -gt 1 ] || first=$interface
  done <"$folder/$node.interfaces"
  while read -r address; do ip -n "$node" address add "$address" dev "$first"; done <"$folder/$node.addresses"
done

declare -A daemons
for node in "${nodes[@]}"; do
  ip netns exec "$node" keepalived --dont-fork --log-console --log-detail --config-id "$node" \
    --use-file "$folder/$node.conf" --pid "/run/$node.pid" --vrrp_pid "/run/$node-vrrp.pid" \
    --checkers_pid "/run/$node-checkers.pid" --bfd_pid "/run/$node-bfd.pid" >"$folder/$node.log" 2>&1 &
  daemons[$node]=$!
done

look() {
  for node in "${nodes[@]}"; do
    { kill -0 "${daemons[$node]}" 2>/dev/null && echo running; ip -n "$node" -oneline address; } >"$folder/$node.$1"
  done
}

sleep "$settle"
look settled
case $incident in
  kill) kill -KILL $(cat "/run/$victim-vrrp.pid") "${daemons[$victim]}" && ip -n "$victim" address flush scope global ;;
  unplug) for port in $(ip -n "$victim" -oneline link | sed -n 's/^[0-9]*: \([^@:]*\)@.*/\1/p'); do ip -n "$victim" link set "$port" down; done ;;
esac
[ "$incident" = none ] || sleep "$recover"
look after
