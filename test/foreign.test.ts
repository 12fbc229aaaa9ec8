/** What an include may lead to, and what is certainly something else. */
import { describe, expect, it } from 'vitest'
import { isForeign } from '../src/bind/foreign.ts'
import { sourceFile } from '../src/text/source-file.ts'

const foreign = (text: string): boolean => isForeign(sourceFile('/etc/keepalived/part.inc', text))

describe('a part of a configuration', () => {
  it.each([
    ['nothing', ''],
    ['comments', '# the addresses of the site\n! kept by hand\n'],
    ['members of a group', 'VI_1\nVI_2\n'],
    ['interfaces', 'eth0\nbond0.100 weight 10\n'],
    ['mail addresses', 'ops@example.com\n"on call@example.com"\n'.replace('on call', 'oncall')],
    ['scripts', 'chk_haproxy weight 2\nchk_dns\n'],
    ['addresses', '192.0.2.1/24 dev eth0\n2001:db8::1/64\n'],
    ['ranges of a server group', '192.0.2.1-5 80\nfwmark 3\n'],
    ['routes', 'blackhole 198.51.100.0/24\nsrc 192.0.2.1 to 203.0.113.0/24 via 192.0.2.254\n'],
    ['rules', 'from 192.0.2.0/24 lookup 100\niif eth1 lookup 200\n'],
    ['placeholders', '__VIP__\n%%VIP%% dev eth0\n'],
    ['a password line', 'auth_type PASS\nauth_pass secret\n'],
    ['definitions', '$VIP=192.0.2.1\n$DEV=eth0\n'],
    ['conditions', '@lb1 192.0.2.1\n@lb2 192.0.2.2\n'],
    ['servers', 'real_server 192.0.2.1 80 {\n  weight 1\n  TCP_CHECK {\n    connect_timeout 3\n  }\n}\n'],
    ['misspelt blocks', 'vrrp_instnce A {\n  interfce eth0\n  virtual_router_id 1\n}\n'],
    ['a path', '/usr/local/bin/check-haproxy\n'],
    ['a host with a port', 'www.example.com:443\n'],
  ])('may be %s', (_, text) => {
    expect(foreign(text)).toBe(false)
  })
})

describe('no part of a configuration', () => {
  it.each([
    ['hashes of passwords', 'root:$6$salt$hash:20000:0:99999:7:::\ndaemon:*:19000:0:99999:7:::\n'],
    ['users', 'root:x:0:0:root:/root:/bin/bash\n'],
    ['passwords of a database', 'db.example.com:5432:app:app:hunter2\n'],
    ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n'],
    ['authorized keys', `ssh-ed25519 ${'A'.repeat(68)} admin@example.com\n`],
    ['settings of an environment', 'DB_HOST=db\nDB_PASSWORD=hunter2\n'],
    ['settings in sections', '[client]\nuser=app\npassword=hunter2\n'],
    ['JSON', '{"auths":{"https://registry.example.com":{"auth":"dXNlcjpwYXNz"}}}\n'],
    ['a program', '#!/bin/sh\nexec true\n'],
    ['a token', 'ghp_abcdefghijklmnopqrstuvwxyz01\n'],
    ['another server', 'server {\n  listen 80;\n  root /srv/www;\n  location / {\n    try_files $uri =404;\n  }\n}\n'],
    ['hashes between blocks', `x {\n}\n${'root:$6$salt$hash:20000:0:99999:7:::\n'.repeat(3)}`],
  ])('are %s', (_, text) => {
    expect(foreign(text)).toBe(true)
  })
})
