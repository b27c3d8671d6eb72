import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as accounts from '../src/http/contract/accounts.ts';
import * as calls from '../src/http/contract/calls.ts';
import { familyOf } from '../src/supervisor/watchPostgres.ts';
import { hasAsterisk, type Instance, startInstance } from '../src/testing/instance.ts';
import { becomeOperator, type Customer, type Operator } from '../src/testing/operator.ts';
import { eventually } from '../src/testing/phones/eventually.ts';
import { finalStatus, firstOf, type Sipp, startSipp } from '../src/testing/phones/sipp.ts';
import { findTool } from '../src/testing/tools.ts';

/** One cent a second, by the second, from the first second on. */
const centASecond = { prefix: '61', destination: 'Australia', price: '0.60' };
const outside = '0299990000';

describe.skipIf(findTool('sipp') === null || !hasAsterisk())('outages', () => {
  let instance: Instance;
  let operator: Operator;
  let carrier: Sipp;
  let routeId: string;
  let caller: Customer;
  const phones: Sipp[] = [];

  beforeAll(async () => {
    instance = await startInstance();
    operator = await becomeOperator(instance, [centASecond]);
    carrier = await startSipp({ scenario: 'answer', calls: 1000, pauseMilliseconds: 200 });
    routeId = await operator.addRoute('Carrier', [await operator.addProvider('Carrier', '127.0.0.1', carrier.port)]);
    caller = await operator.addCustomer({ lastName: 'Caller', routeId, money: '10.00' });
    await untilPaidCallsWork();
  });
  afterEach(() => Promise.all(phones.splice(0).map((phone) => phone.stop())));
  afterAll(async () => {
    await carrier?.stop();
    await instance?.stop();
  });

  const call = async (to: string, scenario = 'call-and-hang-up', customer = caller): Promise<Sipp> => {
    const phone = await startSipp({
      scenario,
      phone: customer,
      server: instance.sipPort,
      words: { dialled: to },
      pauseMilliseconds: 500,
    });
    phones.push(phone);
    return phone;
  };
  const isAnswered = async (to: string): Promise<boolean> => {
    const phone = await call(to);
    await phone.finished.catch(() => undefined);
    return firstOf(phone.messages(), 'SIP/2.0 200') !== undefined;
  };
  const untilPaidCallsWork = () => eventually(() => isAnswered(outside), 'a paid call is answered');

  /** The caller hears a prompt and a refusal, never an answer; the emergency number connects. How soon is for the bench to tell. */
  const refusesPaidCallsAndConnectsEmergencies = async (): Promise<void> => {
    const [paid, emergency] = [await call(outside), await call('000')];
    await Promise.all([paid.finished, emergency.finished]);
    const [heard, connected] = [paid.messages(), emergency.messages()];
    expect(firstOf(heard, 'SIP/2.0 200')).toBeUndefined();
    expect(finalStatus(heard)).toBeGreaterThanOrEqual(400);
    expect(firstOf(heard, 'SIP/2.0 183'), 'the prompt').toBeDefined();
    expect(firstOf(connected, 'SIP/2.0 200'), 'the emergency answers').toBeDefined();
  };
  /** What connected while it could not be booked is on record afterwards: free, and once for each call. */
  const emergencyCallsOnRecord = async (): Promise<number> => {
    const { items } = await operator.api.call(calls.listCalls, {
      query: { accountId: caller.id, search: '000', outcome: 'answered' },
    });
    const found = items.filter(({ destinationKind }) => destinationKind === 'emergency');
    expect(found.every(({ price, callerNumber }) => price === '0.00' && callerNumber === caller.number)).toBe(true);
    return found.length;
  };
  const panelSaysSo = async (): Promise<void> => {
    await eventually(async () => (await fetch(`${instance.panelUrl}/readyz`)).status === 503, 'the panel notices');
    expect((await fetch(`${instance.panelUrl}/livez`)).status).toBe(200);
    expect(await operator.api.refused(accounts.listAccounts)).toMatchObject({ status: 503, code: 'database_unavailable' });
  };
  const panelWorks = () => eventually(async () => (await fetch(`${instance.panelUrl}/readyz`)).ok, 'the panel is ready again');

  /** PostgreSQL that has died does not come back before `work` is done, however slow that is. */
  const withoutControlFile = async (work: () => Promise<void>): Promise<void> => {
    const control = join(instance.data, 'postgres/18/global/pg_control');
    renameSync(control, `${control}.away`);
    try {
      await work();
    } finally {
      renameSync(`${control}.away`, control);
    }
  };

  it('a lost database: paid calls are refused with a prompt, emergency calls connect, the panel says so, all recovers', async () => {
    await withoutControlFile(async () => {
      process.kill(instance.pid('postgres'), 'SIGKILL');
      await panelSaysSo();
      await refusesPaidCallsAndConnectsEmergencies();
      await panelSaysSo();
    });
    await panelWorks();
    await untilPaidCallsWork();
    await eventually(async () => (await emergencyCallsOnRecord()) === 1, 'the emergency call is on record');
  });

  it('a hung database: it is killed, so that paid calls are refused and emergency calls connect', async () => {
    await withoutControlFile(async () => {
      const postmaster = instance.pid('postgres');
      // It first, so that it starts nobody whom we do not see.
      process.kill(postmaster, 'SIGSTOP');
      for (const pid of familyOf(postmaster)) process.kill(pid, 'SIGSTOP');
      // Asterisk waits without limit for what it asks about a provider, so until the watchdog acts nobody gets through.
      await refusesPaidCallsAndConnectsEmergencies();
      expect(instance.said.join('\n')).toContain('PostgreSQL has not answered');
      await panelSaysSo();
    });
    await panelWorks();
    await untilPaidCallsWork();
    await eventually(async () => (await operator.balance(caller)).held === '0.00', 'no money is held');
  });

  it('a hung call control is killed by the watchdog, and calls work again', async () => {
    const hung = instance.pid('calls');
    process.kill(hung, 'SIGSTOP');
    const emergency = await call('000');
    await emergency.finished;
    expect(firstOf(emergency.messages(), 'SIP/2.0 200'), 'the emergency call waits and connects').toBeDefined();
    await untilPaidCallsWork();
    await eventually(async () => (await emergencyCallsOnRecord()) === 3, 'the emergency calls of all outages are on record');
    expect(instance.said.join('\n')).toContain('call control has not answered');
    expect(instance.pid('calls')).not.toBe(hung);
  });

  it('a dead call control: the call in progress ends at its grant by itself and is charged for it', async () => {
    const poor = await operator.addCustomer({ lastName: 'Eight Seconds', routeId, money: '0.08' });
    const phone = await call(outside, 'call-until-cut', poor);
    await eventually(() => firstOf(phone.messages(), 'SIP/2.0 200') !== undefined, 'the call is answered');
    let isOver = false;
    const over = phone.finished.finally(() => {
      isOver = true;
    });
    // The supervisor starts it again and again; it dies again and again.
    while (!isOver) await Promise.race([instance.kill('calls'), over]);
    const messages = phone.messages();
    const talked = firstOf(messages, 'BYE')!.at - firstOf(messages, 'SIP/2.0 200')!.at;
    // Eight seconds by Asterisk's clock. SIPp's may be late on a busy machine: it is only to tell a cut from a death and from no cut at all.
    expect(talked).toBeGreaterThan(4000);
    expect(talked).toBeLessThan(40_000);
    const [done] = await operator.callsOf(poor, 1);
    // A late timer of a busy switch is a second of price, and our loss: nobody pays more than there was.
    expect(done).toMatchObject({ outcome: 'answered', charge: '0.08', isEstimated: false });
    expect(done!.billedSeconds).toBeGreaterThanOrEqual(8);
    expect(await operator.balance(poor)).toMatchObject({ posted: '0.00', held: '0.00' });
  });
});
