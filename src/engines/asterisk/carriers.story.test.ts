import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CallDecision, Trunk } from '../../core/calls/call.ts';
import { addTestPhone, type TestPhone } from '../../testing/phones/addTestPhone.ts';
import { type EngineStage, openEngineStage } from '../../testing/phones/engineStage.ts';
import { eventually } from '../../testing/phones/eventually.ts';
import { loudness, openMedia, toneLoudness } from '../../testing/phones/media.ts';
import { finalStatus, mediaPort } from '../../testing/phones/sipp.ts';
import { findTool } from '../../testing/tools.ts';

const story = test.skipIf(findTool('sipp') === null);
let stage: EngineStage;
/** Plays the carriers that want a user name: one for SIP, one for IAX2. */
let carriers: EngineStage;
let caller: TestPhone;
let sipTrunk: TestPhone;
let iaxTrunk: TestPhone;

beforeAll(async () => {
  [stage, carriers] = [await openEngineStage(), await openEngineStage()];
  caller = await addTestPhone(stage.database.ownerUrl, '100001', 'sip');
  sipTrunk = await addTestPhone(carriers.database.ownerUrl, '200001', 'sip');
  iaxTrunk = await addTestPhone(carriers.database.ownerUrl, '200002', 'iax');
  await carriers.engine().applyTrunks([{ ...plain, protocol: 'test' }], { numbers: [] });
  carriers.decide(() => outside(60));
});
beforeEach(async () => {
  for (const one of [stage, carriers]) await one.clear();
});
afterAll(async () => {
  await stage.close();
  await carriers.close();
});

const plain = { providerId: 1n, host: '127.0.0.1', port: 5060, username: '', secret: '', doesRegister: false };
const outside = (grantedSeconds: number): CallDecision => ({
  ok: true,
  attempts: [{ kind: 'provider', providerId: 1n, number: '61299998888', callerId: '61280001111' }],
  grantedSeconds,
  ringSeconds: 20,
});
const sipp: EngineStage['sipp'] = (options) => stage.sipp(options);
const call = (scenario: string, dialled: string, pauseMilliseconds = 500, media = 9) =>
  sipp({ scenario, server: stage.asterisk.ports.sip, phone: caller, pauseMilliseconds, words: { dialled, media } });

story('a carrier that asks for a user name takes the call, and the registration stands there', async () => {
  const trunk: Trunk = {
    ...plain,
    protocol: 'sip',
    port: carriers.asterisk.ports.sip,
    username: sipTrunk.number,
    secret: sipTrunk.secret,
    doesRegister: true,
  };
  await stage.engine().applyTrunks([trunk], { numbers: [] });
  await eventually(
    async () => /\bRegistered\b/.test(await stage.asterisk.console('pjsip show registrations')),
    'the trunk registers',
  );
  stage.decide(() => outside(60));
  const calling = await call('call-and-hang-up', '0299998888', 1000);
  await calling.finished;
  expect(finalStatus(calling.messages())).toBe(200);
  expect(carriers.requests).toMatchObject([{ callerNumber: sipTrunk.number, dialled: '61299998888' }]);
  expect(await stage.reportOf(0)).toMatchObject({ attempt: 1 });
});

story('a carrier over IAX2 too', async () => {
  const trunk: Trunk = {
    ...plain,
    protocol: 'iax',
    port: carriers.asterisk.ports.iax,
    username: iaxTrunk.number,
    secret: iaxTrunk.secret,
    doesRegister: true,
  };
  await stage.engine().applyTrunks([trunk], { numbers: [] });
  await eventually(async () => /\bRegistered\b/.test(await stage.asterisk.console('iax2 show registry')), 'the trunk registers');
  stage.decide(() => outside(60));
  const calling = await call('call-and-hang-up', '0299998888', 1000);
  await calling.finished;
  expect(finalStatus(calling.messages())).toBe(200);
  expect(carriers.requests).toMatchObject([{ callerNumber: iaxTrunk.number, protocol: 'iax', dialled: '61299998888' }]);
  expect((await stage.reportOf(0)).durationMilliseconds).toBeGreaterThan(900);
});

story('the test carrier rings, answers and talks', async () => {
  await stage.engine().applyTrunks([{ ...plain, protocol: 'test' }], { numbers: [] });
  stage.decide(() => outside(4));
  const ear = await openMedia();
  const calling = await call('call-until-cut', '0299998888', 0, ear.port);
  await calling.finished;
  await eventually(() => ear.heard().length > 16_000 && loudness(ear.heard()) > 0.02, 'two seconds of it are heard');
  ear.stop();
  const report = await stage.reportOf(0);
  expect(report.durationMilliseconds).toBeGreaterThan(3700);
  expect(report.durationMilliseconds).toBeLessThan(20_000);
  expect(stage.reports).toHaveLength(1);
});

story.each([
  ['61299998886', 486, 17],
  ['61299998803', 503, 34],
])('the test carrier plays the faults that its endings ask for: %s gives %d', async (number, status, hangupCause) => {
  await stage.engine().applyTrunks([{ ...plain, protocol: 'test' }], { numbers: [] });
  stage.decide(() => ({
    ok: true,
    attempts: [{ kind: 'provider', providerId: 1n, number, callerId: '' }],
    grantedSeconds: 9,
    ringSeconds: 9,
  }));
  const calling = await call('call-and-hang-up', '0299998888');
  await calling.finished;
  expect(finalStatus(calling.messages())).toBe(status);
  expect(await stage.reportOf(0)).toMatchObject({ hangupCause, durationMilliseconds: 0 });
});

story('the operator’s test call goes the whole way of a phone’s call, and talks as long as asked', async () => {
  await stage.engine().applyTrunks([{ ...plain, protocol: 'test' }], { numbers: [] });
  stage.decide(() => outside(60));
  await stage.engine().placeTestCall(caller.number, '0299998888', 8);
  await eventually(() => stage.requests.length === 1, 'call control is asked');
  expect(stage.requests).toMatchObject([{ callerNumber: caller.number, protocol: 'sip', dialled: '0299998888' }]);
  await eventually(() => stage.answers.length === 1, 'it is answered');
  expect(await stage.engine().liveCalls()).toMatchObject([
    { callId: stage.requests[0]!.callId, answeredAt: stage.answers[0]!.at },
  ]);
  const report = await stage.reportOf(0);
  expect(report.durationMilliseconds).toBeGreaterThan(7900);
  expect(report.durationMilliseconds, 'not by its grant').toBeLessThan(50_000);
});

story('the caller hears the warning tone, the called person does not', async () => {
  const [ear, mouth] = [await openMedia(), await openMedia()];
  const answering = await sipp({ scenario: 'answer', words: { media: mouth.port } });
  await stage.engine().applyTrunks([{ ...plain, protocol: 'sip', port: answering.port }], { numbers: [] });
  stage.decide(() => outside(60));
  const calling = await call('call-until-cut', '0299998888', 0, ear.port);
  await eventually(() => stage.answers.length === 1 && mediaPort(answering.messages()) !== undefined, 'it is answered');
  await eventually(() => mediaPort(calling.messages()) !== undefined, 'the caller knows where to talk');
  mouth.speak(mediaPort(answering.messages())!, 300);
  ear.speak(mediaPort(calling.messages())!, 500);
  await eventually(() => ear.heard().length > 4000 && mouth.heard().length > 4000, 'both are heard');
  // What is mixed in is heard at 0.1 and more. Packets that a busy machine loses click a little on every frequency.
  expect(toneLoudness(ear.heard(), 880)).toBeLessThan(0.05);
  await stage.engine().warn(stage.answers[0]!.callId);
  await eventually(() => toneLoudness(ear.heard(), 880) > 0.1, 'the caller hears the warning');
  await stage.engine().hangUp(stage.answers[0]!.callId);
  await calling.finished;
  expect(toneLoudness(mouth.heard(), 880)).toBeLessThan(0.05);
  expect(toneLoudness(mouth.heard(), 500)).toBeGreaterThan(0.1);
  ear.stop();
  mouth.stop();
  expect(await stage.reportOf(0)).toMatchObject({ attempt: 1 });
  expect(stage.reports).toHaveLength(1);
});
