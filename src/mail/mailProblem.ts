import { getSystemErrorName } from 'node:util';
import type { MailSettings } from '../core/mail/mailSettings.ts';
import type { SendOutcome } from './mail.ts';

/** What nodemailer's errors carry, as far as we read it. It replaces the system's own code by ESOCKET, but keeps errno. */
type Trouble = {
  readonly message: string;
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly errno?: number;
};

/** Says in plain words why a letter did not go out, with the server's own answer beside it. */
export function mailProblem(error: Error, settings: MailSettings): SendOutcome {
  const trouble: Trouble = error;
  const answer = oneLine(trouble.response ?? '');
  const said = answer === '' ? '' : ` It said: ${answer}`;
  return { ok: false, isFinal: isFinal(trouble), problem: sentence(trouble, settings) + said, answer };
}

/** A 5xx to the recipient or the letter is for ever (RFC 5321 §4.2.1); one to the sign-in or the sender is mended in Settings. */
function isFinal({ command, responseCode = 0 }: Trouble): boolean {
  return responseCode >= 500 && (command === 'RCPT TO' || command === 'DATA');
}

function sentence(trouble: Trouble, { host, port }: MailSettings): string {
  const server = `${host}:${port}`;
  switch (trouble.code) {
    case 'EDNS':
      return `There is no server named ${host}, or the name could not be looked up. Check the host.`;
    case 'ETIMEDOUT':
      return `${server} did not answer in time. Check host, port and security: 465 wants TLS, 587 STARTTLS.`;
    case 'ESOCKET':
    case 'ECONNECTION':
      return connectionWords(trouble, server);
    case 'ETLS':
      return `${server} offers no STARTTLS, or it failed (${oneLine(trouble.message)}). Choose another security.`;
    case 'EAUTH':
      return `${server} refused the user name or the password.`;
    case 'EENVELOPE':
      return envelopeWords(trouble, server);
    case 'EPROTOCOL':
      return `${server} answered in a way that is not SMTP. Check port and security.`;
  }
  return `${server} did not take the letter (${oneLine(trouble.message)}).`;
}

function connectionWords({ errno, message }: Trouble, server: string): string {
  if (errno === undefined)
    return `No secure connection to ${server}: ${oneLine(message)}. Check port, security and the certificate of the server.`;
  const name = getSystemErrorName(errno);
  if (name === 'ECONNREFUSED') return `Nothing listens at ${server}. Check host and port.`;
  if (name === 'ECONNRESET') return `${server} hung up. Check port and security: 465 wants TLS, 587 STARTTLS.`;
  return `${server} cannot be reached (${name}). Check host, port and the network of this machine.`;
}

function envelopeWords({ command, responseCode = 0 }: Trouble, server: string): string {
  if (command === 'MAIL FROM') return `${server} does not take mail from this sender, or wants a user name first.`;
  if (responseCode >= 500) return `${server} refused the recipient.`;
  return `${server} asks to come again later (greylisting, or a full mailbox).`;
}

/** Answers may have several lines, and control characters of a server do not reach a screen. OpenSSL's prefix helps nobody. */
function oneLine(text: string): string {
  return text
    .replace(/^.*SSL routines:[^:]*:([^:]+):.*$/s, '$1')
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 500);
}
