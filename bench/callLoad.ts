import { startCallers } from '../simulation/sippTraffic.ts';
import type { Customer } from '../src/testing/operator.ts';

/** Where the load goes: the SIP port of Asterisk, the phones that call in turn, and what they dial. */
export type Load = {
  readonly server: number;
  readonly phones: readonly Customer[];
  readonly dialled: string;
  readonly callsPerSecond: number;
  readonly seconds: number;
};

/** What SIPp counted and timed. Milliseconds from the INVITE with credentials to its answer. */
export type LoadFigures = {
  readonly succeeded: number;
  readonly failed: number;
  readonly repeated: number;
  readonly p50: number;
  readonly p99: number;
};

/** How long the caller talks: long enough to be a call, short enough that set-ups are what is measured. Milliseconds. */
const talkMilliseconds = 100;

/** Places calls at an even rate and waits for the last one. */
export async function placeCalls(load: Load): Promise<LoadFigures> {
  const count = Math.round(load.callsPerSecond * load.seconds);
  const callers = await startCallers({
    calls: Array.from({ length: count }, (_, index) => ({
      phone: load.phones[index % load.phones.length]!,
      dialled: load.dialled,
      talkMilliseconds,
    })),
    callsPerSecond: load.callsPerSecond,
    server: load.server,
    areMessagesKept: false,
    edit: timed,
    words: ['-trace_stat', '-stf', 'statistics', '-fd', '1', '-trace_rtt', '-rtt_freq', '1', '-timeout', '60'],
  });
  try {
    await callers.finished;
    const times = callers
      .files(/_rtt\.csv$/)
      .flatMap((text) => text.split('\n').slice(1))
      .flatMap((line) => (line.includes(';') ? [Number(line.split(';')[1])] : []))
      .sort((a, b) => a - b);
    return { ...totals(callers.files(/^statistics$/)[0] ?? ''), p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
  } finally {
    await callers.stop();
  }
}

/** The clock starts with the second INVITE (the one with credentials) and stops with its 200. */
function timed(scenario: string): string {
  const second = scenario.indexOf('<send retrans="500">', scenario.indexOf('auth="true"'));
  const clocked = `${scenario.slice(0, second)}<send retrans="500" start_rtd="1">${scenario.slice(second + '<send retrans="500">'.length)}`;
  return clocked.replace('<recv response="200" rrs="true"/>', '<recv response="200" rrs="true" rtd="1"/>');
}

/** The last line of SIPp's statistics: (C) columns count from the start. */
function totals(text: string): Pick<LoadFigures, 'succeeded' | 'failed' | 'repeated'> {
  const [names = [], ...lines] = text
    .trim()
    .split('\n')
    .map((line) => line.split(';'));
  const last = lines.at(-1) ?? [];
  const column = (name: string) => Number(last[names.indexOf(name)] ?? Number.NaN);
  return {
    succeeded: column('SuccessfulCall(C)'),
    failed: column('FailedCall(C)'),
    repeated: column('Retransmissions(C)'),
  };
}

/** The smallest value that this part of the sorted values does not exceed. */
export function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN;
}
