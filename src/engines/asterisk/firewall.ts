import { spawn } from 'node:child_process';
import type { Instant } from '../../core/base/time.ts';
import type { BannedNetwork } from '../engine.ts';

/** nftables, as far as it keeps banned networks away from the ports of phones. */
export type Firewall = {
  /** False: it is not there, or we may not. Leaves nothing behind then. */
  readonly open: () => Promise<boolean>;
  /** Exactly these are kept out from now on, each until its time, in one step. Throws when the firewall refuses. */
  readonly apply: (bans: readonly BannedNetwork[], now: Instant) => Promise<void>;
  /** Takes our table away. */
  readonly close: () => Promise<void>;
};

export type FirewallOptions = {
  /** A table of our own, so that nobody else's rules are touched. */
  readonly table: string;
  /** UDP and TCP ports of phones. Only these are closed to the banned. */
  readonly ports: readonly number[];
  /** The program and words before its own; `nft` when left out. */
  readonly command?: readonly [string, ...string[]];
};

export function openFirewall({ table, ports, command = ['nft'] }: FirewallOptions): Firewall {
  const run = (script: string) => runNft(command, script);
  return {
    open: () =>
      run(tableScript(table, ports)).then(
        () => true,
        () => false,
      ),
    apply: (bans, now) => run(bansScript(table, bans, now)),
    close: () => run(`add table inet ${table}\ndelete table inet ${table}\n`).catch(() => undefined),
  };
}

/** The table from nothing, whatever an earlier process left. Pure. */
export function tableScript(table: string, ports: readonly number[]): string {
  const port = ports.join(', ');
  return `add table inet ${table}
delete table inet ${table}
table inet ${table} {
  set banned4 { type ipv4_addr; flags interval, timeout; auto-merge; }
  set banned6 { type ipv6_addr; flags interval, timeout; auto-merge; }
  chain input {
    type filter hook input priority -10; policy accept;
    meta l4proto { tcp, udp } th dport { ${port} } ip saddr @banned4 drop
    meta l4proto { tcp, udp } th dport { ${port} } ip6 saddr @banned6 drop
  }
}
`;
}

/** One step: the sets are emptied and filled. A ban whose time has come is left out. Pure. */
export function bansScript(table: string, bans: readonly BannedNetwork[], now: Instant): string {
  const elements = bans.flatMap(({ network, until }) => {
    if (!/^[0-9a-f.:]+\/\d{1,3}$/.test(network)) throw new TypeError(`"${network}" is no network`);
    if (until === undefined) return [{ network, text: network }];
    const seconds = Math.ceil((until - now) / 1000);
    return seconds > 0 ? [{ network, text: `${network} timeout ${seconds}s` }] : [];
  });
  const add = (set: string, own: typeof elements) =>
    own.length === 0 ? '' : `add element inet ${table} ${set} { ${own.map(({ text }) => text).join(', ')} }\n`;
  return [
    `flush set inet ${table} banned4\nflush set inet ${table} banned6\n`,
    add(
      'banned4',
      elements.filter(({ network }) => !network.includes(':')),
    ),
    add(
      'banned6',
      elements.filter(({ network }) => network.includes(':')),
    ),
  ].join('');
}

const answerWithinMilliseconds = 10_000;

/** Runs one script; everything in it happens or nothing. No shell: the script goes in by its standard input. */
function runNft([program, ...words]: readonly [string, ...string[]], script: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...words, '-f', '-'], {
      env: { PATH: '/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C' },
      stdio: ['pipe', 'ignore', 'pipe'],
      timeout: answerWithinMilliseconds,
      killSignal: 'SIGKILL',
    });
    let complaint = '';
    child.stderr.on('data', (bytes) => {
      complaint = (complaint + bytes).slice(0, 500);
    });
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`nft ended with ${code}: ${complaint.trim()}`))));
    child.stdin.on('error', () => undefined); // It ended without reading: its status tells.
    child.stdin.end(script);
  });
}
