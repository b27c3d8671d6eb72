import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CallDecision, Trunk } from '../../core/calls/call.ts';
import { addTestPhone, type TestPhone } from '../../testing/phones/addTestPhone.ts';
import { type EngineStage, openEngineStage } from '../../testing/phones/engineStage.ts';
import { eventually } from '../../testing/phones/eventually.ts';
import { openMedia, toneLoudness } from '../../testing/phones/media.ts';
import { mediaPort } from '../../testing/phones/sipp.ts';
import { startTlsCarrier, type TlsCarrier } from '../../testing/phones/tlsCarrier.ts';
import { findTool } from '../../testing/tools.ts';

const story = test.skipIf(findTool('sipp') === null);
let carrier: TlsCarrier;
let stage: EngineStage;
let caller: TestPhone;
let trunk: Trunk;

beforeAll(async () => {
  carrier = await startTlsCarrier();
  stage = await openEngineStage({ carrierAuthorities: carrier.certificateFile });
  caller = await addTestPhone(stage.database.ownerUrl, '100001', 'sip');
  trunk = {
    ...{ providerId: 1n, protocol: 'sip', host: '127.0.0.1', port: carrier.port, username: '', secret: '', doesRegister: false },
    ...{ transport: 'tls', mediaEncryption: 'required' },
  };
});
beforeEach(() => stage.clear());
afterAll(async () => {
  await stage?.close();
  await carrier?.stop();
});

const through = (): CallDecision => ({
  ok: true,
  attempts: [{ kind: 'provider', providerId: 1n, number: '61299998888', callerId: '61280001111' }],
  grantedSeconds: 60,
  ringSeconds: 20,
});
const call = (media = 9) =>
  stage.sipp({
    ...{ scenario: 'call-until-cut', server: stage.asterisk.ports.sip, phone: caller },
    words: { dialled: '0299998888', media },
  });

story(
  'a carrier over TLS with encrypted sound: what the caller says comes back as an echo, by a key that nobody else has',
  async () => {
    await stage.engine().applyTrunks([trunk], { numbers: [] });
    stage.decide(through);
    const ear = await openMedia();
    const calling = await call(ear.port);
    await eventually(() => stage.answers.length === 1 && mediaPort(calling.messages()) !== undefined, 'it is answered');
    ear.speak(mediaPort(calling.messages())!, 500);
    await eventually(
      () => ear.heard().length > 16_000 && toneLoudness(ear.heard(), 500) > 0.1,
      'the echo is heard for two seconds',
    );
    expect(await stage.asterisk.console('pjsip show channelstats')).toMatch(/provider-1.*alaw/);
    await stage.engine().hangUp(stage.answers[0]!.callId);
    await calling.finished;
    ear.stop();
    expect(await stage.reportOf(0)).toMatchObject({ attempt: 1, codec: 'alaw', quality: { callee: { lost: 0 } } });
  },
);

story('without encryption it refuses the call, and a certificate of an authority that nobody knows is not believed', async () => {
  await stage.engine().applyTrunks([{ ...trunk, mediaEncryption: 'none' }], { numbers: [] });
  stage.decide(through);
  await (await call()).finished.catch(() => undefined);
  expect(await stage.reportOf(0)).toMatchObject({ durationMilliseconds: 0, hangupCause: 58 });
  const stranger = await startTlsCarrier();
  await stage.engine().applyTrunks([{ ...trunk, port: stranger.port }], { numbers: [] });
  await (await call()).finished.catch(() => undefined);
  expect((await stage.reportOf(1)).answeredAt).toBeUndefined();
  await stranger.stop();
});
