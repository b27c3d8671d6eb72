/** How the connection to the mail server is protected: not at all, by STARTTLS (RFC 3207), or TLS from the first byte (RFC 8314). */
export const mailSecurities = ['none', 'starttls', 'tls'] as const;
export type MailSecurity = (typeof mailSecurities)[number];

/** The operator's mail server, opened for sending: the only shape in which the password is readable. */
export type MailSettings = {
  readonly host: string;
  readonly port: number;
  readonly security: MailSecurity;
  /** Empty: the server takes mail without a sign-in. */
  readonly userName: string;
  readonly password: string;
  readonly fromName: string;
  readonly fromAddress: string;
};

/** What the sealed password is bound to. */
export const mailPasswordBinding = 'mail_setting password';
/** What the sealed bodies of a letter are bound to. */
export const letterBinding = (key: string): string => `letter ${key}`;
