import { afterAll, beforeAll, expect, test } from 'vitest';
import { addTestPhone, type TestPhone } from '../../testing/phones/addTestPhone.ts';
import { type EngineStage, openEngineStage } from '../../testing/phones/engineStage.ts';
import { eventually } from '../../testing/phones/eventually.ts';
import type { Sipp } from '../../testing/phones/sipp.ts';
import { withOwner } from '../../testing/phones/withOwner.ts';

let stage: EngineStage;
let phone: TestPhone;

beforeAll(async () => {
  stage = await openEngineStage();
  phone = await addTestPhone(stage.database.ownerUrl, '100001', 'sip');
  await withOwner(
    stage.database.ownerUrl,
    `update network_number set has_voicemail = true, voicemail_pin_hash = 'none' where number = '${phone.number}'`,
  );
});
afterAll(() => stage.close());

/** What the phone's lamp was told: `Voice-Message: new/old`. */
const told = (sipp: Sipp): readonly string[] =>
  sipp
    .messages()
    .filter(({ isSent, firstLine }) => !isSent && firstLine.startsWith('NOTIFY '))
    .flatMap(({ text }) => /^Voice-Message: (\d+\/\d+)/m.exec(text)?.[1] ?? []);
const counts = (unheard: number, heard: number) => [{ networkNumber: phone.number, unheard, heard }];

test('a registered phone is told at once, and one that registers later is told then', async () => {
  const lamp = await stage.sipp({
    ...{ scenario: 'register-and-watch', phone, server: stage.asterisk.ports.sip, words: { expires: 300 } },
  });
  await eventually(async () => told(lamp).length > 0 || (await isRegistered()), 'the phone is registered');
  await stage.engine().tellMessages(counts(2, 1));
  await eventually(() => told(lamp).at(-1) === '2/1', 'the lamp is lit');
  expect(lamp.messages().some(({ text }) => text.includes('Messages-Waiting: yes'))).toBe(true);
  await stage.engine().tellMessages(counts(0, 3));
  await eventually(() => told(lamp).at(-1) === '0/3', 'the lamp is put out');
  await lamp.stop();

  await stage.engine().tellMessages(counts(5, 0));
  const later = await stage.sipp({
    ...{ scenario: 'register-and-watch', phone, server: stage.asterisk.ports.sip, words: { expires: 300 } },
  });
  await eventually(() => told(later).at(-1) === '5/0', 'a phone that comes later is told');
});

const isRegistered = async () =>
  (await withOwner(stage.database.ownerUrl, `select from ast.ps_contacts where endpoint = '${phone.number}'`)).rows.length === 1;
