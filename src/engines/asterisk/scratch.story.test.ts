import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, test } from 'vitest';
import type { CallDecision } from '../../core/calls/call.ts';
import { addTestPhone, type TestPhone } from '../../testing/phones/addTestPhone.ts';
import { type EngineStage, openEngineStage } from '../../testing/phones/engineStage.ts';
import { eventually } from '../../testing/phones/eventually.ts';
import { openMedia } from '../../testing/phones/media.ts';
import { firstOf, mediaPort } from '../../testing/phones/sipp.ts';

let stage: EngineStage;
let caller: TestPhone;
beforeAll(async () => {
  stage = await openEngineStage();
  caller = await addTestPhone(stage.database.ownerUrl, '100001', 'sip');
});
afterAll(() => stage.close());
const plain = { providerId: 1n, host: '127.0.0.1', port: 5060, username: '', secret: '', doesRegister: false };
const outside = (grantedSeconds: number): CallDecision => ({
  ok: true,
  attempts: [{ kind: 'provider', providerId: 1n, number: '61299998888', callerId: '61280001111' }],
  grantedSeconds,
  ringSeconds: 20,
});
test('x', async () => {
  const [ear, mouth] = [await openMedia(), await openMedia()];
  const answering = await stage.sipp({ scenario: 'answer', words: { media: mouth.port } });
  await stage.engine().applyTrunks([{ ...plain, protocol: 'sip', port: answering.port }], { numbers: [] });
  stage.decide(() => outside(60));
  const calling = await stage.sipp({
    scenario: 'call-until-cut',
    server: stage.asterisk.ports.sip,
    phone: caller,
    words: { dialled: '0299998888', media: ear.port },
  });
  await eventually(() => stage.answers.length === 1 && mediaPort(answering.messages()) !== undefined, 'answered');
  await eventually(() => mediaPort(calling.messages()) !== undefined, 'the caller knows where to talk');
  mouth.speak(mediaPort(answering.messages())!, 300);
  ear.speak(mediaPort(calling.messages())!, 500);
  await new Promise((r) => setTimeout(r, 7000));
  console.log(await stage.asterisk.console('pjsip show channelstats'));
  await stage.engine().hangUp(stage.answers[0]!.callId);
  await calling.finished;
  await stage.reportOf(0);
  ear.stop();
  mouth.stop();
  console.log(readFileSync(stage.asterisk.instance.spoolFile, 'utf8'));
  const second = await stage.sipp({ scenario: 'ring' });
  await stage.engine().applyTrunks([{ ...plain, protocol: 'sip', port: second.port }], { numbers: [] });
  stage.decide(() => ({ ...outside(60), ringSeconds: 2 }) as CallDecision);
  const again = await stage.sipp({
    scenario: 'call-until-cut',
    server: stage.asterisk.ports.sip,
    phone: caller,
    words: { dialled: '0299998888', media: ear.port },
  });
  await again.finished.catch(() => undefined);
  await stage.reportOf(1);
  console.log(readFileSync(stage.asterisk.instance.spoolFile, 'utf8'));
  console.log(stage.asterisk.log());
  console.log(firstOf(second.messages(), 'INVITE')?.text);
});
