import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as billingPackages from '../src/http/contract/billingPackages.ts';
import * as callChecks from '../src/http/contract/callChecks.ts';
import * as calls from '../src/http/contract/calls.ts';
import type { BodyOf } from '../src/http/contract/endpoint.ts';
import * as network from '../src/http/contract/network.ts';
import { type Instance, startInstance } from '../src/testing/instance.ts';
import { becomeOperator, type Customer, type Operator } from '../src/testing/operator.ts';
import { type CarrierHost, openCarrierHost } from '../src/testing/phones/carrierHost.ts';
import { eventually } from '../src/testing/phones/eventually.ts';
import { type IaxPhone, startIaxPhone } from '../src/testing/phones/secondAsterisk.ts';
import { finalStatus, firstOf, type Sipp, startSipp } from '../src/testing/phones/sipp.ts';
import { findTool } from '../src/testing/tools.ts';

type RouteBody = BodyOf<typeof network.addRoute>;
const patience = 60_000;

describe.skipIf(findTool('sipp') === null)('carriers', () => {
  let instance: Instance;
  let operator: Operator;
  /** Takes every call. */
  let good: Sipp;
  let goodId: string;
  const sipps: Sipp[] = [];
  const hosts: CarrierHost[] = [];
  let serial = 0;

  beforeAll(async () => {
    instance = await startInstance();
    operator = await becomeOperator(instance, [{ prefix: '61', destination: 'Australia', price: '0.60' }]);
    good = await sipp({ scenario: 'answer', calls: 1000, pauseMilliseconds: 50 });
    goodId = await operator.addProvider('Good', '127.0.0.1', good.port);
  });
  afterAll(async () => {
    for (const one of sipps) await one.stop();
    for (const one of hosts) one.stop();
    await instance?.stop();
  });

  async function sipp(options: Parameters<typeof startSipp>[0]): Promise<Sipp> {
    const started = await startSipp(options);
    sipps.push(started);
    return started;
  }
  async function host(refusal: string): Promise<CarrierHost> {
    const opened = await openCarrierHost(refusal);
    hosts.push(opened);
    return opened;
  }
  const addProvider = async (fields: Partial<BodyOf<typeof network.addProvider>>): Promise<string> => {
    serial += 1;
    const body = { name: `Carrier ${serial}`, protocol: 'sip' as const, host: '127.0.0.1', probeSeconds: 0, ...fields };
    return (await operator.api.call(network.addProvider, { body })).id;
  };
  /** A customer whose calls go by a route of its own. */
  const customerOf = async (providerIds: readonly string[], policy: Partial<RouteBody> = {}): Promise<Customer> => {
    serial += 1;
    const rules = [{ prefix: '', providerIds: [...providerIds] }];
    const { id } = await operator.api.call(network.addRoute, { body: { name: `Route ${serial}`, rules, ...policy } });
    return operator.addCustomer({ lastName: `Customer ${serial}`, routeId: id, money: '100.00' });
  };
  const call = async (customer: Customer, scenario = 'call-and-hang-up') => {
    const { number, secret } = customer;
    const started = await sipp({
      scenario,
      phone: { number, secret },
      server: instance.sipPort,
      words: { dialled: '0299990000' },
    });
    await started.finished;
    return started.messages();
  };
  const check = ({ number }: Customer) =>
    operator.api.call(callChecks.checkCall, { body: { networkNumber: number, dialled: '02 9999 0000' } });
  const providerNames = async (customer: Customer) => (await check(customer)).attempts.map((one) => one.name);
  const liveOf = async (id: string) => {
    const { items } = await operator.api.call(network.listProviders);
    return items.find((one) => one.id === id)!.live;
  };

  it.each([
    ['503 Service Unavailable', 200],
    ['500 Server Internal Error', 200],
    ['404 Not Found', 200],
    ['603 Decline', 200],
    ['486 Busy Here', 486],
    ['480 Temporarily Unavailable', 480],
  ])('a first carrier that says %s: the caller gets %d', async (status, expected) => {
    const refusing = await host(status);
    const customer = await customerOf([await addProvider({ port: refusing.port }), goodId]);
    expect(finalStatus(await call(customer))).toBe(expected);
    const [done] = await operator.callsOf(customer, 1, patience);
    expect(done).toMatchObject(expected === 200 ? { outcome: 'answered', providerName: 'Good' } : { price: '0.00' });
    expect(refusing.calls()).toBe(1);
  });

  it('the policy of the route decides: with 404 as an end the second carrier is not asked', async () => {
    const refusing = await host('404 Not Found');
    const customer = await customerOf([await addProvider({ port: refusing.port }), goodId], { stopAt: [1] });
    expect(finalStatus(await call(customer))).toBe(404);
  });

  it('a carrier that rings in vain is followed by the next where the route says so', async () => {
    const ringing = await sipp({ scenario: 'ring', calls: 10 });
    const customer = await customerOf([await addProvider({ port: ringing.port }), goodId], { noAnswerSeconds: 5 });
    expect(finalStatus(await call(customer))).toBe(200);
    expect((await operator.callsOf(customer, 1, patience))[0]).toMatchObject({ providerName: 'Good' });
  });

  it('early media reaches the caller before the answer, over TCP too, and the number can be withheld', async () => {
    const early = await sipp({ scenario: 'early-media', calls: 10, transport: 'tcp', pauseMilliseconds: 500 });
    const id = await addProvider({ port: early.port, transport: 'tcp', hidesCallerId: true, codecs: ['ulaw'] });
    const messages = await call(await customerOf([id]));
    expect(firstOf(messages, 'SIP/2.0 183')).toBeDefined();
    expect(finalStatus(messages)).toBe(200);
    const invite = firstOf(early.messages(), 'INVITE')!.text;
    expect(invite).toMatch(/^Privacy:.*id/im);
    expect(invite).toMatch(/^P-Asserted-Identity: <sip:\d+@/im);
    expect(invite).toContain('m=audio');
  });

  it('a carrier that answers nonsense is left for the next, and so is one that is a circle', async () => {
    const mad = await host('200 OK');
    mad.become('nonsense');
    const customer = await customerOf([await addProvider({ port: mad.port }), goodId]);
    expect(finalStatus(await call(customer))).toBe(200);
    const circle = operator.api.call(network.addProvider, {
      body: { name: 'Ourselves', protocol: 'sip', host: '127.0.0.1', port: instance.sipPort },
    });
    await expect(circle).rejects.toThrow(/"field":"host"/);
  });

  it('a phone that never acknowledges the answer: the call ends by itself and is charged for what it lasted', async () => {
    const customer = await customerOf([goodId]);
    await call(customer, 'call-without-ack');
    const [done] = await operator.callsOf(customer, 1, patience);
    expect(done!.billedSeconds).toBeLessThan(60);
  });

  it('a host that dies is passed over, and used again when it is back', async () => {
    const dying = await host('503 Service Unavailable');
    const id = await addProvider({ port: dying.port, probeSeconds: 2, name: 'Dying' });
    const customer = await customerOf([id, goodId]);
    const state = async () => (await liveOf(id)).hosts[0]!.probe;
    await eventually(async () => (await state()) === 'up', 'it is seen', patience);
    dying.become('dead');
    await eventually(async () => (await state()) === 'down', 'its death is seen', patience);
    await eventually(async () => (await providerNames(customer)).join() === 'Good', 'calls pass it over', patience);
    const before = dying.calls();
    expect(finalStatus(await call(customer))).toBe(200);
    expect(dying.calls()).toBe(before);
    expect((await check(customer)).skipped).toMatchObject([{ name: 'Dying', reason: 'down' }]);
    dying.become('alive');
    await eventually(async () => (await providerNames(customer)).join() === 'Dying,Good', 'it is used again', patience);
  });

  it('a host that fails calls in a row is left alone, without a question to it', async () => {
    const failing = await host('503 Service Unavailable');
    const id = await addProvider({ port: failing.port, fenceAfter: 2, fenceSeconds: 3600, name: 'Failing' });
    const customer = await customerOf([id, goodId]);
    await call(customer);
    await call(customer);
    await eventually(async () => (await providerNames(customer)).join() === 'Good', 'it is fenced', patience);
    await call(customer);
    expect(failing.calls()).toBe(2);
    await eventually(async () => (await liveOf(id)).lastHour.attempts === 2, 'its attempts are counted', patience);
  });

  it('two hosts of one carrier: the second takes what the first does not', async () => {
    const first = await host('503 Service Unavailable');
    const moreHosts = [{ host: '127.0.0.1', port: good.port, priority: 2 }];
    const customer = await customerOf([await addProvider({ port: first.port, moreHosts, name: 'Two hosts' })]);
    expect((await check(customer)).attempts.map((one) => one.host)).toEqual([
      `127.0.0.1:${first.port}`,
      `127.0.0.1:${good.port}`,
    ]);
    expect(finalStatus(await call(customer))).toBe(200);
    expect((await operator.callsOf(customer, 1, patience))[0]).toMatchObject({ providerName: 'Two hosts' });
  });

  it('least cost: the cheaper carrier takes the call, its cost and the margin stand on it, and the dry run said so', async () => {
    const dear = await addProvider({ port: good.port, name: 'Dear', costPackageId: await costDeck('Dear deck', '0.40') });
    const cheap = await addProvider({ port: good.port, name: 'Cheap', costPackageId: await costDeck('Cheap deck', '0.30') });
    const rules = [{ prefix: '', providerIds: [dear, cheap], choice: 'least_cost' as const }];
    const customer = await customerOf([], { rules });
    const dry = await check(customer);
    expect(dry.attempts).toMatchObject([
      { name: 'Cheap', cost: '0.90', price: '1.80', margin: '0.90' },
      { name: 'Dear', cost: '1.20', margin: '0.60' },
    ]);
    expect(dry.steps.filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
    expect(finalStatus(await call(customer))).toBe(200);
    const [done] = await operator.callsOf(customer, 1, patience);
    const { cost, price } = await operator.api.call(calls.getCall, { params: { callId: done!.callId } });
    expect(done).toMatchObject({ providerName: 'Cheap' });
    // Half of the price, second for second.
    expect(Number(cost!.amount) * 2).toBeCloseTo(Number(price), 6);
    expect(cost).toMatchObject({ deckName: 'Cheap deck', margin: cost!.amount });
  });

  it('a second Asterisk takes calls as an IAX2 carrier', async () => {
    const trunk = await operator.addCustomer({ lastName: 'Trunk', routeId: await firstRoute(), protocol: 'iax' });
    const other: IaxPhone = await startIaxPhone({ number: trunk.number, secret: trunk.secret }, instance.iaxPort);
    try {
      const id = await addProvider({
        protocol: 'iax',
        port: other.iaxPort,
        username: trunk.number,
        probeSeconds: 2,
        name: 'IAX2',
      });
      await eventually(async () => (await liveOf(id)).hosts[0]!.probe === 'up', 'it answers POKE', patience);
      const customer = await customerOf([id]);
      expect(finalStatus(await call(customer))).toBe(200);
      expect((await operator.callsOf(customer, 1, patience))[0]).toMatchObject({ providerName: 'IAX2', outcome: 'answered' });
    } finally {
      await other.stop();
    }
  });

  const firstRoute = async () => (await operator.api.call(network.listRoutes)).items[0]!.id;

  async function costDeck(name: string, price: string): Promise<string> {
    const body = { name, kind: 'cost' as const, rates: [{ prefix: '61', destination: 'Australia', price }] };
    return (await operator.api.call(billingPackages.addBillingPackage, { body })).id;
  }
});
