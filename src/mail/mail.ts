import type { MailSettings } from '../core/mail/mailSettings.ts';

/** A file in an e-mail; its bytes, never an address to fetch. */
export type MailAttachment = { readonly name: string; readonly type: string; readonly bytes: Uint8Array };

/** One e-mail, ready to go. */
export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string | undefined;
  /** The same for every try, so that a mailbox can tell a repetition (RFC 5322 §3.6.4); without the angle brackets. */
  readonly messageId: string;
  readonly attachments?: readonly MailAttachment[];
};

/** What came of it. `problem` is for people; `answer` is what the server said, word for word, if it said anything. */
export type SendOutcome =
  | { readonly ok: true; readonly answer: string }
  | {
      readonly ok: false;
      /** The server will never take this letter: another try is no use. */
      readonly isFinal: boolean;
      readonly problem: string;
      readonly answer: string;
    };

/** Hands one e-mail to the operator's server. Never throws for what servers and networks do. */
export type SendMail = (settings: MailSettings, mail: Mail) => Promise<SendOutcome>;
