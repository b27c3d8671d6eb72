import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as accounts from '../src/http/contract/accounts.ts';
import * as phones from '../src/http/contract/phones.ts';
import { freePort } from '../src/supervisor/freePort.ts';
import { hasAsterisk, type Instance, startInstance } from '../src/testing/instance.ts';
import { becomeOperator, type Customer, type CustomerOptions, type Operator } from '../src/testing/operator.ts';
import { startBaresip } from '../src/testing/phones/baresip.ts';
import { eventually } from '../src/testing/phones/eventually.ts';
import { startIaxmodem } from '../src/testing/phones/iaxmodem.ts';
import { loudness, toneLoudness } from '../src/testing/phones/media.ts';
import { startIaxPhone } from '../src/testing/phones/secondAsterisk.ts';
import { finalStatus, isRegistrationRefused, registerPhone, type Sipp, startSipp } from '../src/testing/phones/sipp.ts';
import { findTool } from '../src/testing/tools.ts';

const rate = { prefix: '61', destination: 'Australia', price: '0.60' };
const outside = '0299990000';

describe.skipIf(!hasAsterisk())('real phones of real makes', () => {
  let instance: Instance;
  let operator: Operator;
  let routeId: string;
  const running: { readonly stop: () => Promise<void> }[] = [];

  beforeAll(async () => {
    instance = await startInstance();
    operator = await becomeOperator(instance, [rate]);
    // The carrier inside: it answers after two seconds and talks.
    routeId = await operator.addRoute('Test carrier', [await operator.addProvider('Test carrier', '', 5060, 'test')]);
  });
  afterEach(async () => {
    for (const phone of running.splice(0).reverse()) await phone.stop();
  });
  afterAll(() => instance?.stop());

  const kept = async <Phone extends { readonly stop: () => Promise<void> }>(starting: Promise<Phone>): Promise<Phone> => {
    const phone = await starting;
    running.push(phone);
    return phone;
  };
  const customer = (lastName: string, options: Partial<CustomerOptions> = {}): Promise<Customer> =>
    operator.addCustomer({ lastName, routeId, money: '5.00', ...options });
  const registrationsOf = async ({ id }: Customer) =>
    (await operator.api.call(phones.listPhones, { params: { id } })).items.flatMap(({ registrations }) => registrations);
  const untilRegistered = (one: Customer) =>
    eventually(async () => (await registrationsOf(one)).length > 0, `${one.number} is registered`);

  it.skipIf(findTool('baresip') === null)(
    'two baresips register, call each other by customer number and hear each other',
    async () => {
      const [one, two] = [await customer('One'), await customer('Two')];
      const first = await kept(startBaresip(one, instance.sipPort, 440));
      const second = await kept(startBaresip(two, instance.sipPort, 700));
      expect(await registrationsOf(one)).toMatchObject([{ protocol: 'sip', address: '127.0.0.1' }]);
      first.dial(two.number);
      await eventually(() => first.heard().length > 16_000 && second.heard().length > 16_000, 'both hear two seconds');
      expect(await operator.liveCalls()).toMatchObject([{ callerNumber: one.number, dialled: two.number, state: 'active' }]);
      first.hangUp();
      expect((await operator.callsOf(one, 1))[0]).toMatchObject({
        outcome: 'answered',
        destinationKind: 'internal',
        price: '0.00',
      });
      expect(toneLoudness(first.heard(), 700)).toBeGreaterThan(0.1);
      expect(toneLoudness(second.heard(), 440)).toBeGreaterThan(0.1);
      // Lost packets click a little on every frequency; an own voice that came back would be as loud as the other.
      expect(toneLoudness(first.heard(), 440)).toBeLessThan(0.05);
    },
  );

  it.skipIf(findTool('baresip') === null)('a baresip hears the carrier, and its call is charged by the second', async () => {
    const caller = await customer('Listener');
    const phone = await kept(startBaresip(caller, instance.sipPort, 440));
    phone.dial(outside);
    await eventually(() => phone.heard().length > 24_000, 'three seconds are heard');
    phone.hangUp();
    const [done] = await operator.callsOf(caller, 1);
    await eventually(() => loudness(phone.heard()) > 0.02, 'the carrier was heard');
    expect(done).toMatchObject({ outcome: 'answered', protocol: 'sip', price: `0.0${done!.billedSeconds}` });
    expect(Number((await operator.balance(caller)).posted)).toBeCloseTo(5 - done!.billedSeconds / 100, 6);
  });

  it('an IAX2 phone rings when a SIP phone dials its customer number, and calls out', async () => {
    const [sip, iax] = [await customer('Sip'), await customer('Iax', { protocol: 'iax' })];
    const phone = await kept(startIaxPhone(iax, instance.iaxPort));
    expect(await registrationsOf(iax)).toMatchObject([{ protocol: 'iax', address: '127.0.0.1' }]);
    const calling = await kept(call(sip, iax.number));
    await calling.finished;
    expect(finalStatus(calling.messages())).toBe(200);
    expect((await operator.callsOf(sip, 1))[0]).toMatchObject({ outcome: 'answered', number: iax.number, price: '0.00' });
    await phone.dial(outside);
    await eventually(async () => (await operator.liveCalls()).some(({ state }) => state === 'active'), 'the carrier answers');
    await phone.hangUp();
    expect((await operator.callsOf(iax, 1))[0]).toMatchObject({ outcome: 'answered', protocol: 'iax', number: '61299990000' });
  });

  it.skipIf(findTool('iaxmodem') === null)('an iaxmodem registers, calls out, and is cut off when its money ends', async () => {
    const owner = await customer('Modem', { protocol: 'iax', money: '0.04' });
    const modem = await kept(startIaxmodem(owner, instance.iaxPort));
    await untilRegistered(owner);
    modem.dial(outside);
    const [done] = await operator.callsOf(owner, 1);
    // A late timer of a busy switch is a second of price, and our loss: nobody pays more than there was.
    expect(done).toMatchObject({ outcome: 'answered', protocol: 'iax', charge: '0.04', isEstimated: false });
    expect(done!.billedSeconds).toBeGreaterThanOrEqual(4);
  });

  it('the Default Protocol is enforced, and a change of it bites at once', async () => {
    const owner = await customer('Changing', { protocol: 'sip' });
    await registerPhone(owner, instance.sipPort, await freePort('127.0.0.1', ['udp']));
    await refusesIax(owner);
    await changeProtocol(owner, 'iax');
    expect(await isRegistrationRefused(owner, instance.sipPort)).toBe(true);
    expect(await registrationsOf(owner)).toEqual([]);
    const phone = await kept(startIaxPhone(await newSecret(owner), instance.iaxPort));
    expect(await phone.isRegistered()).toBe(true);
  });

  const call = (from: Customer, to: string): Promise<Sipp> =>
    startSipp({
      scenario: 'call-and-hang-up',
      phone: from,
      server: instance.sipPort,
      words: { dialled: to },
      pauseMilliseconds: 1500,
    });

  async function changeProtocol({ id }: Customer, protocol: 'sip' | 'iax'): Promise<void> {
    const now = await operator.api.call(accounts.getAccount, { params: { id } });
    const { lastName, paymentType, billingPackageId, callLimit, version } = now;
    const body = { lastName, paymentType, billingPackageId, routeId, callLimit, version, protocol, extras: [] };
    await operator.api.call(accounts.changeAccount, { params: { id }, body });
  }

  /** A secret is stored as each protocol needs it, so a phone that changes the protocol gets a new one. */
  async function newSecret(owner: Customer): Promise<Customer> {
    const [phone] = (await operator.api.call(phones.listPhones, { params: { id: owner.id } })).items;
    const { secret } = await operator.api.call(phones.resetSecret, { params: { id: phone!.id }, body: {} });
    return { ...owner, secret };
  }

  /** An IAX2 phone that tries, beside one that succeeds meanwhile: so long it had time to. */
  async function refusesIax(owner: Customer): Promise<void> {
    const refused = await kept(startIaxPhone(owner, instance.iaxPort, { expectsRefusal: true }));
    await kept(startIaxPhone(await customer('Beside', { protocol: 'iax' }), instance.iaxPort));
    expect(await refused.isRegistered()).toBe(false);
    expect((await registrationsOf(owner)).filter(({ protocol }) => protocol === 'iax')).toEqual([]);
  }
});
