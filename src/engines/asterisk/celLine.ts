/** One line of the call spool, columns as in configuration.ts `spoolColumns`. */
export type CelEvent = {
  readonly kind: 'answered' | 'HANGUP';
  /** Microseconds since 1970. */
  readonly at: bigint;
  readonly channelId: string;
  /** Technology, peer and a counter, such as `PJSIP/provider-3-0000002a`. */
  readonly channelName: string;
  /** The inner half of a Local channel repeats what the outer half says, and is named `...;2`. */
  readonly isInnerHalf: boolean;
  /** What the dialplan wrote: `<callId>^...`; empty on channels that are no part of a call of ours. */
  readonly userField: string;
  /** ITU-T Q.850; 0 when the line has none. */
  readonly hangupCause: number;
};

/** Reads one line; undefined for lines that are not whole, not ours or not events that we use. Never throws. */
export function readCelLine(line: string): CelEvent | undefined {
  const columns = splitCsv(line);
  if (columns?.length !== 6) return undefined;
  const [kind, time, channelId, name, userField, extra] = columns as [string, string, string, string, string, string];
  const at = microseconds(time);
  if ((kind !== 'answered' && kind !== 'HANGUP') || at === undefined) return undefined;
  if (userField === '' && !name.includes('/provider-')) return undefined;
  const hangupCause = Number(/"hangupcause":\s?(\d{1,3})\b/.exec(extra)?.[1] ?? 0);
  return { kind, at, channelId, channelName: name, isInnerHalf: name.endsWith(';2'), userField, hangupCause };
}

/** `1700000000.123456` → 1700000000123456n. */
export function microseconds(text: string): bigint | undefined {
  const parts = /^(\d{1,12})\.(\d{6})$/.exec(text);
  return parts ? BigInt(parts[1] + (parts[2] as string)) : undefined;
}

/** Every value quoted, quotes doubled (RFC 4180). Undefined when the line is cut off. */
function splitCsv(line: string): readonly string[] | undefined {
  if (!/^"(?:[^"]|"")*"(?:,"(?:[^"]|"")*")*$/.test(line)) return undefined;
  return [...line.matchAll(/"((?:[^"]|"")*)"(?:,|$)/g)].map((match) => (match[1] ?? '').replaceAll('""', '"'));
}
