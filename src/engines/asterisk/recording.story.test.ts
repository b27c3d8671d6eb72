import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Attempt, Trunk } from '../../core/calls/call.ts';
import type { AttemptRecording, RecordingOwner } from '../../core/routing/recordingWish.ts';
import { addTestPhone } from '../../testing/phones/addTestPhone.ts';
import { type Baresip, startBaresip } from '../../testing/phones/baresip.ts';
import { type EngineStage, keptRecordings, openEngineStage } from '../../testing/phones/engineStage.ts';
import { eventually } from '../../testing/phones/eventually.ts';
import { loudness, toneLoudness } from '../../testing/phones/media.ts';
import { finalStatus } from '../../testing/phones/sipp.ts';
import { findTool } from '../../testing/tools.ts';
import { keptPath } from './callRecordings.ts';

const story = test.skipIf(findTool('baresip') === null);
const [callerTone, calleeTone] = [440, 700];
let stage: EngineStage;
let caller: Baresip;
let callee: Baresip;

beforeAll(async () => {
  stage = await openEngineStage();
  if (findTool('baresip') === null) return;
  const phone = async (number: string, tone: number) =>
    startBaresip(await addTestPhone(stage.database.ownerUrl, number, 'sip'), stage.asterisk.ports.sip, tone);
  [caller, callee] = [await phone('100001', callerTone), await phone('100002', calleeTone)];
});
beforeEach(async () => {
  await stage.clear();
  stage.recordings.length = 0;
});
afterAll(async () => {
  await caller?.stop();
  await callee?.stop();
  await stage.close();
});

const own: RecordingOwner = { kind: 'caller', number: '100001' };
const decide = (recording: AttemptRecording) =>
  stage.decide(({ dialled }) => {
    const attempt: Attempt = { kind: 'phone', networkNumber: dialled, protocols: ['sip'], callerId: '100001', recording };
    return { ok: true, attempts: [attempt], grantedSeconds: 60, ringSeconds: 20 };
  });

/** Calls until both have heard so much of each other, and hangs up. */
async function talk(): Promise<void> {
  const established = () => caller.events().filter((one) => one === 'CALL_ESTABLISHED').length;
  const before = established();
  caller.dial('100002');
  await eventually(() => established() > before, 'the call is answered');
  await eventually(
    () => toneLoudness(caller.heard(), calleeTone) > 0.1 && toneLoudness(callee.heard(), callerTone) > 0.1,
    'both hear each other',
  );
  const since = caller.heard().length;
  await eventually(() => caller.heard().length > since + 8000, 'they talk for a second');
  caller.hangUp();
  await stage.reportOf(0);
}

const soundOf = (name: string): Float64Array => {
  const bytes = readFileSync(keptPath(keptRecordings(stage.asterisk), name)).subarray(44);
  return Float64Array.from({ length: Math.floor(bytes.length / 2) }, (_, at) => bytes.readInt16LE(at * 2) / 32_768);
};

/** The first tenth of a second in which this is so. */
function firstTenth(samples: Float64Array, is: (tenth: Float64Array) => boolean): number {
  for (let start = 0; start + 800 <= samples.length; start += 800) if (is(samples.subarray(start, start + 800))) return start;
  return Number.POSITIVE_INFINITY;
}

story('a recorded call has both voices in one file, for each who wants it, and is charged like any other', async () => {
  decide({ owners: [own, { kind: 'phone', number: '100002' }, { kind: 'phone', number: '100009' }], announcement: 'none' });
  await talk();
  await eventually(() => stage.recordings.length >= 2, 'both recordings are there');
  const { callId } = stage.requests[0]!;
  const made = [...stage.recordings].sort((one, two) => one.owner.kind.localeCompare(two.owner.kind));
  expect(made).toMatchObject([
    { owner: own, otherNumber: '100002', callId },
    { owner: { kind: 'phone', number: '100002' }, otherNumber: '100001', callId },
  ]);
  const report = await stage.reportOf(0);
  expect(report).toMatchObject({ attempt: 1, hangupCause: 16 });
  for (const one of made) {
    await eventually(() => soundOf(one.recording).length > 0, 'its file is kept');
    expect(toneLoudness(soundOf(one.recording), callerTone)).toBeGreaterThan(0.05);
    expect(toneLoudness(soundOf(one.recording), calleeTone)).toBeGreaterThan(0.05);
    expect(Math.abs(one.durationMilliseconds - report.durationMilliseconds)).toBeLessThan(1500);
  }
  await stage.engine().removeCallRecordings(made.map(({ recording }) => recording));
  expect(() => soundOf(made[0]!.recording)).toThrow(/ENOENT/);
});

story('both are told before either can say a word, and what they are told belongs to the call', async () => {
  decide({ owners: [own], announcement: 'notice' });
  await talk();
  for (const [phone, other] of [
    [caller, calleeTone],
    [callee, callerTone],
  ] as const) {
    const heard = phone.heard();
    const told = firstTenth(heard, (tenth) => loudness(tenth) > 0.02);
    const spoken = firstTenth(heard, (tenth) => toneLoudness(tenth, other) > 0.1);
    expect(spoken - told).toBeGreaterThan(6000);
  }
  const report = await stage.reportOf(0);
  await eventually(() => stage.recordings.length === 1, 'the recording is there');
  // It is charged from the answer on, so the sentence is part of it.
  expect(Math.abs((stage.recordings[0]?.durationMilliseconds ?? 0) - report.durationMilliseconds)).toBeLessThan(1500);
  expect(toneLoudness(soundOf(stage.recordings[0]!.recording), calleeTone)).toBeGreaterThan(0.05);
});

const trunk = (providerId: bigint, port: number): Trunk => ({
  ...{ providerId, protocol: 'sip', host: '127.0.0.1', port, username: '', secret: '', doesRegister: false },
});
const attempt = (providerId: bigint): Attempt => ({
  ...{ kind: 'provider', providerId, number: '61299998888', callerId: '61280001111' },
  recording: { owners: [own], announcement: 'beep' },
});

test('a provider that fails is followed by the next, and one that is busy ends the call, announced or not', async () => {
  const [congested, answering] = [
    await stage.sipp({ scenario: 'refuse', words: { status: '503 Service Unavailable' } }),
    await stage.sipp({ scenario: 'answer' }),
  ];
  const dialler = await addTestPhone(stage.database.ownerUrl, '100003', 'sip');
  const dial = (scenario: string) =>
    stage.sipp({ ...{ scenario, server: stage.asterisk.ports.sip, phone: dialler }, words: { dialled: '0299998888' } });
  await stage.engine().applyTrunks([trunk(1n, congested.port), trunk(2n, answering.port)], { numbers: [] });
  const given = { ok: true, grantedSeconds: 60, ringSeconds: 20, stopAt: [17, 19] } as const;
  stage.decide(() => ({ ...given, attempts: [attempt(1n), attempt(2n)] }));
  const first = await dial('call-and-hang-up');
  await first.finished;
  expect(await stage.reportOf(0)).toMatchObject({ attempt: 2, hangupCause: 16 });

  const busy = await stage.sipp({ scenario: 'refuse', words: { status: '486 Busy Here' } });
  await stage.engine().applyTrunks([trunk(1n, busy.port), trunk(2n, answering.port)], { numbers: [] });
  const second = await dial('call-until-cut');
  await second.finished;
  expect(finalStatus(second.messages())).toBe(486);
  expect(await stage.reportOf(1)).toMatchObject({ durationMilliseconds: 0, hangupCause: 17 });

  // Asterisk itself takes a 483 for a phone that is not there: what is announced first must not hide that it is a circle.
  const circling = await stage.sipp({ scenario: 'refuse', words: { status: '483 Too Many Hops' } });
  await stage.engine().applyTrunks([trunk(1n, circling.port), trunk(2n, answering.port)], { numbers: [] });
  stage.decide(() => ({ ...given, stopAt: [17, 19, 25], attempts: [attempt(1n), attempt(2n)] }));
  const third = await dial('call-until-cut');
  await third.finished;
  expect(await stage.reportOf(2)).toMatchObject({ durationMilliseconds: 0, hangupCause: 25 });
});
