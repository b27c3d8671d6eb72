import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CallDecision, ProviderAttempt, Trunk } from '../../core/calls/call.ts';
import { addTestPhone, type TestPhone } from '../../testing/phones/addTestPhone.ts';
import { type EngineStage, openEngineStage } from '../../testing/phones/engineStage.ts';
import { firstOf, type Sipp } from '../../testing/phones/sipp.ts';
import { findTool } from '../../testing/tools.ts';

const story = test.skipIf(findTool('sipp') === null);
let stage: EngineStage;
/** The other end of the IAX2 trunk: what its own call control is told has arrived there. */
let carriers: EngineStage;
let caller: TestPhone;
let carrier: Sipp;

const number = '61280001111';
const secret = 'iax-trunk-of-the-tests';
const plain: Trunk = {
  providerId: 1n,
  protocol: 'sip',
  host: '127.0.0.1',
  port: 5060,
  username: '',
  secret: '',
  doesRegister: false,
};
const through = (providerId: bigint, isCallerHidden: boolean): CallDecision => {
  const attempt: ProviderAttempt = { kind: 'provider', providerId, number: '61299998888', callerId: number };
  return {
    ok: true,
    attempts: [isCallerHidden ? { ...attempt, isCallerHidden } : attempt],
    grantedSeconds: 60,
    ringSeconds: 20,
  };
};

beforeAll(async () => {
  [stage, carriers] = [await openEngineStage(), await openEngineStage()];
  caller = await addTestPhone(stage.database.ownerUrl, '100001', 'sip');
  const us: Trunk = { ...plain, providerId: 9n, protocol: 'iax', port: stage.asterisk.ports.iax, username: 'us', secret };
  await carriers.engine().applyTrunks([{ ...plain, protocol: 'test' }, us], { numbers: [] });
  carriers.decide(() => through(1n, false));
});
beforeEach(async () => {
  for (const one of [stage, carriers]) await one.clear();
  carrier = await stage.sipp({ scenario: 'answer', pauseMilliseconds: 50 });
  const { port } = carrier;
  await stage.engine().applyTrunks(
    [
      { ...plain, port },
      { ...plain, providerId: 2n, port, identityHeader: 'rpid' },
      { ...plain, providerId: 3n, port, identityHeader: 'from' },
      {
        ...{ ...plain, providerId: 4n, protocol: 'iax', port: carriers.asterisk.ports.iax },
        ...{ username: 'provider-9', secret },
      },
    ],
    { numbers: ['000'], trunk: { providerId: 1n, number: (dialled) => dialled } },
  );
});
afterAll(async () => {
  await stage.close();
  await carriers.close();
});

const call = async (scenario: string, dialled = '0299998888') => {
  const calling = await stage.sipp({ scenario, server: stage.asterisk.ports.sip, phone: caller, words: { dialled } });
  await calling.finished;
};
const invited = () => firstOf(carrier.messages(), 'INVITE')?.text ?? '';
const header = (name: string): string | undefined => new RegExp(`^${name}: (.*)$`, 'im').exec(invited())?.[1]?.trim();

story.each<[string, bigint, RegExp | undefined, RegExp | undefined]>([
  ['P-Asserted-Identity', 1n, /^<sip:61280001111@/, undefined],
  ['Remote-Party-ID', 2n, undefined, /^<sip:61280001111@.*privacy=full/],
  ['From alone', 3n, undefined, undefined],
])(
  'a hidden caller, by a provider that reads %s: From says nothing, the number is where only the provider looks',
  async (_, id, pai, rpid) => {
    stage.decide(() => through(id, true));
    await call('call-and-hang-up');
    expect(header('From')).toMatch(/anonymous/i);
    expect(header('From')).not.toContain(number);
    expect(header('Contact')).not.toContain(number);
    if (pai) expect(header('P-Asserted-Identity')).toMatch(pai);
    if (rpid) expect(header('Remote-Party-ID')).toMatch(rpid);
    if (pai) expect(header('Privacy')).toBe('id');
    if (!pai && !rpid) expect(invited()).not.toContain(number);
  },
);

story.each([
  ['P-Asserted-Identity', 1n, 'P-Asserted-Identity'],
  ['Remote-Party-ID', 2n, 'Remote-Party-ID'],
  ['From alone', 3n, 'From'],
])('a caller who is shown stands in %s as in From', async (_, id, name) => {
  stage.decide(() => through(id, false));
  await call('call-and-hang-up');
  expect(header('From')).toContain(`sip:${number}@`);
  expect(header(name)).toContain(`sip:${number}@`);
  expect(header('Privacy')).toBeUndefined();
});

story('a phone cannot hide itself where call control shows it, as for emergency numbers', async () => {
  stage.decide(() => through(1n, false));
  await call('call-hidden', '000');
  expect(header('From')).toContain(`sip:${number}@`);
  expect(header('Privacy')).toBeUndefined();
});

story('nor while call control is silent, when only emergency calls connect', async () => {
  stage.decide(() => ({ ok: false, refusal: 'not_ready' }));
  await call('call-hidden', '000');
  expect(header('From')).toContain(`sip:${caller.number}@`);
  expect(header('Privacy')).toBeUndefined();
});

story.each([true, false])(
  'IAX2 has a presentation of its own: hidden %s arrives at the other switch, whose caller we are',
  async (isHidden) => {
    stage.decide(() => through(4n, isHidden));
    await call('call-and-hang-up');
    expect(carriers.requests).toMatchObject([
      { protocol: 'iax', dialled: '61299998888', incoming: { providerId: 9n, callerNumber: isHidden ? '' : number } },
    ]);
    expect(await stage.reportOf(0)).toMatchObject({ attempt: 1, codec: expect.stringMatching(/^(ulaw|alaw)$/) });
  },
);
