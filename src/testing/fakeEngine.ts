import type { LiveCall, TrunkState } from '../core/calls/call.ts';
import type { CallEngine } from '../engines/engine.ts';

/** An engine that carries nothing: it notes what it was told, and is up with the calls that the test says. */
export type FakeEngine = CallEngine & {
  readonly told: string[];
  live: readonly LiveCall[];
  states: readonly TrunkState[];
  isConnected: boolean;
  freeBytes: bigint;
};

export function fakeEngine(): FakeEngine {
  const told: string[] = [];
  const note = async (line: string): Promise<void> => void told.push(line);
  const engine: FakeEngine = {
    told,
    live: [],
    states: [],
    isConnected: true,
    freeBytes: 1n << 40n,
    start: async () => undefined,
    stop: async () => undefined,
    grant: (callId, _, grantedSeconds) => note(`grant ${callId} ${grantedSeconds}`),
    warn: (callId) => note(`warn ${callId}`),
    hangUp: (callId) => note(`hang up ${callId}`),
    liveCalls: async () => engine.live,
    applyTrunks: (trunks) => note(`trunks ${trunks.length}`),
    trunkStates: async () => engine.states,
    forgetPhones: (numbers) => note(`forget ${numbers.join(' ')}`),
    ringBrowsers: (browsers) => void told.push(`browsers ${[...browsers].map((one) => one.flat().join(' ')).join(', ')}`),
    removeRecordings: (recordings) => note(`remove ${recordings.join(' ')}`),
    removeCallRecordings: (recordings) => note(`remove calls ${recordings.join(' ')}`),
    freeRecordingBytes: async () => engine.freeBytes,
    tellMessages: (counts) =>
      note(`lamps ${counts.map(({ networkNumber, unheard, heard }) => `${networkNumber} ${unheard}/${heard}`).join(' ')}`),
    placeTestCall: (networkNumber, dialled) => note(`test call ${networkNumber} ${dialled}`),
    applyBans: (bans) => note(`ban ${bans.map(({ network }) => network).join(' ')}`),
    trustedNetworks: async () => ['127.0.0.1/32'],
    status: () => ({ isConnected: engine.isConnected, liveCalls: engine.live.length, shutsOutBy: 'asterisk' }),
  };
  return engine;
}
