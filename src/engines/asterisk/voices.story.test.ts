import { afterAll, beforeAll, expect, test } from 'vitest';
import { addTestPhone } from '../../testing/phones/addTestPhone.ts';
import { type Baresip, startBaresip } from '../../testing/phones/baresip.ts';
import { type EngineStage, openEngineStage } from '../../testing/phones/engineStage.ts';
import { eventually } from '../../testing/phones/eventually.ts';
import { loudness, toneLoudness } from '../../testing/phones/media.ts';
import { findTool } from '../../testing/tools.ts';

const story = test.skipIf(findTool('baresip') === null);
let stage: EngineStage;
const phones: Baresip[] = [];

beforeAll(async () => {
  stage = await openEngineStage();
  await stage
    .engine()
    .applyTrunks([{ providerId: 1n, protocol: 'test', host: '', port: 1, username: '', secret: '', doesRegister: false }], {
      numbers: [],
    });
});
afterAll(async () => {
  for (const phone of phones) await phone.stop();
  await stage.close();
});
async function phone(number: string, tone: number): Promise<Baresip> {
  const started = await startBaresip(await addTestPhone(stage.database.ownerUrl, number, 'sip'), stage.asterisk.ports.sip, tone);
  phones.push(started);
  return started;
}

story('two people hear each other', async () => {
  stage.decide(({ dialled, callerNumber }) => ({
    ok: true,
    attempts: [{ kind: 'phone', networkNumber: dialled, protocols: ['sip'], callerId: callerNumber }],
    grantedSeconds: 60,
    ringSeconds: 20,
  }));
  const [one, two] = [await phone('100001', 440), await phone('100002', 700)];
  one.dial('100002');
  await eventually(() => one.heard().length > 16_000 && two.heard().length > 16_000, 'both have heard two seconds');
  one.hangUp();
  await stage.reportOf(0);
  expect(toneLoudness(one.heard(), 700)).toBeGreaterThan(0.1);
  expect(toneLoudness(two.heard(), 440)).toBeGreaterThan(0.1);
  // Lost packets click a little on every frequency; an own voice that came back would be as loud as the other.
  expect(toneLoudness(one.heard(), 440)).toBeLessThan(0.05);
});

story('a caller hears the test carrier talk, and the call ends with its grant', async () => {
  stage.decide(() => ({
    ok: true,
    attempts: [{ kind: 'provider', providerId: 1n, number: '61299998888', callerId: '' }],
    grantedSeconds: 4,
    ringSeconds: 20,
  }));
  const caller = await phone('100003', 440);
  caller.dial('0299998888');
  const report = await stage.reportOf(1);
  expect(report.durationMilliseconds).toBeGreaterThan(3700);
  expect(report.durationMilliseconds).toBeLessThan(20_000);
  await eventually(() => loudness(caller.heard()) > 0.02, 'the carrier was heard');
  await eventually(() => caller.events().includes('CALL_CLOSED'), 'the phone knows that the call has ended');
});
