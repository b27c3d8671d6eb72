import { createSocket } from 'node:dgram';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CallDecision, Trunk } from '../../core/calls/call.ts';
import { defaultFailover, failoverCauses, stoppingCauses } from '../../core/routing/failover.ts';
import { addTestPhone, type TestPhone } from '../../testing/phones/addTestPhone.ts';
import { type CarrierHost, openCarrierHost } from '../../testing/phones/carrierHost.ts';
import { type EngineStage, openEngineStage } from '../../testing/phones/engineStage.ts';
import { eventually } from '../../testing/phones/eventually.ts';
import { openMedia, toneLoudness } from '../../testing/phones/media.ts';
import { finalStatus, firstOf, mediaPort, type Sipp } from '../../testing/phones/sipp.ts';
import { findTool } from '../../testing/tools.ts';

const story = test.skipIf(findTool('sipp') === null);
let stage: EngineStage;
let caller: TestPhone;
/** Says no to every call: with the status that its number ends in. */
let refusing: CarrierHost;
/** Takes every call. */
let good: Sipp;

const plain: Trunk = {
  providerId: 1n,
  protocol: 'sip',
  host: '127.0.0.1',
  port: 5060,
  username: '',
  secret: '',
  doesRegister: false,
};
const [goodId, refusingId, ourselvesId] = [1n, 2n, 3n];

beforeAll(async () => {
  stage = await openEngineStage();
  caller = await addTestPhone(stage.database.ownerUrl, '100001', 'sip');
  refusing = await openCarrierHost((number) => `${number.slice(-3)} Refused`);
});
beforeEach(async () => {
  await stage.clear();
  good = await stage.sipp({ scenario: 'answer', calls: 100, pauseMilliseconds: 50 });
  const ourselves = { ...plain, providerId: ourselvesId, port: stage.asterisk.ports.sip };
  await stage.engine().applyTrunks(
    [
      { ...plain, providerId: goodId, port: good.port },
      { ...plain, providerId: refusingId, port: refusing.port },
      // The worst of them: it would be let in as a phone of ours, and dial the same number again.
      { ...ourselves, username: caller.number, secret: caller.secret },
    ],
    { numbers: [] },
  );
});
afterAll(async () => {
  refusing.stop();
  await stage.close();
});

type Dialled = readonly [providerId: bigint, number: string];
const through = (attempts: readonly Dialled[], stopAt?: readonly number[]): CallDecision => ({
  ok: true,
  attempts: attempts.map(([providerId, number]) => ({ kind: 'provider', providerId, number, callerId: '61280001111' })),
  grantedSeconds: 60,
  ringSeconds: 20,
  ...(stopAt && { stopAt }),
});
const call = async (scenario: string, words: Record<string, number> = {}, calls = 1): Promise<Sipp> =>
  stage.sipp({
    ...{ scenario, calls, server: stage.asterisk.ports.sip, phone: caller, pauseMilliseconds: 300 },
    words: { dialled: '0299998888', ...words },
  });
const toGood: Dialled = [goodId, '61299998888'];

/** Every answer that the table of the panel names, and what it says that Asterisk makes of it. */
const answers = [...failoverCauses, { cause: 17, sip: '486, 600', meaning: 'Busy' }].flatMap(({ cause, sip }) =>
  [...sip.matchAll(/\d{3}/g)].map(([status]) => ({ status, cause })),
);

story('each failure that a carrier can answer with is the cause that the table of the panel says', async () => {
  expect(answers.length).toBeGreaterThan(15);
  stage.decide(() => through([[refusingId, `61299990${answers[stage.requests.length - 1]?.status}`]]));
  const calling = await call('call-and-hang-up', {}, answers.length);
  await calling.finished.catch(() => undefined); // Some final answers are none that this phone knows.
  const causes = await Promise.all(answers.map(async (_, index) => (await stage.reportOf(index)).hangupCause));
  expect(Object.fromEntries(answers.map(({ status }, index) => [status, causes[index]]))).toEqual(
    Object.fromEntries(answers.map(({ status, cause }) => [status, cause])),
  );
});

story('… and leads to the next carrier, except busy and “not available”', async () => {
  const stopAt = stoppingCauses(defaultFailover);
  stage.decide(() => through([[refusingId, `61299990${answers[stage.requests.length - 1]?.status}`], toGood], stopAt));
  const calling = await call('call-and-hang-up', {}, answers.length);
  await calling.finished.catch(() => undefined);
  const reports = await Promise.all(answers.map((_, index) => stage.reportOf(index)));
  const ended = answers.filter((_, index) => reports[index]?.answeredAt === undefined).map(({ status }) => status);
  expect(ended.sort()).toEqual(['480', '486', '600']);
  expect(reports.filter(({ attempt }) => attempt === 2)).toHaveLength(answers.length - ended.length);
});

story('a carrier that is ourselves: one question, one clear cause, no storm, and the next carrier has the call', async () => {
  stage.decide(() => through([[ourselvesId, '61299998888']]));
  await (await call('call-and-hang-up')).finished.catch(() => undefined);
  expect(await stage.reportOf(0)).toMatchObject({ hangupCause: 25, durationMilliseconds: 0 });
  stage.decide(() => through([[ourselvesId, '61299998888'], toGood]));
  await (await call('call-and-hang-up')).finished;
  expect(await stage.reportOf(1)).toMatchObject({ attempt: 2 });
  expect(stage.requests, 'the call that came back asked nobody').toHaveLength(2);
});

story('what a carrier plays before its answer is heard, and how long it took is counted to the first sound', async () => {
  const [ear, mouth] = [await openMedia(), await openMedia()];
  const early = await stage.sipp({ scenario: 'early-media', pauseMilliseconds: 4000, words: { media: mouth.port } });
  await stage.engine().applyTrunks([{ ...plain, port: early.port }], { numbers: [] });
  stage.decide(() => through([toGood]));
  const calling = await call('call-and-hang-up', { media: ear.port });
  await eventually(() => mediaPort(early.messages()) !== undefined, 'the carrier knows where to talk');
  mouth.speak(mediaPort(early.messages())!, 300);
  await eventually(() => toneLoudness(ear.heard(), 300) > 0.1, 'it is heard');
  expect(stage.answers, 'before the answer').toHaveLength(0);
  await calling.finished;
  ear.stop();
  mouth.stop();
  const report = await stage.reportOf(0);
  expect(report.postDialDelayMilliseconds).toBeLessThan(3900);
  expect(report).toMatchObject({ codec: 'ulaw', quality: { callee: { lost: 0 } } });
});

story('a phone whose ACK is late has its call all the same', async () => {
  stage.decide(() => through([toGood]));
  const calling = await call('call-late-ack');
  await calling.finished;
  expect(finalStatus(calling.messages())).toBe(200);
  expect((await stage.reportOf(0)).durationMilliseconds).toBeGreaterThan(2000);
});

/** What no carrier may send: to whom it belongs is copied from the question, the rest is wrong. */
const broken = (question: string): readonly string[] => {
  const header = (name: string) => new RegExp(`^${name}:.*$`, 'im').exec(question)?.[0] ?? '';
  const [via, from, to, id, sequence] = ['Via', 'From', 'To', 'Call-ID', 'CSeq'].map(header);
  const end = 'Content-Length: 0\r\n\r\n';
  return [
    `SIP/2.0 180 Ringing\r\n${via}\r\n${end}`,
    `SIP/2.0 999 Beyond\r\n${via}\r\n${from}\r\n${to};tag=a\r\n${id}\r\n${sequence}\r\n${end}`,
    `SIP/2.0 183 Progress\r\n${via}\r\n${from}\r\n${to};tag=a\r\n${id}\r\n${sequence}\r\nContent-Type: application/sdp\r\nContent-Length: 999999\r\n\r\nv=0\r\no=`,
    `SIP/2.0 200 OK\r\n${via}\r\n${from}\r\n${to};tag=a\r\n${id}\r\nCSeq: 4294967296 INVITE\r\n${end}`,
    `SIP/2.0 302 Moved\r\n${via}\r\n${from}\r\n${to};tag=a\r\n${id}\r\n${sequence}\r\nContact: <sip:100001@127.0.0.1:1>\r\n${end}`,
    `BYE sip:nobody@127.0.0.1 SIP/2.0\r\n${via}\r\n${end}`,
    `${'A'.repeat(9000)}\r\n\r\n`,
    '\0'.repeat(600),
  ];
};

story('a carrier that answers what RFC 3261 forbids is left for the next', async () => {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  socket.on('message', (packet, from) => {
    for (const one of broken(packet.toString('latin1'))) socket.send(one, from.port, from.address);
  });
  const trunks = [
    { ...plain, providerId: goodId, port: good.port },
    { ...plain, providerId: refusingId, port: socket.address().port },
  ];
  await stage.engine().applyTrunks(trunks, { numbers: [] });
  stage.decide(() => through([[refusingId, '61299990000'], toGood]));
  const calling = await call('call-and-hang-up');
  await calling.finished;
  socket.close();
  expect(finalStatus(calling.messages())).toBe(200);
  const report = await stage.reportOf(0);
  expect(report.attempt).toBe(2);
});

story('an answer without a word about the sound is an answer: the call ends at once, and is told once', async () => {
  const silent = await openCarrierHost('200 OK');
  await stage.engine().applyTrunks([{ ...plain, providerId: goodId, port: silent.port }], { numbers: [] });
  stage.decide(() => through([toGood]));
  await (await call('call-and-hang-up')).finished.catch(() => undefined);
  expect((await stage.reportOf(0)).durationMilliseconds).toBeLessThan(5000);
  silent.stop();
});

story(
  '10,000 answers that nobody asked for, and as much garbage: the call that is up stays, the next one comes through',
  async () => {
    stage.decide(() => through([toGood]));
    const staying = await call('call-until-cut');
    await eventually(() => stage.answers.length === 1, 'it is answered');
    await flood(stage.asterisk.ports.sip, firstOf(good.messages(), 'INVITE')?.text ?? '');
    expect(await stage.engine().liveCalls()).toMatchObject([{ callId: stage.answers[0]!.callId }]);
    const next = await call('call-and-hang-up');
    await next.finished;
    expect(finalStatus(next.messages())).toBe(200);
    await stage.engine().hangUp(stage.answers[0]!.callId);
    await staying.finished;
    expect(await stage.reportOf(0)).toMatchObject({ attempt: 1, hangupCause: 16 });
    expect(stage.reports).toHaveLength(2);
  },
);

/** From the carrier's address, a hundred at a time, each batch out before the next. */
async function flood(port: number, invite: string): Promise<void> {
  const socket = createSocket('udp4');
  const shapes = broken(invite);
  for (let batch = 0; batch < 200; batch += 1) {
    const sent = Array.from({ length: 100 }, (_, index) => {
      const serial = batch * 100 + index;
      const stray = `SIP/2.0 ${[200, 180, 486, 503][serial % 4]} Stray\r\nVia: SIP/2.0/UDP 127.0.0.1:${port};branch=z9hG4bK${serial}\r\nFrom: <sip:a@127.0.0.1>;tag=${serial}\r\nTo: <sip:b@127.0.0.1>;tag=b\r\nCall-ID: stray-${serial}\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n`;
      const text =
        serial % 2 === 0
          ? stray
          : (shapes[serial % shapes.length] ?? '').replaceAll(/branch=[^;\r]*/g, `branch=z9hG4bK${serial}`);
      return new Promise<void>((resolve) => socket.send(text, port, '127.0.0.1', () => resolve()));
    });
    await Promise.all(sent);
  }
  socket.close();
}
