/** The health checks of a real server: the ten `*_CHECK` and `*_GET` blocks. */
import { many, nothing, oneOrMore, opt, seq } from '../arguments.ts'
import { type Directive, type DirectiveTable, keywords, type Need } from '../directive.ts'
import {
  address,
  boolean,
  command,
  decimal,
  group,
  integer,
  interfaceName,
  labelled,
  lenientInteger,
  oneOf,
  oneOfIgnoringCase,
  pattern,
  reference,
  text,
  UINT32_MAX,
  user,
} from '../values.ts'
import { TIMER_MAX_SECONDS } from './common.ts'

type ConnectionKeyword =
  | 'connect_ip'
  | 'connect_port'
  | 'bindto'
  | 'bind_port'
  | 'bind_if'
  | 'connect_timeout'
  | 'fwmark'

type TimingKeyword = 'retry' | 'delay_before_retry' | 'warmup' | 'delay_loop' | 'alpha' | 'log_all_failures'

/** The first release of the keywords that did not come with the others. */
type Others<Keyword extends string> = Readonly<Partial<Record<Keyword, string>>>

/** What the two retry keywords mean where neither the check nor the real server sets them. */
interface RetryDefaults {
  readonly retry: string
  readonly delay_before_retry: string
}

const usualRetries: RetryDefaults = { retry: '1', delay_before_retry: '1' }

/** Where a check connects to, and from where. */
function connection(since: string, others: Others<ConnectionKeyword> = {}): DirectiveTable {
  return {
    connect_ip: {
      args: address,
      doc: 'Address to check instead of the real server itself. If `bindto` stands before it, both must be of one address family.',
      repeat: 'last',
      missing: 'exit',
      default: 'the address of the real server',
      since: others.connect_ip ?? since,
      source: 'check_api.c:425',
    },
    connect_port: {
      args: lenientInteger(1, 65535),
      doc: 'Port to check instead of the one traffic is sent to, such as the port of a separate health page.',
      repeat: 'last',
      missing: 'exit',
      default: 'the port of the real server',
      since: others.connect_port ?? since,
      source: 'check_api.c:426',
    },
    bindto: {
      args: address,
      doc: 'Source address of the check. It must be on this node and of the family of the checked address.',
      repeat: 'last',
      missing: 'exit',
      since: others.bindto ?? since,
      source: 'check_api.c:427',
    },
    bind_port: {
      args: lenientInteger(1, 65535),
      doc: 'Source port of the check, without effect unless `bindto` is set. A TCP check then fails while its last connection is still closing.',
      repeat: 'last',
      missing: 'exit',
      since: others.bind_port ?? since,
      source: 'check_api.c:428',
    },
    bind_if: {
      args: interfaceName,
      doc: 'Interface the check leaves by. A link-local IPv6 address cannot be checked without it: the check is dropped.',
      repeat: 'last',
      missing: 'exit',
      since: others.bind_if ?? since,
      source: 'check_api.c:429',
    },
    connect_timeout: {
      args: decimal(0.000001, 4294.967295, 6),
      doc: 'Longest wait for the connection and for each answer before the try counts as failed.',
      repeat: 'last',
      missing: 'exit',
      default: 'connect_timeout of the real server',
      usual: true,
      since: others.connect_timeout ?? since,
      source: 'check_api.c:430',
    },
    fwmark: {
      args: lenientInteger(0, UINT32_MAX),
      doc: 'Firewall mark put on the packets of the check, so that routing rules can tell them from other traffic.',
      repeat: 'last',
      missing: 'exit',
      default: '0',
      since: others.fwmark ?? since,
      needs: 'SO_MARK',
      source: 'check_api.c:432',
    },
  }
}

/** How often a check runs and when it gives up. */
function timing(defaults: RetryDefaults, since: string, others: Others<TimingKeyword> = {}): DirectiveTable {
  return {
    retry: {
      args: lenientInteger(0, UINT32_MAX),
      doc: 'Further tries after a failed one before the check counts as failed. The first check after a start gets none.',
      repeat: 'last',
      missing: 'exit',
      default: `retry of the real server, else ${defaults.retry}`,
      since: others.retry ?? since,
      source: 'check_api.c:435',
    },
    delay_before_retry: {
      args: decimal(0, TIMER_MAX_SECONDS, 6),
      doc: 'Pause between a failed try and the next one of the same check.',
      repeat: 'last',
      missing: 'exit',
      default: `delay_before_retry of the real server, else ${defaults.delay_before_retry}`,
      since: others.delay_before_retry ?? since,
      source: 'check_api.c:436',
    },
    warmup: {
      args: decimal(0, TIMER_MAX_SECONDS, 6),
      doc: 'The first check runs after a random part of this time, so that not all checks start at once. 0 starts it without a wait.',
      repeat: 'last',
      missing: 'exit',
      default: 'warmup of the real server, else delay_loop',
      since: others.warmup ?? since,
      source: 'check_api.c:437',
    },
    delay_loop: {
      args: decimal(0.000001, TIMER_MAX_SECONDS, 6),
      doc: 'Time between two runs of the check, also while the server is down.',
      repeat: 'last',
      missing: 'exit',
      default: 'delay_loop of the real server',
      since: others.delay_loop ?? since,
      source: 'check_api.c:438',
    },
    alpha: {
      args: opt(boolean),
      doc: 'Counts the check as failed from the start until it has succeeded once, instead of as good until it fails.',
      repeat: 'last',
      missing: 'accepted',
      default: 'alpha of the real server',
      since: others.alpha ?? since,
      source: 'check_api.c:439',
    },
    log_all_failures: {
      args: opt(boolean),
      doc: 'Logs every failed try while the server is up, not only the one that takes it down.',
      repeat: 'last',
      missing: 'accepted',
      since: others.log_all_failures ?? since,
      source: 'check_api.c:440',
    },
  }
}

const tcpCheck: DirectiveTable = {
  ...connection('1.2.13', { connect_port: '0.5.8', bindto: '1.1.2', bind_if: '1.3.7', connect_timeout: '0.5.3' }),
  ...timing(usualRetries, '1.2.20', {
    warmup: '1.2.13',
    delay_loop: '1.3.7',
    alpha: '1.3.7',
    log_all_failures: '2.0.11',
  }),
}

const fileCheck: DirectiveTable = {
  track_file: {
    args: reference('track_file', 'drops the check'),
    doc: 'The file that decides, by the name of its `track_file` block, which must stand earlier in the configuration.',
    repeat: 'last',
    missing: 'exit',
    required: true,
    since: '2.1.0',
    source: 'check_file.c:137',
  },
  weight: {
    args: seq(lenientInteger(-2147483647, 2147483647), opt(oneOf('reverse', 'noreverse'))),
    doc: 'Factor by which the number in the file is added to the weight of the server. With 0, a number other than 0 takes the server down; `reverse` turns either round.',
    repeat: 'last',
    missing: 'told',
    default: 'weight of the track_file',
    since: '2.1.0',
    source: 'check_file.c:138',
  },
}

const pingCheck: DirectiveTable = {
  ...connection('2.1.0'),
  ...timing(usualRetries, '2.1.0'),
}

const udpCheck: DirectiveTable = {
  payload: {
    args: oneOrMore(pattern('hex', /^ *[0-9a-f][0-9a-f ]*$/i, 'bytes as hexadecimal digits')),
    doc: 'Bytes to send, as hexadecimal digits; spaces between bytes are fine. Without it filler bytes are sent.',
    repeat: 'last',
    missing: 'told',
    since: '2.2.0',
    source: 'check_udp.c:193',
  },
  require_reply: {
    args: many(pattern('hex', /^ *[0-9a-fx][0-9a-fx ]*$/i, 'bytes as hexadecimal digits, with x for any digit')),
    earlier: { before: '2.2.0', args: nothing },
    doc: 'Fails the check without a reply; otherwise only an ICMP error fails it. Bytes, with `x` for any half byte, must match the start of the reply.',
    repeat: 'last',
    missing: 'accepted',
    since: '2.1.0',
    source: 'check_udp.c:194',
  },
  min_reply_length: {
    args: integer(0, 65535),
    doc: 'Shortest reply in bytes that is good. Looked at only if `require_reply` gives bytes to compare.',
    repeat: 'last',
    missing: 'exit',
    default: '0',
    since: '2.2.0',
    source: 'check_udp.c:195',
  },
  max_reply_length: {
    args: integer(0, 65535),
    doc: 'Longest reply in bytes that is good. Below `min_reply_length` the check can never succeed.',
    repeat: 'last',
    missing: 'exit',
    default: '255',
    since: '2.2.0',
    source: 'check_udp.c:196',
  },
  ...connection('2.1.0'),
  ...timing(usualRetries, '2.1.0'),
}

const miscCheck: DirectiveTable = {
  misc_path: {
    args: command,
    diesOfQuote: true,
    doc: 'The program to run: exit code 0 is success, any other a failure. Its arguments belong inside the quotes; words after them are ignored silently.',
    repeat: 'last',
    missing: 'accepted',
    required: true,
    since: '0.5.3',
    source: 'check_misc.c:218',
  },
  misc_timeout: {
    args: lenientInteger(0, 4294, 's'),
    doc: 'Time after which the program is ended with SIGTERM, then SIGKILL, and counts as failed.',
    repeat: 'last',
    missing: 'exit',
    default: 'delay_loop of the virtual server',
    since: '1.1.0',
    source: 'check_misc.c:219',
  },
  misc_dynamic: {
    args: nothing,
    doc: 'Lets the program set the weight: exit codes 2 to 255 are successes with a weight of 0 to 253, 0 keeps the configured weight, 1 is a failure.',
    repeat: 'flag',
    missing: 'accepted',
    since: '1.1.8',
    source: 'check_misc.c:220',
  },
  user: {
    args: seq(user, opt(group)),
    doc: 'Account the program runs as. If it is unknown to the system, the whole check is dropped.',
    repeat: 'last',
    missing: 'told',
    default: 'script_user of global_defs',
    since: '1.3.0',
    source: 'check_misc.c:221',
  },
  ...timing({ ...usualRetries, retry: '0' }, '1.3.7', { warmup: '1.2.13', log_all_failures: '2.0.11' }),
}

const bfdCheck: DirectiveTable = {
  name: {
    args: reference('bfd_instance', 'drops the check'),
    doc: 'The BFD session to follow; its `bfd_instance` must stand earlier. A real server can follow each session only once.',
    repeat: 'first',
    repeatTold: true,
    exact: true,
    missing: 'told',
    required: true,
    since: '2.0.0',
    needs: 'BFD',
    source: 'check_bfd.c:257',
  },
  alpha: {
    args: opt(boolean),
    doc: 'Counts the session as down until it has come up, instead of as up until it fails.',
    repeat: 'last',
    missing: 'accepted',
    default: 'alpha of the real server',
    since: '2.0.0',
    needs: 'BFD',
    source: 'check_bfd.c:258',
  },
}

const smtpHost: DirectiveTable = {
  ...connection('1.1.8', { bind_port: '1.2.13', bind_if: '1.3.7', connect_timeout: '1.2.13', fwmark: '1.2.13' }),
  ...timing(usualRetries, '1.3.7', { log_all_failures: '2.0.11' }),
}

const smtpCheck: DirectiveTable = {
  helo_name: {
    args: text('name'),
    doc: 'Name this node gives itself in HELO. Some mail servers refuse one that does not resolve.',
    repeat: 'last',
    repeatTold: { since: '2.2.8' },
    missing: 'told',
    default: 'smtpchecker.keepalived.org',
    since: '1.1.8',
    source: 'check_smtp.c:298',
  },
  host: {
    args: nothing,
    body: keywords(smtpHost),
    doc: 'One more address to check. Each block becomes a check of its own, so separate `SMTP_CHECK` blocks say the same.',
    repeat: 'accumulate',
    missing: 'accepted',
    since: '1.1.8',
    deprecated: { use: 'one SMTP_CHECK block per address', told: 'log', since: '1.3.7' },
    source: 'check_smtp.c:310',
  },
  ...connection('1.2.17', { bind_if: '1.3.7', connect_timeout: '1.1.8' }),
  ...timing(usualRetries, '1.1.8', {
    warmup: '1.2.13',
    delay_loop: '1.3.7',
    alpha: '1.3.7',
    log_all_failures: '2.0.11',
  }),
}

const dnsCheck: DirectiveTable = {
  ...connection('1.3.0', { bind_if: '1.3.7' }),
  ...timing({ retry: '3', delay_before_retry: 'delay_loop' }, '1.3.7', { retry: '1.3.0', log_all_failures: '2.0.11' }),
  type: {
    args: oneOfIgnoringCase('A', 'NS', 'CNAME', 'SOA', 'MX', 'TXT', 'AAAA', 'RRSIG', 'DNSKEY'),
    doc: 'Record type to ask for. An unknown one is reported and the query stays as it was.',
    repeat: 'last',
    missing: 'exit',
    default: 'SOA',
    since: '1.3.0',
    source: 'check_dns.c:554',
  },
  name: {
    // check_dns.c:517 takes the dot after a label of one character for an empty label, at the start of a name only.
    args: pattern(
      'domain',
      /^(?:\.|[^.]|[^.]{2,}(?:\.[^.]+)*\.?)$/,
      'a domain name without an empty label and with two characters or more in its first label',
    ),
    earlier: { before: '2.1.4', args: text('domain') },
    doc: 'Name to ask for. Since 2.1.4 one with an empty label is refused and, by mistake, one whose first label has a single character.',
    repeat: 'first',
    repeatTold: { since: '2.1.4' },
    missing: 'exit',
    default: '.',
    since: '1.3.0',
    source: 'check_dns.c:555',
  },
}

const url: DirectiveTable = {
  path: {
    args: text('path'),
    doc: 'What follows GET in the request, query included. A `url` block without it is dropped.',
    repeat: 'last',
    repeatTold: { since: '2.2.8' },
    missing: 'exit',
    required: true,
    since: '0.5.3',
    source: 'check_http.c:985',
  },
  digest: {
    args: pattern('md5', /^[0-9a-f]{32}$/i, '32 hexadecimal digits'),
    doc: 'MD5 sum that the body of the answer must have, as `genhash` prints it. Only fit for pages that never change.',
    repeat: 'first',
    repeatTold: true,
    missing: 'exit',
    since: '0.5.3',
    source: 'check_http.c:986',
  },
  status_code: {
    args: oneOrMore({
      ...pattern('code', /^[1-5]\d\d(?:-[1-5]\d\d)?$/, 'a status code from 100 to 599 or a range such as 200-299'),
      rising: true,
    }),
    doc: 'Status codes that count as good; several lines add up. Before 2.0.17 exactly one code could be given.',
    repeat: 'accumulate',
    missing: 'accepted',
    default: '200-299',
    since: '0.7.6',
    source: 'check_http.c:987',
  },
  virtualhost: {
    args: text('host'),
    doc: 'Host header for this URL alone, before the ones of the check, the real server and the virtual server.',
    repeat: 'last',
    repeatTold: { since: '2.2.8' },
    missing: 'told',
    default: 'virtualhost of the check',
    since: '1.3.6',
    source: 'check_http.c:988',
  },
  regex: {
    args: text('pattern'),
    doc: 'PCRE2 pattern that the answer must match. Quote it and double each backslash: one layer of escapes is taken off first.',
    repeat: 'last',
    repeatTold: { since: '2.2.8' },
    exact: true,
    untold: { until: '2.2.8' },
    missing: 'told',
    since: '2.0.7',
    needs: 'REGEX',
    source: 'check_http.c:990',
  },
  regex_no_match: {
    args: nothing,
    doc: 'Turns `regex` round: the check fails if the pattern does match.',
    repeat: 'flag',
    missing: 'accepted',
    since: '2.0.7',
    needs: 'REGEX',
    source: 'check_http.c:991',
  },
  regex_options: {
    args: oneOrMore(
      oneOf(
        'allow_empty_class',
        'alt_bsux',
        'auto_callout',
        'caseless',
        'dollar_endonly',
        'dotall',
        'dupnames',
        'extended',
        'firstline',
        'match_unset_backref',
        'multiline',
        'never_ucp',
        'never_utf',
        'no_auto_capture',
        'no_auto_possess',
        'no_dotstar_anchor',
        'no_start_optimize',
        'ucp',
        'ungreedy',
        'utf',
        'never_backslash_c',
        'alt_circumflex',
        'alt_verbnames',
        'use_offset_limit',
      ),
    ),
    doc: 'PCRE2 compile options of `regex`, named as in pcre2_compile(3). keepalived ignores an unknown word without a message.',
    repeat: 'accumulate',
    untold: 'always',
    missing: 'accepted',
    since: '2.0.7',
    needs: 'REGEX',
    source: 'check_http.c:992',
  },
  regex_min_offset: {
    args: integer(0, UINT32_MAX),
    doc: 'Byte of the answer from which `regex` is searched for. A bad value only goes to the log and counts as 0.',
    repeat: 'last',
    exact: true,
    untold: 'always',
    missing: 'told',
    default: '0',
    since: '2.0.7',
    needs: 'REGEX',
    source: 'check_http.c:993',
  },
  regex_max_offset: {
    args: integer(0, UINT32_MAX),
    doc: 'Last byte at which a match of `regex` may begin. A bad value only goes to the log and counts as 0; below `regex_min_offset` both are dropped.',
    repeat: 'last',
    exact: true,
    untold: 'always',
    missing: 'told',
    default: 'unlimited',
    since: '2.0.7',
    needs: 'REGEX',
    source: 'check_http.c:994',
  },
  regex_stack: {
    args: seq(labelled('start', integer(0, UINT32_MAX)), labelled('max', integer(0, UINT32_MAX))),
    doc: 'First and largest size in bytes of the stack for compiled patterns. All checks share one stack, made for the largest values given.',
    repeat: 'accumulate',
    exact: true,
    untold: 'always',
    missing: 'told',
    default: 'the stack of the PCRE2 library',
    since: '2.0.7',
    needs: 'REGEX',
    source: 'check_http.c:996',
  },
}

const sslUrl: DirectiveTable = {
  ...url,
  tls_compliant: {
    args: opt(boolean),
    doc: 'Ends the TLS connection for this URL with a proper close message, even if the check as a whole does not.',
    repeat: 'last',
    missing: 'accepted',
    since: '2.2.8',
    source: 'check_http.c:1000',
  },
}

const webCheck: DirectiveTable = {
  ...connection('1.2.13', { connect_port: '0.5.8', bindto: '1.1.2', bind_if: '1.3.7', connect_timeout: '0.5.3' }),
  ...timing({ ...usualRetries, delay_before_retry: '3' }, '1.3.7', {
    delay_before_retry: '0.5.3',
    warmup: '1.2.13',
    log_all_failures: '2.0.11',
  }),
  nb_get_retry: {
    args: lenientInteger(0, UINT32_MAX),
    doc: 'The old name of `retry`: it still works, but fails the config test.',
    repeat: 'last',
    missing: 'exit',
    since: '0.5.3',
    deprecated: { use: 'retry', told: 'error', since: '2.0.15' },
    source: 'check_http.c:973',
  },
  virtualhost: {
    args: text('host'),
    doc: 'Host header of the requests of this check. Without any `virtualhost` the address and port of the server are sent.',
    repeat: 'last',
    repeatTold: { since: '2.2.8' },
    missing: 'told',
    default: 'virtualhost of the real server, else of the virtual server',
    since: '1.3.6',
    source: 'check_http.c:974',
  },
  http_protocol: {
    args: oneOf('1.0', '1.1', '1.0C', '1.0c'),
    doc: 'HTTP version to request. `1.1` and `1.0C` also send `Connection: close`.',
    repeat: 'last',
    missing: 'told',
    default: '1.0',
    since: '2.0.17',
    source: 'check_http.c:975',
  },
  enable_sni: {
    args: opt(boolean),
    doc: 'Names the host in the TLS handshake: `sni_name`, else the `virtualhost` of URL, check or virtual server. That of the real server is not looked at.',
    repeat: 'last',
    missing: 'accepted',
    since: '1.4.3',
    needs: 'OPENSSL_SNI',
    source: 'check_http.c:977',
  },
  sni_name: {
    args: opt(text('host')),
    doc: 'Turns `enable_sni` on and, with a name, sends that one in the TLS handshake whatever the Host header is.',
    repeat: 'last',
    repeatTold: { since: '2.2.8' },
    missing: 'accepted',
    default: 'virtualhost',
    since: 'next',
    needs: 'OPENSSL_SNI',
    source: 'check_http.c:978',
  },
  fast_recovery: {
    args: opt(boolean),
    doc: 'Fetches the URLs of a server that comes up or comes back one right after the other, instead of one per `delay_loop`.',
    repeat: 'last',
    missing: 'accepted',
    since: '2.0.17',
    source: 'check_http.c:980',
  },
}

/** The requests of a web check: HTTP and TLS know different keywords for them. */
function urlBlock(directives: DirectiveTable): Directive {
  return {
    args: nothing,
    body: keywords(directives, { oneOf: ['path'], otherwise: 'drops the URL', atEnd: true }),
    doc: 'One request and the answer it expects. One URL is fetched per `delay_loop`, in turn; a check without any is dropped.',
    repeat: 'accumulate',
    missing: 'accepted',
    required: true,
    since: '0.5.3',
    source: 'check_http.c:983',
  }
}

const httpGet: DirectiveTable = { ...webCheck, url: urlBlock(url) }

const sslGet: DirectiveTable = {
  ...webCheck,
  tls_compliant: {
    args: opt(boolean),
    doc: 'Ends each TLS connection with a proper close message. Otherwise it is simply cut, which some servers log as an error.',
    repeat: 'last',
    missing: 'accepted',
    since: '2.2.8',
    source: 'check_http.c:982',
  },
  url: urlBlock(sslUrl),
}

const needsUrl: Need = { oneOf: ['url'], otherwise: 'drops the check', atEnd: true }

/** The health checks by keyword, as they may stand in a `real_server` block. */
export const checkers: DirectiveTable = {
  TCP_CHECK: {
    args: nothing,
    body: keywords(tcpCheck),
    doc: 'Opens a TCP connection and closes it again: the server is good if it accepts.',
    repeat: 'accumulate',
    missing: 'accepted',
    usual: true,
    since: '0.5.3',
    source: 'check_tcp.c:88',
  },
  FILE_CHECK: {
    args: nothing,
    body: keywords(fileCheck, { oneOf: ['track_file'], otherwise: 'drops the check', atEnd: true }),
    doc: 'Lets the number in a tracked file take the server down or change its weight. It acts as soon as the file changes.',
    repeat: 'accumulate',
    missing: 'accepted',
    since: '2.1.0',
    source: 'check_file.c:135',
  },
  PING_CHECK: {
    args: nothing,
    body: keywords(pingCheck),
    doc: 'Sends an ICMP echo request. It tells that the host answers, not that the service on it does.',
    repeat: 'accumulate',
    missing: 'accepted',
    since: '2.1.0',
    source: 'check_ping.c:175',
  },
  UDP_CHECK: {
    args: nothing,
    body: keywords(udpCheck),
    doc: 'Sends a datagram and fails on an ICMP error. Silence is a success unless `require_reply` is set.',
    repeat: 'accumulate',
    missing: 'accepted',
    since: '2.1.0',
    source: 'check_udp.c:190',
  },
  MISC_CHECK: {
    args: nothing,
    body: keywords(miscCheck, { oneOf: ['misc_path'], otherwise: 'drops the check', atEnd: true }),
    doc: 'Runs a program whose exit code tells how the server is. Without `misc_path` the check is dropped.',
    repeat: 'accumulate',
    missing: 'accepted',
    since: '0.5.3',
    source: 'check_misc.c:215',
  },
  BFD_CHECK: {
    args: nothing,
    body: keywords(bfdCheck, { oneOf: ['name'], otherwise: 'drops the check', atEnd: true, refusedAtOnce: true }),
    doc: 'Takes the server down with a BFD session, faster than any polling check. Needs a build with BFD.',
    repeat: 'accumulate',
    missing: 'accepted',
    since: '2.0.0',
    needs: 'BFD',
    source: 'check_bfd.c:255',
  },
  SMTP_CHECK: {
    args: nothing,
    body: keywords(smtpCheck),
    doc: 'Talks to a mail server up to the answer to HELO, then quits.',
    repeat: 'accumulate',
    missing: 'accepted',
    since: '1.1.8',
    source: 'check_smtp.c:296',
  },
  DNS_CHECK: {
    args: nothing,
    body: keywords(dnsCheck),
    doc: 'Asks the server for a DNS record over UDP and expects an answer without an error code.',
    repeat: 'accumulate',
    missing: 'accepted',
    since: '1.3.0',
    source: 'check_dns.c:551',
  },
  HTTP_GET: {
    args: nothing,
    body: keywords(httpGet, needsUrl),
    doc: 'Fetches pages over plain HTTP and compares status code, MD5 sum or content of the answers.',
    repeat: 'accumulate',
    missing: 'accepted',
    since: '0.5.3',
    source: 'check_http.c:970',
  },
  SSL_GET: {
    args: nothing,
    body: keywords(sslGet, needsUrl),
    doc: 'Like `HTTP_GET` over TLS. The certificate of the server is not verified.',
    repeat: 'accumulate',
    missing: 'accepted',
    since: '0.5.3',
    source: 'check_http.c:970',
  },
}
