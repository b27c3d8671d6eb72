import { appendFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CallDecision, Trunk } from '../../core/calls/call.ts';
import { freePort } from '../../supervisor/freePort.ts';
import { addTestPhone, type TestPhone } from '../../testing/phones/addTestPhone.ts';
import { type EngineStage, openEngineStage } from '../../testing/phones/engineStage.ts';
import { eventually } from '../../testing/phones/eventually.ts';
import { loudness, openMedia } from '../../testing/phones/media.ts';
import { finalStatus, firstOf, isRegistrationRefused, registerPhone } from '../../testing/phones/sipp.ts';
import { findTool } from '../../testing/tools.ts';

const story = test.skipIf(findTool('sipp') === null);
let stage: EngineStage;
let caller: TestPhone;

beforeAll(async () => {
  stage = await openEngineStage();
  caller = await addTestPhone(stage.database.ownerUrl, '100001', 'sip');
});
beforeEach(() => stage.clear());
afterAll(() => stage.close());

const sipp: EngineStage['sipp'] = (options) => stage.sipp(options);
const call = (scenario: string, dialled: string, pauseMilliseconds = 300, media = 9) =>
  sipp({ scenario, server: stage.asterisk.ports.sip, phone: caller, pauseMilliseconds, words: { dialled, media } });
const trunk = (port: number): Trunk => ({
  providerId: 7n,
  protocol: 'sip',
  host: '127.0.0.1',
  port,
  username: '',
  secret: '',
  doesRegister: false,
});
const emergency = { numbers: ['000', '112'], trunk: { providerId: 7n, number: (dialled: string) => `61${dialled}` } };
const outside = (grantedSeconds = 60): CallDecision => ({
  ok: true,
  attempts: [{ kind: 'provider', providerId: 7n, number: '61299998888', callerId: '61280001111' }],
  grantedSeconds,
  ringSeconds: 20,
});

story('call control dies while a call is up and comes back after its end: the report is there, once', async () => {
  const carrier = await sipp({ scenario: 'answer' });
  await stage.engine().applyTrunks([trunk(carrier.port)], emergency);
  stage.decide(() => outside());
  const calling = await call('call-and-hang-up', '0299998888', 1500);
  await eventually(() => stage.answers.length === 1, 'the call is answered');
  await stage.stopEngine();
  await calling.finished;
  await stage.startEngine();
  const report = await stage.reportOf(0);
  expect(report.durationMilliseconds).toBeGreaterThan(1400);
  expect(report.answeredAt).toBeDefined();
});

story('call control comes back while the call is up: it knows the call, its answer, and can make it longer', async () => {
  const carrier = await sipp({ scenario: 'answer' });
  await stage.engine().applyTrunks([trunk(carrier.port)], emergency);
  stage.decide(() => outside(10));
  const calling = await call('call-until-cut', '0299998888');
  await eventually(() => stage.answers.length === 1, 'the call is answered');
  await stage.stopEngine();
  await stage.startEngine();
  const live = await stage.engine().liveCalls();
  expect(live).toHaveLength(1);
  expect(live[0]!.callId).toBe(stage.answers[0]!.callId);
  expect(Math.abs(live[0]!.answeredAt! - stage.answers[0]!.at)).toBeLessThan(20);
  await stage.engine().grant(live[0]!.callId, live[0]!.answeredAt!, 12);
  await calling.finished;
  expect((await stage.reportOf(0)).durationMilliseconds).toBeGreaterThan(11_700);
});

story('without call control a call is refused at once with a word, and an emergency number connects', async () => {
  const carrier = await sipp({ scenario: 'answer' });
  await stage.engine().applyTrunks([trunk(carrier.port)], emergency);
  await stage.stopEngine();
  const ear = await openMedia();
  const refused = await call('call-and-hang-up', '0299998888', 300, ear.port);
  await refused.finished;
  expect(finalStatus(refused.messages())).toBeGreaterThanOrEqual(400);
  await eventually(() => loudness(ear.heard()) > 0.02, 'the word is heard');
  ear.stop();
  const saved = await call('call-and-hang-up', '000');
  await Promise.all([saved.finished, carrier.finished]);
  expect(firstOf(carrier.messages(), 'INVITE')?.firstLine).toContain('sip:61000@');
  await stage.startEngine();
  await eventually(() => stage.reports.length === 1, 'the emergency call is reported');
  expect(stage.reports[0]!.durationMilliseconds).toBeGreaterThan(200);
});

story('PostgreSQL is gone: phones seen lately still make emergency calls; everything recovers by itself', async () => {
  const carrier = await sipp({ scenario: 'answer', calls: 2 });
  await stage.engine().applyTrunks([trunk(carrier.port)], emergency);
  await registerPhone(caller, stage.asterisk.ports.sip, await freePort('127.0.0.1', ['udp']));
  await stage.relay.cut();
  stage.decide(() => ({ ok: false, refusal: 'not_ready' }));
  const saved = await call('call-and-hang-up', '112');
  await saved.finished;
  expect(finalStatus(saved.messages())).toBe(200);
  await stage.relay.restore();
  stage.decide(() => outside());
  await eventually(async () => !(await isRegistrationRefused(caller, stage.asterisk.ports.sip)), 'the phone registers again');
});

story(
  'Asterisk is killed in mid-call: the answer is known, the call is no longer live, and calls go on after its start',
  async () => {
    const carrier = await sipp({ scenario: 'answer' });
    await stage.engine().applyTrunks([trunk(carrier.port)], emergency);
    stage.decide(() => outside());
    await call('call-until-cut', '0299998888');
    await eventually(() => stage.answers.length === 1, 'the call is answered');
    await stage.asterisk.kill();
    await expect(stage.engine().liveCalls()).rejects.toThrow();
    await stage.asterisk.start();
    await eventually(() => stage.engine().status().isConnected, 'the engine is connected again');
    expect(await stage.engine().liveCalls()).toEqual([]);
    expect(stage.reports).toEqual([]);
    const again = await sipp({ scenario: 'answer' });
    await stage.engine().applyTrunks([trunk(again.port)], emergency);
    const calling = await call('call-and-hang-up', '0299998888');
    await Promise.all([calling.finished, again.finished]);
    expect(finalStatus(calling.messages())).toBe(200);
    expect(await stage.reportOf(1)).toMatchObject({ attempt: 1 });
  },
);

story('garbage and half a line in the spool hurt nobody', async () => {
  const carrier = await sipp({ scenario: 'answer' });
  await stage.engine().applyTrunks([trunk(carrier.port)], emergency);
  stage.decide(() => outside());
  appendFileSync(stage.asterisk.instance.spoolFile, '"HANGUP","x"\n\u0000\u0001"\n,,,\n"HANGUP","1700000000.000000","');
  appendFileSync(stage.asterisk.instance.spoolFile, '"\n');
  const calling = await call('call-and-hang-up', '0299998888');
  await calling.finished;
  expect(await stage.reportOf(0)).toMatchObject({ attempt: 1 });
  expect(stage.reports).toHaveLength(1);
});
