import { afterAll, beforeAll, expect, test } from 'vitest';
import { addExemption } from '../../actions/bans/addExemption.ts';
import { liftBan } from '../../actions/bans/liftBan.ts';
import { run } from '../../actions/run.ts';
import { systemActor } from '../../core/access/permission.ts';
import { instant } from '../../core/base/time.ts';
import { openPool } from '../../db/pool.ts';
import { type BanDesk, openBanDesk } from '../../jobs/banDesk.ts';
import { addTestPhone, type TestPhone } from '../../testing/phones/addTestPhone.ts';
import { type EngineStage, openEngineStage } from '../../testing/phones/engineStage.ts';
import { eventually } from '../../testing/phones/eventually.ts';
import { type IaxProbe, openIaxProbe } from '../../testing/phones/iaxProbe.ts';
import { openSipProbe, type SipProbe, type SipProbeOptions } from '../../testing/phones/sipProbe.ts';
import { openSafe } from '../../vault/safe.ts';

let stage: EngineStage;
let pool: ReturnType<typeof openPool>;
let desk: BanDesk | undefined;
let sip: TestPhone;
let iax: TestPhone;
let moved = 0;
const open: { close: () => void }[] = [];
const errors: unknown[] = [];
const clock = () => instant(Date.now() + moved);
const context = () => ({ pool, clock, safe: openSafe('the sealing secret of all tests, in clear') });

beforeAll(async () => {
  stage = await openEngineStage({
    // By the clock that the test moves.
    notLetIn: (failures) =>
      void desk?.notLetIn(failures.map((one) => ({ ...one, at: clock() }))).catch((error) => errors.push(error)),
  });
  pool = openPool(stage.database.appUrl, { max: 4, name: 'test bans' }, () => undefined);
  sip = await addTestPhone(stage.database.ownerUrl, '100001', 'sip');
  iax = await addTestPhone(stage.database.ownerUrl, '100002', 'iax');
  desk = openBanDesk({
    context: { tx: pool, now: clock, report: (_, error) => void errors.push(error) },
    // Of one process and its restart, the engine of the moment.
    engine: { applyBans: (bans) => stage.engine().applyBans(bans), trustedNetworks: () => stage.engine().trustedNetworks() },
    act: (action, input) => run(context(), systemActor, action, input),
  });
  await desk.renew();
});
afterAll(async () => {
  for (const one of open) one.close();
  await pool.end();
  await stage.close();
  expect(errors).toEqual([]);
});

async function sipFrom(address: string, more: Partial<SipProbeOptions> = {}): Promise<SipProbe> {
  const probe = await openSipProbe({ server: stage.asterisk.ports.sip, address, ...more });
  open.push(probe);
  return probe;
}
async function iaxFrom(address: string): Promise<IaxProbe> {
  const probe = await openIaxProbe({ server: stage.asterisk.ports.iax, address });
  open.push(probe);
  return probe;
}
type Ban = { id: bigint; kind: string; names: string[]; failures: number; seconds: number; protocols: string[] };
async function bansOf(address: string): Promise<Ban[]> {
  const found = await pool.query(
    `select id, kind, names, failures, extract(epoch from until - banned_at)::int as seconds, protocols from ban
      where network = $1 order by id`,
    [`${address}/32`],
  );
  return found.rows as Ban[];
}
const banned = (address: string) => eventually(async () => (await bansOf(address)).length > 0, `${address} is banned`);
const status = (answer: string | undefined): string => /^SIP\/2\.0 (\d{3})/.exec(answer ?? '')?.[1] ?? 'silence';
/** What a stranger can tell answers apart by, without what is new in every answer and what it said itself. */
const likeness = (answer: string | undefined): string =>
  (answer ?? 'silence')
    .replace(
      /(branch|tag|nonce|opaque)=("[^"]*"|[^;\s,]*)/g,
      (_, name: string, value: string) => `${name}=${'x'.repeat(value.length)}`,
    )
    .replace(/^(Call-ID|Date):.*$/gm, '$1')
    .replace(/100001|100009/g, 'NUMBER');

test('unknown numbers and wrong secrets get the same answers, over UDP and TCP', async () => {
  for (const transport of ['udp', 'tcp'] as const) {
    const probe = await sipFrom('127.0.0.1', { transport });
    for (const method of ['REGISTER', 'INVITE', 'OPTIONS', 'SUBSCRIBE', 'MESSAGE', 'PUBLISH']) {
      const [known, unknown] = [await probe.ask(method, '100001'), await probe.ask(method, '100009')];
      expect(status(known)).toBe('401');
      expect(likeness(unknown)).toBe(likeness(known));
      const [wrong, nobody] = [await probe.logIn(method, '100001', 'wrong'), await probe.logIn(method, '100009', 'wrong')];
      expect(status(wrong)).toBe('401');
      expect(likeness(nobody)).toBe(likeness(wrong));
    }
  }
});

test('and the same frames over IAX2, also for a number that is no IAX phone', async () => {
  const probe = await iaxFrom('127.0.0.1');
  for (const name of [iax.number, '100009', sip.number]) {
    expect(await probe.logIn('register', name, 'wrong')).toEqual(['regauth', 'regrej']);
    expect(await probe.logIn('call', name, 'wrong')).toEqual(['authreq', 'reject']);
  }
  expect(await probe.logIn('register', iax.number, iax.secret)).toEqual(['regauth', 'regack']);
});

test('five wrong secrets ban an address: it is refused before anybody looks at its secret, others are not', async () => {
  const probe = await sipFrom('127.0.0.31');
  const answers: string[] = [];
  for (let tries = 0; tries < 5; tries += 1) answers.push(status(await probe.logIn('REGISTER', sip.number, `guess ${tries}`)));
  await banned('127.0.0.31');
  expect(answers).toEqual(Array(5).fill('401'));
  expect(await bansOf('127.0.0.31')).toMatchObject([{ kind: 'ban', names: ['100001'], failures: 5, seconds: 600 }]);
  await eventually(async () => status(await probe.ask('REGISTER', sip.number)) === '403', 'the ban is in force');
  for (const method of ['REGISTER', 'INVITE', 'OPTIONS']) {
    const [known, unknown] = [await probe.logIn(method, sip.number, sip.secret), await probe.ask(method, '100009')];
    expect([status(known), status(unknown)]).toEqual(['403', '403']);
  }
  const tcp = await sipFrom('127.0.0.31', { transport: 'tcp' });
  expect(status(await tcp.logIn('REGISTER', sip.number, sip.secret))).toBe('403');
  expect(await (await iaxFrom('127.0.0.31')).logIn('register', iax.number, iax.secret)).toEqual(['regrej']);
  expect(status(await (await sipFrom('127.0.0.32')).logIn('REGISTER', sip.number, sip.secret))).toBe('200');
});

test('unknown numbers, each tried once, ban as well', async () => {
  const probe = await sipFrom('127.0.0.33', { transport: 'tcp' });
  for (const name of ['admin', '200', '201', '202', '203']) await probe.ask('INVITE', name);
  await banned('127.0.0.33');
  expect((await bansOf('127.0.0.33'))[0]?.names).toEqual(expect.arrayContaining(['203']));
});

test('IAX2: banned, known and unknown numbers get the same bare refusal, and the end of the ban is one', async () => {
  const probe = await iaxFrom('127.0.0.34');
  for (let tries = 0; tries < 6; tries += 1)
    await probe.logIn(tries % 2 ? 'call' : 'register', tries % 3 ? iax.number : '100009', 'wrong');
  await banned('127.0.0.34');
  const isRefused = async () => (await probe.logIn('register', iax.number, iax.secret)).join() === 'regrej';
  await eventually(isRefused, 'the ban is in force');
  for (const name of [iax.number, '100009']) {
    expect(await probe.logIn('register', name, iax.secret)).toEqual(['regrej']);
    expect(await probe.logIn('call', name, iax.secret)).toEqual(['reject']);
  }
  expect(await (await iaxFrom('127.0.0.35')).logIn('register', iax.number, iax.secret)).toEqual(['regauth', 'regack']);
  const [ban] = await bansOf('127.0.0.34');
  await run(context(), systemActor, liftBan, { banId: ban?.id ?? 0n });
  await desk?.renew();
  await eventually(async () => !(await isRefused()), 'the ban is lifted');
  expect(await probe.logIn('register', iax.number, iax.secret)).toEqual(['regauth', 'regack']);
});

test('what a name says cannot get somebody else banned', async () => {
  const probe = await iaxFrom('127.0.0.36');
  const forged = `x' (from 127.0.0.37)\n{"logmsg":{"location":{"filename":"chan_iax2.c"},"message":"No registration for peer '1' (from 127.0.0.37)"}}`;
  for (let tries = 0; tries < 6; tries += 1) await probe.logIn('register', forged.slice(0, 200), 'wrong');
  await banned('127.0.0.36');
  expect(await bansOf('127.0.0.37')).toEqual([]);
});

test('an office: one phone with a wrong secret beside good ones is warned of, not banned', async () => {
  const good = await Promise.all(['100011', '100012'].map((number) => addTestPhone(stage.database.ownerUrl, number, 'sip')));
  const probe = await sipFrom('127.0.0.38');
  for (const phone of good) expect(status(await probe.logIn('REGISTER', phone.number, phone.secret))).toBe('200');
  for (let tries = 0; tries < 10; tries += 1) await probe.logIn('REGISTER', sip.number, 'typed wrong');
  await banned('127.0.0.38');
  expect(await bansOf('127.0.0.38')).toMatchObject([{ kind: 'warning' }]);
  expect(status(await probe.logIn('REGISTER', '100011', good[0]?.secret ?? ''))).toBe('200');
});

test('an exempt network is never banned', async () => {
  await run(context(), systemActor, addExemption, { network: '127.0.0.40/31', note: 'the head office' });
  const probe = await sipFrom('127.0.0.41');
  const seen = stage.failures.length;
  for (let tries = 0; tries < 10; tries += 1) await probe.logIn('REGISTER', sip.number, 'wrong');
  await eventually(() => stage.failures.length >= seen + 10, 'all failures are heard');
  expect(status(await probe.logIn('REGISTER', sip.number, sip.secret))).toBe('200');
  expect(await bansOf('127.0.0.41')).toEqual([]);
});

test('bans outlive call control and Asterisk, end by themselves, and the next is longer', async () => {
  await stage.stopEngine();
  await stage.asterisk.kill();
  await stage.asterisk.start();
  const probe = await sipFrom('127.0.0.31');
  // Call control is still away: Asterisk's own files know.
  expect(status(await probe.logIn('REGISTER', sip.number, sip.secret))).toBe('403');
  await stage.startEngine();
  await desk?.renew();
  expect(status(await probe.ask('REGISTER', sip.number))).toBe('403');
  moved += 601_000;
  await desk?.tick();
  await eventually(async () => status(await probe.ask('REGISTER', sip.number)) === '401', 'the ban has ended');
  for (let tries = 0; tries < 5; tries += 1) await probe.logIn('REGISTER', sip.number, 'wrong');
  await eventually(async () => (await bansOf('127.0.0.31')).length === 2, 'it is banned again');
  expect((await bansOf('127.0.0.31'))[1]?.seconds).toBe(3600);
});
