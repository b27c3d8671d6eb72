import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Attempt, CallDecision, CallRequest, Trunk } from '../../core/calls/call.ts';
import { freePort } from '../../supervisor/freePort.ts';
import { addTestPhone, type TestPhone } from '../../testing/phones/addTestPhone.ts';
import { type EngineStage, openEngineStage } from '../../testing/phones/engineStage.ts';
import { eventually } from '../../testing/phones/eventually.ts';
import { loudness, openMedia } from '../../testing/phones/media.ts';
import { finalStatus, firstOf, mediaPort, registerPhone, type Sipp } from '../../testing/phones/sipp.ts';
import { messagesFolder } from './configuration.ts';
import { pathOf } from './recordings.ts';

let stage: EngineStage;
let caller: TestPhone;
let callee: TestPhone;

beforeAll(async () => {
  stage = await openEngineStage();
  caller = await addTestPhone(stage.database.ownerUrl, '100001', 'sip');
  callee = await addTestPhone(stage.database.ownerUrl, '100002', 'sip');
});
beforeEach(() => stage.clear());
afterAll(() => stage.close());

const sipp: EngineStage['sipp'] = (options) => stage.sipp(options);
const call = (scenario: string, pauseMilliseconds = 500, media = 9) =>
  sipp({
    scenario,
    server: stage.asterisk.ports.sip,
    phone: caller,
    pauseMilliseconds,
    words: { dialled: callee.number, media },
  });
const trunk = (port: number): Trunk => ({
  providerId: 1n,
  protocol: 'sip',
  host: '127.0.0.1',
  port,
  username: '',
  secret: '',
  doesRegister: false,
});
const grant = (attempts: readonly Attempt[], ringSeconds = 60): CallDecision => ({
  ok: true,
  attempts,
  grantedSeconds: 60,
  ringSeconds,
});
const ring = (ringSeconds: number): Attempt => ({
  kind: 'phone',
  networkNumber: callee.number,
  protocols: ['sip'],
  callerId: caller.number,
  ringSeconds,
  otherwise: { busy: 2, noAnswer: 3, unreachable: 4 },
});
const forward = (dialled: string): Attempt => ({
  kind: 'forward',
  dialled,
  forwarded: { by: [callee.number], from: caller.number },
  callerId: caller.number,
});
const outside: Attempt = { kind: 'provider', providerId: 1n, number: '61299998888', callerId: '61280001111' };
const afterPhone = (ringSeconds = 30): readonly Attempt[] => [
  ring(ringSeconds),
  forward('0200000086'),
  forward('0200000019'),
  forward('0200000020'),
];
/** The first request gets these attempts, the one that is passed on goes to the carrier. */
const decide = (attempts: readonly Attempt[]) =>
  stage.decide((request: CallRequest) => grant(request.forwarded ? [outside] : attempts, request.forwarded ? 30 : 90));

async function carrier(): Promise<Sipp> {
  const answering = await sipp({ scenario: 'answer' });
  await stage.engine().applyTrunks([trunk(answering.port)], { numbers: [] });
  return answering;
}

async function expectForwarded(calling: Sipp, dialled: string, attempt: number): Promise<void> {
  await calling.finished;
  const [first, second] = stage.requests;
  expect(stage.requests).toHaveLength(2);
  expect(second).toMatchObject({
    callerNumber: callee.number,
    protocol: 'sip',
    dialled,
    forwarded: { by: [callee.number], from: caller.number },
  });
  expect(second?.callId).not.toBe(first?.callId);
  // Both are calls of their own: the caller's to the number, and the number's to the outside.
  const [inner, outer] = [await stage.reportOf(0), await stage.reportOf(1)];
  expect(inner).toMatchObject({ attempt, hangupCause: 16 });
  expect(outer).toMatchObject({ attempt: 1, hangupCause: 16 });
  for (const one of [inner, outer]) expect(one.durationMilliseconds).toBeGreaterThan(900);
  // The two end one after the other; what lies between is the machine's business.
  expect(Math.abs(inner.durationMilliseconds - outer.durationMilliseconds)).toBeLessThan(2000);
}

test('always: the call goes on at once, as a call of the number that forwards', async () => {
  const answering = await carrier();
  decide([forward('0299998888')]);
  await expectForwarded(await call('call-and-hang-up', 1000), '0299998888', 1);
  expect(firstOf(answering.messages(), 'INVITE')?.firstLine).toContain('61299998888');
  expect(firstOf(answering.messages(), 'INVITE')?.text).toContain('P-Asserted-Identity: <sip:61280001111@');
});

test('unreachable: a phone that never registered', async () => {
  await carrier();
  decide(afterPhone());
  await expectForwarded(await call('call-and-hang-up', 1000), '0200000020', 4);
});

test.each([
  ['busy (486)', { scenario: 'refuse', words: { status: '486 Busy Here' } }, '0200000086', 2],
  ['busy: declined (603)', { scenario: 'refuse', words: { status: '603 Decline' } }, '0200000086', 2],
  ['no answer', { scenario: 'ring' }, '0200000019', 3],
] as const)('%s: the call goes where that says', async (_, phone, dialled, attempt) => {
  await carrier();
  // Asterisk rings a phone where its registration came from, so the same port registers first and answers then.
  const port = await freePort('127.0.0.1', ['udp']);
  await registerPhone(callee, stage.asterisk.ports.sip, port);
  await sipp({ ...phone, port });
  decide(afterPhone(3));
  await expectForwarded(await call('call-and-hang-up', 1000), dialled, attempt);
});

test('unreachable: a phone that was registered and is gone', async () => {
  await carrier();
  await registerPhone(callee, stage.asterisk.ports.sip, await freePort('127.0.0.1', ['udp']));
  decide(afterPhone());
  await expectForwarded(await call('call-and-hang-up', 1000), '0200000020', 4);
});

test('a refused forward: the caller hears that nobody can be reached, and not why', async () => {
  const media = await openMedia();
  stage.decide(({ forwarded }) => (forwarded ? { ok: false, refusal: 'no_funds' } : grant([forward('0299998888')])));
  const calling = await call('call-until-cut', 500, media.port);
  await calling.finished;
  expect(finalStatus(calling.messages())).toBe(480);
  await eventually(() => loudness(media.heard()) > 0.01, 'the prompt is heard');
  expect(await stage.reportOf(0)).toMatchObject({ durationMilliseconds: 0, hangupCause: 20 });
  media.stop();
});

test('a caller who gives up while the forwarded phone rings ends both calls', async () => {
  const ringing = await sipp({ scenario: 'ring' });
  await stage.engine().applyTrunks([trunk(ringing.port)], { numbers: [] });
  decide([forward('0299998888')]);
  const calling = await call('call-and-cancel', 1500);
  await Promise.all([calling.finished, ringing.finished]);
  for (const index of [0, 1]) expect(await stage.reportOf(index)).toMatchObject({ durationMilliseconds: 0, hangupCause: 16 });
});

test('the far end hangs up: both calls are as long as they were', async () => {
  const answering = await sipp({ scenario: 'answer-and-hang-up', pauseMilliseconds: 1500 });
  await stage.engine().applyTrunks([trunk(answering.port)], { numbers: [] });
  decide([forward('0299998888')]);
  await expectForwarded(await call('call-until-cut'), '0299998888', 1);
});

test('a hung-up forwarded call ends the whole', async () => {
  await carrier();
  decide([forward('0299998888')]);
  const calling = await call('call-until-cut');
  await eventually(() => stage.answers.length === 2, 'both calls are answered');
  expect((await stage.engine().liveCalls()).map((one) => one.callId).sort()).toEqual(
    stage.requests.map((one) => one.callId).sort(),
  );
  await stage.engine().hangUp(stage.requests[1]!.callId);
  await calling.finished;
  for (const index of [0, 1]) expect((await stage.reportOf(index)).answeredAt).toBeDefined();
});

test('voicemail: what the caller says is a sound file and a message, once', async () => {
  const media = await openMedia();
  stage.decide(() => grant([{ kind: 'voicemail', networkNumber: callee.number, callerId: caller.number }]));
  const calling = await call('call-and-hang-up', 11_000, media.port);
  await eventually(() => mediaPort(calling.messages()) !== undefined, 'the call is answered');
  media.speak(mediaPort(calling.messages())!, 440);
  await calling.finished;
  media.stop();
  await eventually(() => stage.messages.length > 0, 'the message is there');
  expect(stage.messages).toMatchObject([{ networkNumber: callee.number, callerNumber: caller.number }]);
  const [message] = stage.messages;
  expect(message!.durationMilliseconds).toBeGreaterThan(2000);
  const file = pathOf(messagesFolder(stage.asterisk.folder), message!.recording);
  const sound = readFileSync(file);
  const samples = Float64Array.from({ length: (sound.length - 44) / 2 }, (_, at) => sound.readInt16LE(44 + 2 * at) / 32_768);
  expect(loudness(samples)).toBeGreaterThan(0.05);
  expect(await stage.reportOf(0)).toMatchObject({ attempt: 1, hangupCause: 16 });
  await stage.engine().removeRecordings([message!.recording]);
  expect(existsSync(file)).toBe(false);
});
