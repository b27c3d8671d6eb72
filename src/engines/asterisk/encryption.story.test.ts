import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:tls';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { selfSigned } from '../../supervisor/selfSigned.ts';
import { addTestPhone, type TestPhone } from '../../testing/phones/addTestPhone.ts';
import { type Baresip, type BaresipOptions, startBaresip } from '../../testing/phones/baresip.ts';
import { type EngineStage, openEngineStage } from '../../testing/phones/engineStage.ts';
import { eventually } from '../../testing/phones/eventually.ts';
import { toneLoudness } from '../../testing/phones/media.ts';
import { finalStatus, firstOf } from '../../testing/phones/sipp.ts';
import { tlsFiles } from '../../testing/phones/testAsterisk.ts';
import { withOwner } from '../../testing/phones/withOwner.ts';
import { findTool } from '../../testing/tools.ts';

const story = test.skipIf(findTool('baresip') === null);
const certificate = selfSigned('127.0.0.1', new Date());
let stage: EngineStage;
let secure: TestPhone;
let plain: TestPhone;
const phones: Baresip[] = [];

beforeAll(async () => {
  stage = await openEngineStage({ certificate });
  secure = await addTestPhone(stage.database.ownerUrl, '100001', 'sip_and_iax');
  plain = await addTestPhone(stage.database.ownerUrl, '100002', 'sip');
  await own(`update network_number set requires_encryption = true where number = '${secure.number}'`);
});
beforeEach(async () => {
  await stage.clear();
  stage.decide(({ dialled, callerNumber }) => ({
    ok: true,
    attempts: [{ kind: 'phone', networkNumber: dialled, protocols: ['sip'], callerId: callerNumber }],
    grantedSeconds: 60,
    ringSeconds: 20,
  }));
});
afterAll(async () => {
  for (const phone of phones) await phone.stop();
  await stage.close();
});

const own = (statement: string) => withOwner(stage.database.ownerUrl, statement);
const contacts = async () => (await own('select endpoint, uri from ast.ps_contacts order by endpoint')).rows;
async function start(phone: TestPhone, port: number, tone: number, options: BaresipOptions): Promise<Baresip> {
  const started = await startBaresip(phone, port, tone, options);
  phones.push(started);
  return started;
}

story('a phone that must be encrypted registers and talks with TLS and SRTP, also with a phone that is plain', async () => {
  const one = await start(secure, stage.asterisk.tlsPort ?? 0, 440, { isEncrypted: true });
  const two = await start(plain, stage.asterisk.ports.sip, 700, {});
  expect(await contacts()).toMatchObject([
    { endpoint: secure.number, uri: expect.stringMatching(/transport=tls/i) },
    { endpoint: plain.number },
  ]);
  one.dial(plain.number);
  await eventually(() => toneLoudness(one.heard(), 700) > 0.1 && toneLoudness(two.heard(), 440) > 0.1, 'they hear each other');
  const shown = await stage.asterisk.console('pjsip show channelstats');
  expect(shown).toContain(secure.number);
  one.hangUp();
  await stage.reportOf(0);
  two.dial(secure.number);
  await eventually(() => stage.answers.length === 2, 'and the other way round');
  two.hangUp();
  await stage.reportOf(1);
});

test('without encryption it is not registered, cannot call, and does not speak IAX2', async () => {
  const phone = await addTestPhone(stage.database.ownerUrl, '100004', 'sip_and_iax');
  await own(`update network_number set requires_encryption = true where number = '${phone.number}'`);
  const registering = await stage.sipp({
    ...{ scenario: 'register', phone, server: stage.asterisk.ports.sip, words: { expires: 300 } },
  });
  await registering.finished;
  // Asterisk answers 200 with no Contact: by RFC 3261 10.3 the phone is registered nowhere.
  expect(firstOf(registering.messages(), 'SIP/2.0 200')?.text).not.toMatch(/^Contact:/im);
  expect((await contacts()).map(({ endpoint }) => endpoint)).not.toContain(phone.number);
  const calling = await stage.sipp({
    ...{ scenario: 'call-until-cut', phone, server: stage.asterisk.ports.sip, words: { dialled: plain.number } },
  });
  await calling.finished;
  expect(finalStatus(calling.messages())).toBe(488);
  expect(stage.requests).toEqual([]);
  expect((await own(`select from ast.iaxfriends where name = '${phone.number}'`)).rows).toEqual([]);
});

story('encrypted sound alone is not enough: over a line in the clear it is refused', async () => {
  const phone = await addTestPhone(stage.database.ownerUrl, '100005', 'sip');
  await own(`update network_number set requires_encryption = true where number = '${phone.number}'`);
  const half = await start(phone, stage.asterisk.ports.sip, 440, { isEncrypted: true, transport: 'udp' });
  half.dial(plain.number);
  await eventually(() => half.said().includes('403'), 'the call is refused');
  expect(stage.requests).toEqual([]);
});

const fingerprint = async (): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: stage.asterisk.tlsPort ?? 0, rejectUnauthorized: false }, () => {
      resolve(socket.getPeerX509Certificate()?.fingerprint256 ?? '');
      socket.destroy();
    });
    socket.once('error', reject);
  });

test('a renewed certificate is shown after a reload, and registrations stay', async () => {
  expect(await fingerprint()).toBe(new X509Certificate(certificate.certificate).fingerprint256);
  const [renewed, before] = [selfSigned('127.0.0.1', new Date()), await contacts()];
  const files = tlsFiles(stage.asterisk.folder);
  writeFileSync(files.certificateFile, renewed.certificate);
  writeFileSync(files.keyFile, renewed.key);
  await stage.asterisk.console('module reload res_pjsip.so');
  const expected = new X509Certificate(renewed.certificate).fingerprint256;
  await eventually(async () => (await fingerprint().catch(() => '')) === expected, 'the new certificate is shown');
  expect(await contacts()).toEqual(before);
});

test('who must be encrypted from now on is not rung where it registered in the clear', async () => {
  const phone = await addTestPhone(stage.database.ownerUrl, '100003', 'sip');
  await stage
    .sipp({ scenario: 'register', phone, server: stage.asterisk.ports.sip, words: { expires: 300 } })
    .then((one) => one.finished);
  expect((await contacts()).map(({ endpoint }) => endpoint)).toContain(phone.number);
  await own(`update network_number set requires_encryption = true where number = '${phone.number}'`);
  expect((await contacts()).map(({ endpoint }) => endpoint)).not.toContain(phone.number);
});
