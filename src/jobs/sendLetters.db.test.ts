import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type ChangeMailSettings, changeMailSettings } from '../actions/mail/changeMailSettings.ts';
import { queueSecretLetter } from '../actions/mail/queueSecretLetter.ts';
import { takeLetters } from '../actions/mail/takeLetters.ts';
import { run } from '../actions/run.ts';
import { systemActor } from '../core/access/permission.ts';
import { letterTriesMax } from '../core/mail/letter.ts';
import { withConnection } from '../db/connection.ts';
import { rows, sql } from '../db/sql.ts';
import { type NewLetter, queueLetter } from '../db/tables/letters.ts';
import { transaction } from '../db/transaction.ts';
import { smtpSender } from '../mail/smtpSender.ts';
import { type MailServer, type MailServerOptions, startMailServer } from '../testing/mail/mailServer.ts';
import { startTestPanel, type TestPanel } from '../testing/panel.ts';
import { type PostRoom, sendLetters } from './sendLetters.ts';

let panel: TestPanel;
let room: PostRoom;
const servers: MailServer[] = [];
beforeAll(async () => {
  panel = await startTestPanel();
  room = {
    act: (action, input) => run(panel.context, systemActor, action, input),
    send: smtpSender({ timeoutMilliseconds: 60_000 }),
    printer: panel.door.printer,
  };
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((one) => one.close()));
  await ask(sql`update letter set state = 'sent', body_sealed = null where state <> 'sent'`);
});
afterAll(() => panel.close());

const ask = <Row>(statement: ReturnType<typeof sql>) => withConnection(panel.context.pool, (tx) => rows<Row>(tx, statement));
const letterOf = async (key: string) =>
  (
    await ask<{ state: string; tries: number; last_problem: string; body_text: string; body_sealed: Uint8Array | null }>(
      sql`select state, tries, last_problem, body_text, body_sealed from letter where key = ${key}`,
    )
  )[0];

/** A real server, and the panel told to use it. */
async function connect(options?: MailServerOptions, wished: Partial<ChangeMailSettings> = {}): Promise<MailServer> {
  const server = await startMailServer(options);
  servers.push(server);
  const [{ version = 0 } = {}] = await ask<{ version: number }>(sql`select version from mail_setting`);
  await room.act(changeMailSettings, { ...server.settings, version, ...wished });
  return server;
}

let count = 0;
async function queue(letter: Partial<NewLetter> = {}, kind: 'open' | 'secret' = 'open'): Promise<string> {
  count += 1;
  const one = { key: `letter-${count}`, to: 'ann@example.org', subject: `Letter ${count}`, text: 'the words', ...letter };
  await transaction(panel.context.pool, async (tx) => {
    const { safe } = panel.context;
    if (kind === 'open') await queueLetter(tx, one);
    else await queueSecretLetter({ tx, safe }, one);
  });
  return one.key;
}

test('without a mail server letters wait, and no try is counted', async () => {
  const key = await queue();
  expect(await sendLetters(room)).toBe(0);
  expect(await letterOf(key)).toMatchObject({ state: 'waiting', tries: 0 });
});

describe('a letter', () => {
  test('goes out once, with its own message id', async () => {
    const server = await connect();
    const key = await queue();
    await queue({ key });
    expect(await sendLetters(room)).toBe(1);
    expect(await sendLetters(room)).toBe(0);
    expect(server.mails.map((mail) => [mail.subject, mail.messageId])).toEqual([[`Letter ${count - 1}`, `<${key}@example.net>`]]);
    expect(await letterOf(key)).toMatchObject({ state: 'sent', tries: 1 });
  });

  test('of more than a handful all go out, also with two senders at work, none twice', async () => {
    const server = await connect();
    const keys = await Promise.all(Array.from({ length: 25 }, () => queue()));
    const sent = await Promise.all([sendLetters(room), sendLetters(room)]);
    expect(sent[0] + sent[1]).toBe(25);
    expect(new Set(server.mails.map((mail) => mail.messageId)).size).toBe(25);
    expect(server.mails).toHaveLength(keys.length);
  });

  test('that the server puts off is tried again after growing pauses, and given up after the fifth time', async () => {
    const server = await connect({ refuse: () => 451 });
    const key = await queue();
    for (const [tries, minutes] of [1, 5, 30, 120].entries()) {
      await sendLetters(room);
      await sendLetters(room);
      expect(await letterOf(key)).toMatchObject({ state: 'waiting', tries: tries + 1 });
      panel.passTime(minutes * 60_000 + 1000);
    }
    await sendLetters(room);
    const failed = await letterOf(key);
    expect(failed).toMatchObject({ state: 'failed', tries: letterTriesMax });
    expect(failed?.last_problem).toContain('451 the server of the tests refuses');
    expect(server.asked()).toBe(letterTriesMax);
  });

  test('arrives when the greylisting server takes it the second time', async () => {
    const server = await connect({ refuse: (asked) => (asked === 0 ? 450 : undefined) });
    const key = await queue();
    expect(await sendLetters(room)).toBe(0);
    panel.passTime(61_000);
    expect(await sendLetters(room)).toBe(1);
    expect(server.mails).toHaveLength(1);
    expect(await letterOf(key)).toMatchObject({ state: 'sent', tries: 2, last_problem: '' });
  });

  test('to nobody is given up at once, and does not keep the next one from going out', async () => {
    const server = await connect({ refuse: (_, address) => (address.startsWith('nobody') ? 550 : undefined) });
    const lost = await queue({ to: 'nobody@example.org' });
    const fine = await queue();
    expect(await sendLetters(room)).toBe(1);
    expect(await letterOf(lost)).toMatchObject({ state: 'failed', tries: 1 });
    expect(await letterOf(fine)).toMatchObject({ state: 'sent' });
    expect(server.mails).toHaveLength(1);
  });

  test('that was taken by a sender who died is taken again when the lease is over', async () => {
    const server = await connect();
    const key = await queue();
    await room.act(takeLetters, { limit: 10 });
    expect(await sendLetters(room)).toBe(0);
    panel.passTime(31 * 60_000);
    expect(await sendLetters(room)).toBe(1);
    expect(server.mails).toHaveLength(1);
    expect(await letterOf(key)).toMatchObject({ state: 'sent', tries: 2 });
  });

  test('that waits is tried at once when the mail settings are mended', async () => {
    const gone = await connect();
    await gone.close();
    servers.splice(0);
    const key = await queue();
    await sendLetters(room);
    expect((await letterOf(key))?.last_problem).toContain('Nothing listens at');
    const server = await connect();
    expect(await sendLetters(room)).toBe(1);
    expect(server.mails).toHaveLength(1);
  });
});

describe('a letter that holds a secret', () => {
  const secret = 'marked-secret-2345';
  const leaks = async () =>
    (await ask<{ row: string }>(sql`select l::text as row from letter l`)).filter(({ row }) => row.includes(secret));

  test('is sealed while it waits, arrives readable, and is forgotten once it is sent', async () => {
    const key = await queue({ text: `Secret: ${secret}`, html: `<b>${secret}</b>` }, 'secret');
    expect(await leaks()).toEqual([]);
    expect((await letterOf(key))?.body_sealed).toBeInstanceOf(Uint8Array);
    const server = await connect();
    await sendLetters(room);
    expect(server.mails[0]?.text).toContain(secret);
    expect(server.mails[0]?.html).toContain(secret);
    expect(await letterOf(key)).toMatchObject({ state: 'sent', body_text: '', body_sealed: null });
  });

  test('is forgotten when it is given up', async () => {
    await connect({ refuse: () => 550 });
    const key = await queue({ text: secret }, 'secret');
    await sendLetters(room);
    expect(await letterOf(key)).toMatchObject({ state: 'failed', body_sealed: null });
  });

  test('that was sealed with another key is given up, and the next one goes out', async () => {
    const key = await queue({ text: secret }, 'secret');
    await ask(sql`update letter set body_sealed = ${Buffer.alloc(60, 1)} where key = ${key}`);
    const fine = await queue();
    await connect();
    expect(await sendLetters(room)).toBe(1);
    expect((await letterOf(key))?.last_problem).toContain('cannot be opened');
    expect(await letterOf(fine)).toMatchObject({ state: 'sent' });
  });
});
