import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Attempt, CallDecision, CallRequest, Trunk } from '../../core/calls/call.ts';
import { freePort } from '../../supervisor/freePort.ts';
import { addTestPhone, type TestPhone } from '../../testing/phones/addTestPhone.ts';
import { type EngineStage, openEngineStage } from '../../testing/phones/engineStage.ts';
import { eventually } from '../../testing/phones/eventually.ts';
import { finalStatus, firstOf, registerPhone, type Sipp } from '../../testing/phones/sipp.ts';

let stage: EngineStage;
let desk: TestPhone;
let kitchen: TestPhone;

/** The carrier is another machine: calls from 127.0.0.2 are its, whatever they claim. */
const carrierAddress = '127.0.0.2';
const trunk: Trunk = {
  ...{ providerId: 7n, protocol: 'sip', host: '127.0.0.1', port: 9, username: '', secret: '', doesRegister: false },
  sourceAddresses: [carrierAddress],
};

beforeAll(async () => {
  stage = await openEngineStage();
  desk = await addTestPhone(stage.database.ownerUrl, '100001', 'sip');
  kitchen = await addTestPhone(stage.database.ownerUrl, '100002', 'sip');
  await stage.engine().applyTrunks([trunk], { numbers: [] });
});
beforeEach(() => stage.clear());
afterAll(() => stage.close());

const sipp: EngineStage['sipp'] = (options) => stage.sipp(options);

type FromCarrier = { readonly from?: string; readonly dialled?: string; readonly to?: string; readonly address?: string };
/** A call that the carrier brings. */
const carrierCalls = ({ from = '<sip:0412000111@carrier>', dialled = '61280001111', ...more }: FromCarrier = {}) =>
  sipp({
    scenario: 'carrier-call',
    address: more.address ?? carrierAddress,
    server: stage.asterisk.ports.sip,
    pauseMilliseconds: 1000,
    words: { from, dialled, to: more.to ?? dialled },
  });

/** A phone that plays this scenario at the place where it is registered. */
async function phonePlays(phone: TestPhone, scenario: string, words: Record<string, string> = {}): Promise<Sipp> {
  const port = await freePort('127.0.0.1', ['udp']);
  await registerPhone(phone, stage.asterisk.ports.sip, port);
  return sipp({ scenario, port, words });
}

const grant = (attempts: readonly Attempt[], callerName?: string): CallDecision => ({
  ...{ ok: true, attempts, grantedSeconds: 60, ringSeconds: 40 },
  ...(callerName === undefined ? {} : { callerName }),
});
const phone = (networkNumber: string, callerId = '+61412000111'): Attempt => ({
  ...{ kind: 'phone', networkNumber, protocols: ['sip'], callerId },
});
const together = (members: readonly string[], outside: readonly string[] = [], ringSeconds = 20): Attempt => ({
  kind: 'group',
  members: [
    ...members.map((networkNumber) => ({ kind: 'phone' as const, networkNumber, protocols: ['sip' as const] })),
    ...outside.map((dialled) => ({ kind: 'outside' as const, dialled })),
  ],
  forwarded: { by: [desk.number], from: '+61412000111' },
  callerId: '+61412000111',
  ringSeconds,
});
const toOutside: Attempt = { kind: 'provider', providerId: 7n, number: '61299998888', callerId: '61280001111' };

test('a call of a provider is asked for by the provider’s identity, and reaches a phone with the caller’s name', async () => {
  const ringing = await phonePlays(desk, 'answer');
  stage.decide(() => grant([phone(desk.number)], 'Zoë O-Brien'));
  const calling = await carrierCalls({ from: '"Zoe" <sip:0412000111@carrier>' });
  await calling.finished;
  expect(finalStatus(calling.messages())).toBe(200);
  expect(stage.requests).toMatchObject([
    {
      callerNumber: '',
      protocol: 'sip',
      dialled: '61280001111',
      incoming: { providerId: 7n, callerNumber: '0412000111', callerName: 'Zoe' },
    },
  ]);
  expect(firstOf(ringing.messages(), 'INVITE')?.text).toMatch(/From: "Zo.{1,2} O-Brien" <sip:\+61412000111@/);
  const report = await stage.reportOf(0);
  expect(report).toMatchObject({ attempt: 1, hangupCause: 16 });
  expect(report.durationMilliseconds).toBeGreaterThan(900);
});

test('nobody’s number is cause 1, which is 404; so is every call of somebody who is no provider', async () => {
  stage.decide(() => ({ ok: false, refusal: 'unallocated_number' }));
  const unknown = await carrierCalls();
  await unknown.finished;
  expect(finalStatus(unknown.messages())).toBe(404);
  stage.requests.length = 0;
  const stranger = await carrierCalls({ address: '127.0.0.3' });
  await stranger.finished.catch(() => undefined);
  expect(stranger.messages().some(({ firstLine }) => firstLine === 'SIP/2.0 401 Unauthorized')).toBe(true);
  expect(stage.requests).toHaveLength(0);
});

test.each([
  [['"$', '{SHELL(touch /tmp/x)}" <sip:0412000111@carrier>'].join(''), '0412000111'],
  ['"a^b~c,d\\"e" <sip:04%0D%0A12@carrier>', undefined],
  ['"<script>alert(1)</script>" <sip:1001@carrier>', '1001'],
  ['<sip:anonymous@anonymous.invalid>', 'anonymous'],
])('what a caller claims arrives as text and starts nothing: %s', async (from, number) => {
  const ringing = await phonePlays(desk, 'answer');
  stage.decide(() => grant([phone(desk.number, '')]));
  const calling = await carrierCalls({ from });
  await calling.finished;
  expect(finalStatus(calling.messages())).toBe(200);
  if (number !== undefined) expect(stage.requests[0]?.incoming?.callerNumber).toBe(number);
  const invite = firstOf(ringing.messages(), 'INVITE')?.text ?? '';
  expect(/^From: (.*)$/m.exec(invite)?.[1], 'what the phone sees').not.toMatch(/SHELL|script|\^|0412/);
});

test('a provider that dials our registration says the number in To', async () => {
  await phonePlays(desk, 'answer');
  stage.decide(() => grant([phone(desk.number)]));
  const calling = await carrierCalls({ dialled: 'ouracct', to: '+61280001111' });
  await calling.finished;
  expect(finalStatus(calling.messages())).toBe(200);
  expect(stage.requests).toMatchObject([{ dialled: '+61280001111', incoming: { toNumber: '+61280001111' } }]);
});

test('all members ring at once; the first to answer has the call, the others stop', async () => {
  const [first, second] = [await phonePlays(desk, 'ring'), await phonePlays(kitchen, 'answer')];
  stage.decide(() => grant([together([desk.number, kitchen.number])]));
  const calling = await carrierCalls();
  await calling.finished;
  expect(finalStatus(calling.messages())).toBe(200);
  await eventually(() => firstOf(first.messages(), 'CANCEL') !== undefined, 'the other phone stops ringing');
  expect(firstOf(second.messages(), 'BYE')).toBeDefined();
  expect(await stage.reportOf(0)).toMatchObject({ attempt: 1, hangupCause: 16 });
});

test('a group calls an outside number as a call of its own, of the account', async () => {
  const port = await freePort('127.0.0.1', ['udp']);
  const far = await sipp({ scenario: 'answer', port });
  await stage.engine().applyTrunks([{ ...trunk, port }], { numbers: [] });
  stage.decide((request: CallRequest) => grant(request.forwarded ? [toOutside] : [together([], ['0299998888'])]));
  const calling = await carrierCalls();
  await calling.finished;
  expect(finalStatus(calling.messages())).toBe(200);
  expect(firstOf(far.messages(), 'INVITE')?.firstLine).toContain('61299998888');
  expect(stage.requests[1]).toMatchObject({
    callerNumber: desk.number,
    dialled: '0299998888',
    forwarded: { by: [desk.number], from: '+61412000111' },
  });
  for (const index of [0, 1]) expect((await stage.reportOf(index)).durationMilliseconds).toBeGreaterThan(900);
});

test('in order: who is not there or busy is followed by the next', async () => {
  await phonePlays(desk, 'refuse', { status: '486 Busy Here' });
  const last = await phonePlays(kitchen, 'answer');
  const next = (one: Attempt, index: number): Attempt => ({
    ...(one as Extract<Attempt, { kind: 'group' }>),
    otherwise: { busy: index, noAnswer: index, unreachable: index },
  });
  const absent = '100099';
  stage.decide(() => grant([next(together([absent]), 2), next(together([desk.number]), 3), together([kitchen.number])]));
  const calling = await carrierCalls();
  await calling.finished;
  expect(finalStatus(calling.messages())).toBe(200);
  expect(firstOf(last.messages(), 'INVITE')).toBeDefined();
  expect(await stage.reportOf(0)).toMatchObject({ attempt: 3 });
});

test('a star code is no call: the phone hears what it switched', async () => {
  stage.decide(() => ({ ok: false, said: 'dnd_on' }));
  const calling = await sipp({
    ...{ scenario: 'call-and-hang-up', server: stage.asterisk.ports.sip, phone: desk },
    words: { dialled: '*78' },
  });
  await calling.finished;
  expect(calling.messages().some(({ firstLine }) => firstLine === 'SIP/2.0 183 Session Progress')).toBe(true);
  expect(finalStatus(calling.messages())).not.toBe(200);
  expect(stage.reports).toHaveLength(0);
});
