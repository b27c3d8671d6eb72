import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { MailSettings } from '../../core/mail/mailSettings.ts';
import { freePort } from '../../supervisor/freePort.ts';

/** A certificate for 127.0.0.1 that only `trusted` vouches for. */
const pem = readFileSync(join(import.meta.dirname, 'localhost.pem'), 'utf8');
export const trusted = pem.slice(0, pem.indexOf('-----BEGIN PRIVATE KEY'));

export type MailServer = {
  readonly settings: MailSettings;
  /** What it took, in order. */
  readonly mails: readonly ParsedMail[];
  /** RCPT TO commands so far, refused ones too. */
  readonly asked: () => number;
  readonly close: () => Promise<void>;
};
export type MailServerOptions = {
  readonly security?: MailSettings['security'];
  readonly password?: string;
  /** SMTP reply code to the n-th recipient that is named, counted from 0; undefined = taken. */
  readonly refuse?: (count: number, address: string) => number | undefined;
};

/** A real SMTP server on a free port of the loopback address. */
export async function startMailServer({ security = 'none', password, refuse }: MailServerOptions = {}): Promise<MailServer> {
  const mails: ParsedMail[] = [];
  let asked = 0;
  const options: SMTPServerOptions = {
    ...{ key: pem, cert: trusted, secure: security === 'tls', allowInsecureAuth: true, logger: false },
    ...(security === 'none' && { hideSTARTTLS: true, disabledCommands: ['STARTTLS'] }),
    authOptional: password === undefined,
    onAuth: (auth, _, done) => (auth.password === password ? done(null, { user: 'one' }) : done(new Error('Bad credentials'))),
    onRcptTo: ({ address }, _, done) => {
      const responseCode = refuse?.(asked, address);
      asked += 1;
      if (responseCode === undefined) done();
      else done(Object.assign(new Error('the server of the tests refuses'), { responseCode }));
    },
    onData: (stream, _, done) => {
      simpleParser(stream).then((mail) => {
        mails.push(mail);
        done();
      }, done);
    },
  };
  const server = new SMTPServer(options);
  // A client that breaks off a TLS handshake is what some tests are about.
  server.on('error', () => undefined);
  // Leased: a test that closes it wants nobody to be there.
  const port = await freePort('127.0.0.1');
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    settings: {
      ...{ host: '127.0.0.1', port, security, userName: password === undefined ? '' : 'one', password: password ?? '' },
      ...{ fromName: 'Example Voice', fromAddress: 'office@example.net' },
    },
    mails,
    asked: () => asked,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
