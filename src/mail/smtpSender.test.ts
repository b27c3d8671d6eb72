import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type MailServer, type MailServerOptions, startMailServer, trusted } from '../testing/mail/mailServer.ts';
import type { SendOutcome } from './mail.ts';
import { smtpSender } from './smtpSender.ts';

const mail = {
  to: 'ann@example.org',
  subject: 'Grüße\r\nBcc: evil@example.org',
  text: 'Hello\n.\nbye',
  messageId: 'key-1@example.net',
};
const open: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function serve(options?: MailServerOptions): Promise<MailServer> {
  const server = await startMailServer(options);
  open.push(server);
  return server;
}
const send = smtpSender({ trusted, timeoutMilliseconds: 60_000 });

function problemOf(outcome: SendOutcome) {
  if (outcome.ok) throw new Error('it was sent');
  return outcome;
}

describe('a letter', () => {
  test.each(['none', 'starttls', 'tls'] as const)('arrives as it was written over %s', async (security) => {
    const server = await serve({ security, password: 'pass word' });
    const outcome = await send(server.settings, { ...mail, html: '<p>Hello</p>' });
    expect(outcome).toMatchObject({ ok: true });
    const [got] = server.mails;
    expect(got?.text?.trimEnd()).toBe('Hello\n.\nbye');
    expect(got?.html).toContain('<p>Hello</p>');
    expect(got?.from?.value).toEqual([{ name: 'Example Voice', address: 'office@example.net' }]);
    expect(got?.messageId).toBe('<key-1@example.net>');
  });

  test('cannot smuggle a further header in through its subject', async () => {
    const server = await serve();
    await send(server.settings, mail);
    const [got] = server.mails;
    expect(got?.headers.has('bcc')).toBe(false);
    expect(got?.subject).toContain('Grüße');
  });
});

describe('what goes wrong is said in plain words, with the answer of the server', () => {
  test('a wrong password', async () => {
    const { settings } = await serve({ password: 'right' });
    const outcome = problemOf(await send({ ...settings, password: 'wrong' }, mail));
    expect(outcome).toMatchObject({ isFinal: false, answer: expect.stringMatching(/^535 /) });
    expect(outcome.problem).toContain('refused the user name or the password');
    expect(outcome.problem).toContain(outcome.answer);
  });

  test('a sign-in that is missing', async () => {
    const { settings } = await serve({ password: 'right' });
    const outcome = problemOf(await send({ ...settings, userName: '' }, mail));
    expect(outcome).toMatchObject({ isFinal: false, answer: expect.stringMatching(/^530 /) });
  });

  test('greylisting may be tried again, an unknown recipient may not', async () => {
    const grey = await serve({ refuse: () => 450 });
    expect(problemOf(await send(grey.settings, mail))).toMatchObject({ isFinal: false, answer: expect.stringMatching(/^450 /) });
    const never = await serve({ refuse: () => 550 });
    expect(problemOf(await send(never.settings, mail))).toMatchObject({ isFinal: true, answer: expect.stringMatching(/^550 /) });
  });

  test('a certificate that nobody vouches for', async () => {
    const { settings, mails } = await serve({ security: 'starttls', password: 'secret' });
    const outcome = problemOf(await smtpSender({ timeoutMilliseconds: 60_000 })(settings, mail));
    expect(outcome.problem).toContain('No secure connection');
    expect(outcome.isFinal).toBe(false);
    expect(mails).toEqual([]);
  });

  test('a server without STARTTLS gets nothing, not even in clear', async () => {
    const { settings, mails } = await serve({ security: 'none' });
    const outcome = problemOf(await send({ ...settings, security: 'starttls' }, mail));
    expect(outcome.problem).toContain('offers no STARTTLS');
    expect(mails).toEqual([]);
  });

  test('TLS spoken to a server that does not', async () => {
    const { settings } = await serve({ security: 'none' });
    const outcome = problemOf(await send({ ...settings, security: 'tls' }, mail));
    expect(outcome.problem).toContain('No secure connection');
  });

  test('nobody listens; a server that says nothing', async () => {
    const gone = await startMailServer();
    await gone.close();
    expect(problemOf(await send(gone.settings, mail)).problem).toContain('Nothing listens at 127.0.0.1:');
    const silent = createServer((socket) => socket.on('error', () => undefined));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const outcome = await smtpSender({ timeoutMilliseconds: 200 })({ ...gone.settings, port }, mail);
    expect(problemOf(outcome).problem).toContain('did not answer in time');
    silent.close();
  });
});
