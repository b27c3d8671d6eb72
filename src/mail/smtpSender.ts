import { createTransport } from 'nodemailer';
import type { MailSettings } from '../core/mail/mailSettings.ts';
import type { Mail, MailAttachment, SendMail } from './mail.ts';
import { mailProblem } from './mailProblem.ts';

export type SenderOptions = {
  /** Certificates to trust beside the system's, PEM. */
  readonly trusted?: string;
  /** How long to wait for a connection, a greeting, an answer. */
  readonly timeoutMilliseconds?: number;
};

/** Sends by SMTP (RFC 5321, submission RFC 6409), one connection a letter: an operator's letters are few. */
export function smtpSender({ trusted, timeoutMilliseconds = 20_000 }: SenderOptions = {}): SendMail {
  return async (settings, mail) => {
    const transport = createTransport({
      host: settings.host,
      port: settings.port,
      secure: settings.security === 'tls',
      // A server that offers no STARTTLS, or one in the middle that hides it, gets nothing.
      requireTLS: settings.security === 'starttls',
      ignoreTLS: settings.security === 'none',
      ...(settings.userName !== '' && { auth: { user: settings.userName, pass: settings.password } }),
      ...(trusted !== undefined && { tls: { ca: trusted } }),
      connectionTimeout: timeoutMilliseconds,
      greetingTimeout: timeoutMilliseconds,
      socketTimeout: timeoutMilliseconds,
      dnsTimeout: timeoutMilliseconds,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    try {
      const { response } = await transport.sendMail(messageOf(settings, mail));
      return { ok: true, answer: response };
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return mailProblem(error, settings);
    } finally {
      transport.close();
    }
  };
}

function attachmentOf({ name, type, bytes }: MailAttachment) {
  return { filename: name, contentType: type, content: Buffer.from(bytes) };
}

function messageOf(settings: MailSettings, mail: Mail) {
  return {
    from: { name: settings.fromName, address: settings.fromAddress },
    to: { name: '', address: mail.to },
    subject: mail.subject,
    text: mail.text,
    ...(mail.html !== undefined && { html: mail.html }),
    ...(mail.attachments !== undefined && { attachments: mail.attachments.map(attachmentOf) }),
    messageId: `<${mail.messageId}>`,
    // No out-of-office notes to letters that nobody reads answers of (RFC 3834 §5).
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}
