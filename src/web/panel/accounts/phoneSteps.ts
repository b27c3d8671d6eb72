/** Where the values go in one kind of phone. */
export type PhoneSteps = {
  readonly name: string;
  readonly kind: string;
  readonly protocol: 'sip' | 'iax';
  readonly steps: readonly string[];
};

export type PhoneValues = {
  readonly number: string;
  readonly server: string;
  readonly sipPort: number;
  readonly iaxPort: number;
  /** SIP over TLS. */
  readonly sipsPort: number;
};

/** What makes any of the SIP phones encrypted, after its own steps. */
export const encryptionStep = ({ sipsPort }: Pick<PhoneValues, 'sipsPort'>): string =>
  `Encrypted: choose transport TLS with port ${sipsPort} instead, and SRTP (SDES) for the sound. Where the server has a certificate of its own, the phone must be told to trust it.`;

/** The phones that customers ask about most. Names of fields as the makers write them. */
export function phoneSteps({ number, server, sipPort, iaxPort }: PhoneValues): readonly PhoneSteps[] {
  const host = `${server}:${sipPort}`;
  return [
    soft('Linphone', [
      'Open Linphone, choose “Third-party SIP account”.',
      `Username ${number}, password = the secret, domain ${host}, transport UDP.`,
      'Press “Connect”. The dot beside the account turns green.',
    ]),
    soft('Zoiper', [
      `Type ${number}@${host} as username and the secret as password, then “Login”.`,
      `As host type ${host}; skip the outbound proxy.`,
      'Choose “SIP UDP” when Zoiper has found it. For IAX choose “IAX UDP” instead.',
    ]),
    soft('MicroSIP', [
      'Menu → Add Account.',
      `SIP server ${host}, username ${number}, domain ${host}, login ${number}, password = the secret.`,
      'Leave “SIP proxy” empty and save. The bar at the bottom says “Online”.',
    ]),
    soft('Bria', [
      'Preferences → Accounts → add → SIP (voice).',
      `User ID ${number}, domain ${host}, password = the secret, authorization name ${number}.`,
      'Tick “Register with domain and receive calls” and save.',
    ]),
    soft('baresip', [
      'Open ~/.baresip/accounts and add one line:',
      `<sip:${number}@${host}>;auth_user=${number};auth_pass=THE-SECRET`,
      'Start baresip; it prints “200 OK” when the phone is registered.',
    ]),
    desk('Grandstream', [
      'Open the phone’s address in a browser → Accounts → Account 1 → General Settings.',
      `SIP Server ${host}, SIP User ID ${number}, Authenticate ID ${number}, Authenticate Password = the secret.`,
      'Set “Account Active” to Yes, Save and Apply.',
    ]),
    desk('Yealink', [
      'Open the phone’s address in a browser → Account → Register.',
      `Line Active “Enabled”, Register Name ${number}, User Name ${number}, Password = the secret.`,
      `SIP Server 1: Server Host ${server}, Port ${sipPort}, Transport UDP. Confirm.`,
    ]),
    desk('Cisco SPA', [
      'Open the phone’s address in a browser → Admin Login → Advanced → Ext 1.',
      `Proxy ${host}, Register “yes”, User ID ${number}, Password = the secret.`,
      'Press “Submit All Changes”; the phone restarts.',
    ]),
    desk('Snom', [
      'Open the phone’s address in a browser → Setup → Identity 1 → Login.',
      `Account ${number}, Password = the secret, Registrar ${host}, Authentication Username ${number}.`,
      'Set “Identity active” to on, Apply, then Save.',
    ]),
    desk('Fanvil', [
      'Open the phone’s address in a browser → Line → SIP → Line 1.',
      `Username ${number}, Authentication User ${number}, Authentication Password = the secret.`,
      `Server Address ${server}, Server Port ${sipPort}, tick “Activate”, Apply.`,
    ]),
    {
      name: 'Asterisk (IAX)',
      kind: 'PBX',
      protocol: 'iax',
      steps: [
        'In iax.conf, section [general], add:',
        `register => ${number}:THE-SECRET@${server}:${iaxPort}`,
        `Then a peer with type=friend, host=${server}, port=${iaxPort}, username=${number}, secret=THE-SECRET, auth=md5.`,
      ],
    },
  ];
}

const soft = (name: string, steps: readonly string[]): PhoneSteps => ({ name, kind: 'Soft-phone', protocol: 'sip', steps });
const desk = (name: string, steps: readonly string[]): PhoneSteps => ({ name, kind: 'Desk phone', protocol: 'sip', steps });
