import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as accounts from '../src/http/contract/accounts.ts';
import * as calls from '../src/http/contract/calls.ts';
import * as features from '../src/http/contract/phoneFeatures.ts';
import * as phones from '../src/http/contract/phones.ts';
import { freePort } from '../src/supervisor/freePort.ts';
import { hasAsterisk, type Instance, startInstance } from '../src/testing/instance.ts';
import { becomeOperator, type Customer, type Operator } from '../src/testing/operator.ts';
import { eventually } from '../src/testing/phones/eventually.ts';
import { openMedia } from '../src/testing/phones/media.ts';
import { finalStatus, firstOf, mediaPort, registerPhone, type Sipp, startSipp } from '../src/testing/phones/sipp.ts';
import { findTool } from '../src/testing/tools.ts';

/** One cent a second, by the second, from the first second on. */
const centASecond = { prefix: '61', destination: 'Australia', price: '0.60' };
const outside = '0299990000';
const nobody = { to: 'nobody', number: '' } as const;
const voicemail = { to: 'voicemail', number: '' } as const;
const number = (dialled: string) => ({ to: 'number', number: dialled }) as const;
type Target = typeof nobody | typeof voicemail | ReturnType<typeof number>;
type Forwarding = { always?: Target; busy?: Target; noAnswer?: Target; unreachable?: Target; ringSeconds?: number };

describe.skipIf(findTool('sipp') === null || !hasAsterisk())('calls that a phone does not take', () => {
  let instance: Instance;
  let operator: Operator;
  let carrier: Sipp;
  let routeId: string;
  const running: Sipp[] = [];

  beforeAll(async () => {
    instance = await startInstance();
    operator = await becomeOperator(instance, [centASecond]);
    carrier = await startSipp({ scenario: 'answer', calls: 1000, pauseMilliseconds: 200 });
    routeId = await operator.addRoute('Carrier', [await operator.addProvider('Carrier', '127.0.0.1', carrier.port)]);
  });
  afterAll(async () => {
    for (const one of [...running, carrier]) await one?.stop();
    await instance?.stop();
  });

  const start = async (options: Parameters<typeof startSipp>[0]) => {
    const sipp = await startSipp(options);
    running.push(sipp);
    return sipp;
  };
  const call = (from: Customer, to: string, options: Partial<Parameters<typeof startSipp>[0]> = {}) =>
    start({
      scenario: 'call-and-hang-up',
      phone: phoneOf(from),
      server: instance.sipPort,
      pauseMilliseconds: 2000,
      ...options,
      words: { dialled: to, ...options.words },
    });
  const phoneIdOf = async ({ id }: Customer) => (await operator.api.call(phones.listPhones, { params: { id } })).items[0]!.id;
  const setForwarding = async (customer: Customer, forwarding: Forwarding, pin?: string) => {
    const { ringSeconds = 25, ...targets } = forwarding;
    await operator.api.call(features.changePhoneFeatures, {
      params: { id: await phoneIdOf(customer) },
      body: {
        forwarding: { always: nobody, busy: nobody, noAnswer: nobody, unreachable: nobody, ...targets, ringSeconds },
        voicemail: pin === undefined ? { isOn: false } : { isOn: true, pin, email: 'owner@example.com' },
      },
    });
  };
  /** The phone of a customer that does `scenario` with its next call. */
  const answerWith = async (customer: Customer, options: Parameters<typeof startSipp>[0]) => {
    const port = await freePort('127.0.0.1', ['udp']);
    await registerPhone(phoneOf(customer), instance.sipPort, port);
    return start({ ...options, port });
  };

  it.each([
    ['always', { always: number(outside) }, undefined],
    ['busy', { busy: number(outside) }, { scenario: 'refuse', words: { status: '486 Busy Here' } }],
    ['no answer', { noAnswer: number(outside), ringSeconds: 5 }, { scenario: 'ring' }],
    ['unreachable', { unreachable: number(outside) }, undefined],
  ] as const)('%s: charged to the one who forwards, to the last digit, and free for who calls', async (_, forwarding, phone) => {
    const caller = await operator.addCustomer({ lastName: 'Caller', routeId });
    const callee = await operator.addCustomer({ lastName: 'Forwards', routeId, money: '5.00' });
    await setForwarding(callee, forwarding);
    if (phone) await answerWith(callee, phone);
    await (await call(caller, callee.number)).finished;
    const [paid] = await operator.callsOf(callee, 1);
    expect(paid).toMatchObject({ outcome: 'answered', callerNumber: callee.number, number: '61299990000' });
    const price = cents(paid!.billedSeconds);
    expect(paid).toMatchObject({ price, charge: price });
    expect(await operator.balance(callee)).toMatchObject({ posted: cents(500 - paid!.billedSeconds), held: '0.00' });
    const [free] = await operator.callsOf(caller, 1);
    expect(free).toMatchObject({ outcome: 'answered', destinationKind: 'internal', price: '0.00' });
    expect(free!.durationSeconds).toBeGreaterThanOrEqual(2);
    // The two end one after the other; what lies between is the machine's business.
    expect(Math.abs(free!.durationSeconds - paid!.durationSeconds)).toBeLessThanOrEqual(5);
    const whole = await operator.api.call(calls.getCall, { params: { callId: paid!.callId } });
    expect(whole).toMatchObject({ forwardedFor: caller.number, forwardedBy: [callee.number] });
  });

  it('ends with the money of the one who forwards', async () => {
    const caller = await operator.addCustomer({ lastName: 'Talks Long', routeId });
    const callee = await operator.addCustomer({ lastName: 'Four Seconds', routeId, money: '0.04' });
    await setForwarding(callee, { always: number(outside) });
    const phone = await call(caller, callee.number, { scenario: 'call-until-cut' });
    await phone.finished;
    const talked = firstOf(phone.messages(), 'BYE')!.at - firstOf(phone.messages(), 'SIP/2.0 200')!.at;
    expect(talked).toBeGreaterThan(2000);
    expect(talked).toBeLessThan(14_000);
    await operator.callsOf(callee, 1);
    expect(await operator.balance(callee)).toMatchObject({ posted: '0.00', held: '0.00' });
  });

  it('without money the caller hears that nobody can be reached; the CDR of who forwards says why', async () => {
    const caller = await operator.addCustomer({ lastName: 'Caller', routeId, money: '5.00' });
    const callee = await operator.addCustomer({ lastName: 'Poor', routeId });
    await setForwarding(callee, { always: number(outside) });
    const phone = await call(caller, callee.number, { scenario: 'call-until-cut' });
    await phone.finished;
    expect(finalStatus(phone.messages())).toBe(480);
    expect(firstOf(phone.messages(), 'SIP/2.0 183'), 'the prompt is heard as early media').toBeDefined();
    expect((await operator.callsOf(callee, 1))[0]).toMatchObject({ outcome: 'refused', refusal: 'no_funds' });
    expect((await operator.callsOf(caller, 1))[0]).toMatchObject({ outcome: 'failed', price: '0.00' });
    expect(await operator.balance(caller)).toMatchObject({ posted: '5.00', held: '0.00' });
  });

  it('two phones that forward to each other end the call, and nobody pays', async () => {
    const [caller, one, two] = [
      await operator.addCustomer({ lastName: 'Caller', routeId }),
      await operator.addCustomer({ lastName: 'One', routeId, money: '1.00' }),
      await operator.addCustomer({ lastName: 'Two', routeId, money: '1.00' }),
    ];
    await setForwarding(one, { always: number(two.number) });
    await setForwarding(two, { always: number(one.number) });
    const phone = await call(caller, one.number, { scenario: 'call-until-cut' });
    await phone.finished;
    expect(finalStatus(phone.messages())).toBe(480);
    expect((await operator.callsOf(two, 1))[0]).toMatchObject({ refusal: 'forwarding_loop' });
    for (const each of [one, two]) expect(await operator.balance(each)).toMatchObject({ posted: '1.00', held: '0.00' });
  });

  it('a message is left, listed, heard by staff, heard and removed by its owner with *98', async () => {
    const caller = await operator.addCustomer({ lastName: 'Speaks', routeId });
    const callee = await operator.addCustomer({ lastName: 'Mailbox', routeId });
    await setForwarding(callee, { unreachable: voicemail }, '2580');
    const media = await openMedia();
    const phone = await call(caller, callee.number, { pauseMilliseconds: 11_000, words: { media: media.port } });
    await eventually(() => mediaPort(phone.messages()) !== undefined, 'the call is answered');
    media.speak(mediaPort(phone.messages())!, 440);
    await phone.finished;
    media.stop();
    const messagesOf = async () => (await operator.api.call(features.listMessages, { params: { id: callee.id } })).items;
    await eventually(async () => (await messagesOf()).length === 1, 'the message is listed');
    const [message] = await messagesOf();
    expect(message).toMatchObject({ networkNumber: callee.number, callerNumber: caller.number, heardAt: null });
    expect(message!.durationSeconds).toBeGreaterThan(2);

    const sound = await operator.api.bytes(features.listenToMessage, { params: { id: message!.id } });
    expect(sound.subarray(0, 4).toString()).toBe('RIFF');
    const loudest = Array.from({ length: (sound.length - 44) / 2 }, (_, at) => sound.readInt16LE(44 + 2 * at));
    expect(Math.max(...loudest.map(Math.abs).slice(0, 80_000)), 'it is not silent').toBeGreaterThan(3000);
    const history = await operator.api.call(accounts.listHistory, { params: { id: callee.id } });
    expect(history.items[0]).toMatchObject({ action: 'voicemail.listen', detail: { from: caller.number } });

    const owner = await call(callee, '*98', { scenario: 'hear-messages' });
    await owner.finished;
    expect(await messagesOf()).toEqual([]);
    const folder = join(instance.data, 'asterisk', 'spool', 'messages');
    expect(existsSync(folder)).toBe(true);
    await eventually(() => readdirSync(folder).length === 0, 'the sound is deleted');
    expect((await operator.callsOf(callee, 1))[0]).toMatchObject({ destination: 'Voicemail', price: '0.00' });
  });
});

const phoneOf = ({ number, secret }: Customer) => ({ number, secret });

/** So many cents as the API writes them. */
function cents(count: number): string {
  return `${Math.floor(count / 100)}.${String(count % 100).padStart(2, '0')}`;
}
