import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../supervisor/freePort.ts';
import { addTestPhone, type TestPhone } from '../../testing/phones/addTestPhone.ts';
import { type EngineStage, openEngineStage } from '../../testing/phones/engineStage.ts';
import { eventually } from '../../testing/phones/eventually.ts';
import { startIaxmodem } from '../../testing/phones/iaxmodem.ts';
import { type IaxPhone, startIaxPhone } from '../../testing/phones/secondAsterisk.ts';
import { finalStatus, firstOf, isRegistrationRefused, registerPhone, type Sipp, startSipp } from '../../testing/phones/sipp.ts';
import { findTool } from '../../testing/tools.ts';

const story = test.skipIf(findTool('sipp') === null);
let stage: EngineStage;
let owner: Client;
let sip: TestPhone;
let iax: TestPhone;
let both: TestPhone;
let iaxPhone: IaxPhone | undefined;
const running: Sipp[] = [];

beforeAll(async () => {
  stage = await openEngineStage();
  owner = new Client({ connectionString: stage.database.ownerUrl });
  await owner.connect();
  sip = await addTestPhone(stage.database.ownerUrl, '100001', 'sip');
  iax = await addTestPhone(stage.database.ownerUrl, '100002', 'iax');
  both = await addTestPhone(stage.database.ownerUrl, '100003', 'sip_and_iax');
  stage.decide(({ dialled, callerNumber }) => ({
    ok: true,
    attempts: [{ kind: 'phone', networkNumber: dialled, protocols: ['sip', 'iax'], callerId: callerNumber }],
    grantedSeconds: 60,
    ringSeconds: 20,
  }));
});
afterAll(async () => {
  for (const one of running) await one.stop();
  await iaxPhone?.stop();
  await owner.end();
  await stage.close();
});

const server = () => stage.asterisk.ports.sip;
const start = async (options: Parameters<typeof startSipp>[0]) => {
  const started = await startSipp(options);
  running.push(started);
  return started;
};

story('a new phone registers at once, and the panel is told where it is', async () => {
  const heard: string[] = [];
  owner.on('notification', ({ payload = '' }) => heard.push(payload));
  await owner.query('listen change');
  const port = await freePort('127.0.0.1', ['udp']);
  await registerPhone(sip, server(), port);
  await eventually(() => heard.includes('registration 100001'), 'the panel is told');
  const { rows } = await owner.query(
    `select network_number, protocol, address, port, registered_until > now() + interval '200 s' as lasts from phone_registration`,
  );
  expect(rows).toEqual([{ network_number: '100001', protocol: 'sip', address: '127.0.0.1', port, lasts: true }]);
  heard.length = 0;
  await registerPhone(sip, server(), port); // A refresh moves nothing: nobody is told.
  await registerPhone(sip, server(), port, 0);
  await eventually(() => heard.length > 0, 'the panel is told that it has gone');
  expect(heard).toEqual(['registration 100001']);
  expect((await owner.query('select from phone_registration')).rowCount).toBe(0);
});

story('a wrong secret and an unknown number get the same answer', async () => {
  expect(await isRegistrationRefused({ ...sip, secret: 'wrong' }, server())).toBe(true);
  expect(await isRegistrationRefused({ number: '199999', secret: 'wrong' }, server())).toBe(true);
});

story('a phone of an IAX account cannot register with SIP', async () => {
  expect(await isRegistrationRefused(iax, server())).toBe(true);
});

story('suspension bites at once: no registration, no call, no ringing; and its end too', async () => {
  const port = await freePort('127.0.0.1', ['udp']);
  await registerPhone(both, server(), port);
  await owner.query(`update account set is_active = false where customer_number = $1`, [both.number]);
  await stage.engine().forgetPhones([both.number]);
  expect(await isRegistrationRefused(both, server())).toBe(true);
  const calling = await start({ scenario: 'call-and-hang-up', server: server(), phone: sip, words: { dialled: both.number } });
  await calling.finished;
  expect(finalStatus(calling.messages())).toBe(480);
  await owner.query(`update account set is_active = true where customer_number = $1`, [both.number]);
  await stage.engine().forgetPhones([both.number]);
  const answering = await start({ scenario: 'answer', port });
  const again = await start({ scenario: 'call-and-hang-up', server: server(), phone: sip, words: { dialled: both.number } });
  await Promise.all([again.finished, answering.finished]);
  expect(finalStatus(again.messages())).toBe(200);
});

story('the newest registration of a number rings, the one before is forgotten', async () => {
  const [before, now] = [await freePort('127.0.0.1', ['udp']), await freePort('127.0.0.1', ['udp'])];
  await registerPhone(both, server(), before);
  await registerPhone(both, server(), now);
  const answering = await start({ scenario: 'answer', port: now });
  const calling = await start({ scenario: 'call-and-hang-up', server: server(), phone: sip, words: { dialled: both.number } });
  await Promise.all([calling.finished, answering.finished]);
  const { rows } = await owner.query('select port from phone_registration where network_number = $1', [both.number]);
  expect(rows).toEqual([{ port: now }]);
});

story('an IAX phone registers, calls a SIP phone and is called by it', async () => {
  iaxPhone = await startIaxPhone(iax, stage.asterisk.ports.iax);
  const { rows } = await owner.query(
    `select network_number, protocol, address, port from phone_registration where protocol = 'iax'`,
  );
  expect(rows).toEqual([{ network_number: iax.number, protocol: 'iax', address: '127.0.0.1', port: iaxPhone.iaxPort }]);
  const calling = await start({
    scenario: 'call-and-hang-up',
    server: server(),
    phone: sip,
    pauseMilliseconds: 1000,
    words: { dialled: iax.number },
  });
  await calling.finished;
  expect(finalStatus(calling.messages())).toBe(200);
  expect((await stage.reportOf(stage.requests.length - 1)).durationMilliseconds).toBeGreaterThan(900);

  const port = await freePort('127.0.0.1', ['udp']);
  await registerPhone(sip, server(), port);
  const answering = await start({ scenario: 'answer-and-hang-up', port, pauseMilliseconds: 1000 });
  await iaxPhone.dial(sip.number);
  await answering.finished;
  const request = stage.requests.at(-1);
  expect(request).toMatchObject({ callerNumber: iax.number, protocol: 'iax', dialled: sip.number });
  expect(firstOf(answering.messages(), 'INVITE')?.text).toContain(`<sip:${iax.number}@`);
  expect((await stage.reportOf(stage.requests.length - 1)).durationMilliseconds).toBeGreaterThan(900);
});

test.skipIf(findTool('iaxmodem') === null)('an IAX phone of another make registers and calls', async () => {
  const third = await addTestPhone(stage.database.ownerUrl, '100004', 'iax');
  const port = await freePort('127.0.0.1', ['udp']);
  await registerPhone(sip, server(), port);
  const answering = await start({ scenario: 'answer-and-hang-up', port, pauseMilliseconds: 500 });
  const modem = await startIaxmodem(third, stage.asterisk.ports.iax);
  try {
    const asked = `select from phone_registration where network_number = $1`;
    await eventually(async () => (await owner.query(asked, [third.number])).rowCount === 1, 'the modem is registered');
    modem.dial(sip.number);
    await answering.finished;
    expect(stage.requests.at(-1)).toMatchObject({ callerNumber: third.number, protocol: 'iax', dialled: sip.number });
    expect((await stage.reportOf(stage.requests.length - 1)).durationMilliseconds).toBeGreaterThan(400);
  } finally {
    await modem.stop();
  }
});

story('a SIP account cannot register with IAX2, nor a phone with a wrong secret', async () => {
  for (const phone of [sip, { ...iax, secret: 'wrong' }]) {
    const stranger = await startIaxPhone(phone, stage.asterisk.ports.iax, { expectsRefusal: true });
    await eventually(() => /auth|reject|denied/i.test(stage.asterisk.log()), 'the refusal is in the log');
    expect(await stranger.isRegistered()).toBe(false);
    await stranger.stop();
  }
});
