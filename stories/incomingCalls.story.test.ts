import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as calls from '../src/http/contract/calls.ts';
import * as incoming from '../src/http/contract/incomingNumbers.ts';
import * as phones from '../src/http/contract/phones.ts';
import { freePort } from '../src/supervisor/freePort.ts';
import { type Instance, startInstance } from '../src/testing/instance.ts';
import { becomeOperator, type Customer, type Operator } from '../src/testing/operator.ts';
import { eventually } from '../src/testing/phones/eventually.ts';
import { finalStatus, firstOf, registerPhone, type Sipp, startSipp } from '../src/testing/phones/sipp.ts';
import { findTool } from '../src/testing/tools.ts';

/** Another machine than ours, as far as Asterisk can see. */
const carrierAddress = '127.0.0.2';
const centASecond = { prefix: '61', destination: 'Australia', price: '0.60' };

describe.skipIf(findTool('sipp') === null)('calls from outside', () => {
  let instance: Instance;
  let operator: Operator;
  let carrier: Sipp;
  let routeId: string;
  const running: Sipp[] = [];

  beforeAll(async () => {
    instance = await startInstance();
    operator = await becomeOperator(instance, [centASecond]);
    carrier = await startSipp({ scenario: 'answer', address: carrierAddress, calls: 1000 });
    routeId = await operator.addRoute('Carrier', [await operator.addProvider('Carrier', carrierAddress, carrier.port)]);
  });
  afterAll(async () => {
    for (const sipp of [...running, carrier]) await sipp?.stop();
    await instance?.stop();
  });

  const start = async (options: Parameters<typeof startSipp>[0]): Promise<Sipp> => {
    const sipp = await startSipp(options);
    running.push(sipp);
    return sipp;
  };
  let serial = 0;
  /** A number of the stock, given to this customer. */
  const give = async (customer: Customer, perMinute = '0') => {
    const text = `028000${String(1000 + ++serial)}`;
    await operator.api.call(incoming.addIncomingNumbers, { body: { text, perMinute } });
    const [found] = (await operator.api.call(incoming.listIncomingNumbers, { query: { search: text.slice(1) } })).items;
    return operator.api.call(incoming.allocateIncomingNumber, { params: { id: found!.id }, body: { accountId: customer.id } });
  };
  const direct = (number: Awaited<ReturnType<typeof give>>, destination: object, windows: readonly object[] = []) =>
    operator.api.call(incoming.changeDestination, {
      params: { id: number.id },
      body: { destination, windows, version: number.version },
    });
  const carrierCalls = (dialled: string, from = '"Ada <b>" <sip:0412000111@carrier>') =>
    start({
      ...{ scenario: 'carrier-call', address: carrierAddress, server: instance.sipPort, pauseMilliseconds: 2000 },
      words: { from, dialled, to: dialled },
    });
  const plays = async (phone: { readonly number: string; readonly secret: string }, scenario: string) => {
    const port = await freePort('127.0.0.1', ['udp']);
    await registerPhone(phone, instance.sipPort, port);
    return start({ scenario, port });
  };

  it('rings the customer, is charged to the last digit, and stands in the list with who brought it', async () => {
    const customer = await operator.addCustomer({ lastName: 'Called', routeId, money: '5.00', protocol: 'sip' });
    const number = await give(customer, '0.60');
    const phone = await plays(customer, 'answer');
    const calling = await carrierCalls(number.number);
    await eventually(async () => (await operator.liveCalls()).some((one) => one.state === 'active'), 'the call is up');
    expect((await operator.liveCalls())[0]).toMatchObject({
      ...{ direction: 'incoming', callerNumber: '61412000111', number: number.number, providerName: 'Carrier' },
      accountId: customer.id,
    });
    await calling.finished;
    expect(finalStatus(calling.messages())).toBe(200);
    expect(firstOf(phone.messages(), 'INVITE')?.text).toContain('From: "Ada b" <sip:+61412000111@');
    const [call] = await operator.callsOf(customer, 1);
    expect(call).toMatchObject({
      direction: 'incoming',
      outcome: 'answered',
      providerName: 'Carrier',
      callerNumber: '61412000111',
    });
    const price = (call!.billedSeconds / 100).toFixed(2);
    expect(call).toMatchObject({ price, charge: price });
    expect(await operator.balance(customer)).toMatchObject({ posted: (5 - call!.billedSeconds / 100).toFixed(2), held: '0.00' });
    const { steps } = await operator.api.call(calls.getCall, { params: { callId: call!.callId } });
    expect(steps.at(-1)).toMatchObject({ amount: price });
  });

  it('hangs up on a number that nobody has, before and after somebody had it', async () => {
    const unknown = await carrierCalls('61280009999');
    await unknown.finished;
    expect(finalStatus(unknown.messages())).toBe(404);
    const customer = await operator.addCustomer({ lastName: 'Former', routeId });
    const number = await give(customer);
    await operator.api.call(incoming.releaseIncomingNumber, { params: { id: number.id }, body: { quarantineDays: 5 } });
    const late = await carrierCalls(number.number);
    await late.finished;
    expect(finalStatus(late.messages())).toBe(404);
    const { items } = await operator.api.call(calls.listCalls, { query: { direction: 'incoming', outcome: 'refused' } });
    expect(items.map((one) => [one.number || one.dialled, one.refusal])).toEqual([
      [number.number, 'unallocated_number'],
      ['61280009999', 'unallocated_number'],
    ]);
  });

  it('forwards to any number at these hours, as the customer’s own call', async () => {
    const customer = await operator.addCustomer({ lastName: 'Away', routeId, money: '5.00' });
    const forward = { kind: 'forward', dialled: '0299990000' };
    const always = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00', destination: forward };
    const number = await give(customer);
    await direct(number, { kind: 'all_phones' }, [always]);
    const calling = await carrierCalls(number.number);
    await calling.finished;
    expect(finalStatus(calling.messages())).toBe(200);
    expect(firstOf(carrier.messages(), 'INVITE')?.firstLine).toContain('61299990000');
    const both = await operator.callsOf(customer, 2);
    expect(both.map((one) => one.direction).sort()).toEqual(['incoming', 'outgoing']);
    const own = both.find((one) => one.direction === 'outgoing');
    expect(own).toMatchObject({ number: '61299990000', price: (own!.billedSeconds / 100).toFixed(2) });
    expect(own!.billedSeconds).toBeGreaterThanOrEqual(2);
    expect(both.find((one) => one.direction === 'incoming')).toMatchObject({ price: '0.00' });
  });

  it('a ring group reaches who is there, and a phone that does not want to be disturbed stays silent', async () => {
    const customer = await operator.addCustomer({ lastName: 'Group', routeId, protocol: 'sip' });
    const added = await operator.api.call(phones.addNetworkNumber, { params: { id: customer.id }, body: { label: 'Desk' } });
    const desk = { number: added.phone.number, secret: added.credentials.secret };
    const group = await operator.api.call(incoming.addRingGroup, {
      params: { id: customer.id },
      body: { name: 'All', strategy: 'all', members: [customer.number, desk.number], ringSeconds: 20, follow: null },
    });
    const number = await give(customer);
    await direct(number, { kind: 'ring_group', ringGroupId: group.id });
    const star = await start({
      ...{ scenario: 'call-and-hang-up', server: instance.sipPort, phone: customer, words: { dialled: '*78' } },
    });
    await star.finished;
    const [silent, answering] = [await plays(customer, 'answer'), await plays(desk, 'answer')];
    const calling = await carrierCalls(number.number, '<sip:anonymous@anonymous.invalid>');
    await calling.finished;
    expect(finalStatus(calling.messages())).toBe(200);
    expect(firstOf(answering.messages(), 'INVITE')?.text).toMatch(/^From: (?!.*0412)/m);
    expect(firstOf(silent.messages(), 'INVITE')).toBeUndefined();
    expect((await operator.callsOf(customer, 1))[0]).toMatchObject({ callerNumber: '', direction: 'incoming' });
  });
});
