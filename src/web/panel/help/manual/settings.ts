import { field, fields, list, type ManualPage, section, steps, table } from '../manualPage.ts';

export const company: ManualPage = {
  title: 'Company',
  intro: 'Who you are, where you are, and how numbers are dialled there.',
  sections: [
    section(
      'Company',
      fields(
        field('Company name', 'Stands on letters and signup forms.', 'companyName'),
        field('Country', 'Choosing one proposes everything below.', 'country'),
        field('Currency', 'Of all prices and balances. It can be changed until the first money is booked.', 'currency'),
        field('Time zone', 'Times on screen, the day of the daily spend limit, the dates of filters.', 'timeZone'),
      ),
    ),
    section(
      'The dial plan',
      'It turns what customers dial into a number with country code. All rates and routes work with that number.',
      fields(
        field('Country calling code', 'Without +: 61 for Australia.', 'countryCallingCode'),
        field(
          'National prefix',
          'What is dialled before a national number: 0 in Australia. Empty where there is none.',
          'nationalPrefix',
        ),
        field(
          'International prefix',
          'What is dialled before a country code: 0011 in Australia, 00 in most of Europe, 011 in North America.',
          'internationalPrefix',
        ),
        field(
          'Emergency numbers',
          'Never charged, and allowed without money and with all lines taken. A suspended account cannot call them: its phones may not register. Check the list; lives hang on it.',
          'emergencyNumbers',
        ),
      ),
      table(
        'What becomes of a number in Australia',
        ['Dialled', 'Number'],
        ['02 9999 0000', '`61299990000`: the national prefix is taken away, the country code put before it.'],
        ['0011 44 20 7946 0000', '`442079460000`: the international prefix is taken away.'],
        ['+44 20 7946 0000', '`442079460000`'],
        ['000', 'The emergency call.'],
      ),
      'Type a number into **Try a number** to see what would become of it, before you save.',
      'A customer’s own number wins: if a customer of yours has the number that is dialled, that phone rings.',
    ),
  ],
};

export const numbering: ManualPage = {
  title: 'Numbering',
  intro: 'Where customer numbers begin.',
  sections: [
    section(
      'Base Number',
      fields(
        field(
          'Base Number',
          '4 to 15 digits, not starting with 0. New customer numbers and phones get the next free number from here upwards. With 61000 the first are 61000, 61001, 61002.',
          'baseNumber',
        ),
      ),
      'Before you save another one, the page shows the five numbers that come next. Numbers that are taken, numbers that were removed from a customer, and emergency numbers are passed over: no number is ever given out twice. Accounts that exist keep theirs.',
      'Choose a Base Number that cannot be mistaken for a real number at home, and long enough for as many customers as you hope for.',
    ),
  ],
};

export const defaults: ManualPage = {
  title: 'Defaults',
  intro: 'What Add Account starts with, so that most new accounts need only a name. Accounts that exist keep their own settings.',
  sections: [
    section(
      'New accounts',
      fields(
        field('Payment type', 'Pre-Paid is the safe one.', 'defaultPaymentType'),
        field('Default protocol', 'SIP, IAX or both.', 'defaultProtocol'),
        field('Billing package', 'Empty: it must be chosen each time.', 'defaultBillingPackageId'),
        field('Customer route', 'Empty: it must be chosen each time.', 'defaultRouteId'),
        field(
          'Concurrent calls',
          'Two are enough for a household. Who steals a secret makes as many calls as this allows.',
          'defaultCallLimit',
        ),
        field('Daily spend limit', 'Set one. It bounds the loss of a night.', 'defaultDailySpendLimit'),
        field(
          'Hourly spend limit',
          'For one hour by the clock. A tenth of the daily limit catches a thief early.',
          'defaultHourlySpendLimit',
        ),
        field(
          'Low-balance warnings',
          'At which balances Pre-Paid customers are warned by e-mail, such as 10 and 2.50: at most five. They count for all accounts that have none of their own, also those that exist; who is below an amount already is not warned of it.',
          'lowBalanceAt',
        ),
        field('Credit limit', 'For Post-Paid accounts.', 'defaultCreditLimit'),
        field('Allowed destinations', 'Empty: all.', 'defaultAllowedPrefixes'),
        field(
          'Blocked destinations',
          'Prefixes that fraud likes and your customers do not need, such as satellite phones (881, 882).',
          'defaultBlockedPrefixes',
        ),
        field('Extras', 'The preset that stands in Add Account from the start.', 'defaultExtraPresetId'),
        field('Preferred language', 'Of letters to new customers.', 'defaultLanguage'),
        field(
          'Emergency route',
          'Where emergency calls go, for all accounts. Empty: the account’s own route. Choose a carrier that takes them and knows where your customers are.',
          'emergencyRouteId',
        ),
      ),
      'What the fields mean stands under [Add Account](#add-account/customer-account-settings).',
    ),
    section(
      'Presets of extras',
      'Saved sets of extras. A new one is saved from the extras of an account: in Add Account or Edit choose **Presets**, “Save these extras as a preset”. Here they are renamed, changed and removed. Accounts that got one keep their extras as they are.',
    ),
  ],
};

export const mail: ManualPage = {
  title: 'Mail',
  intro: 'Letters to customers and staff go out by your own mail server.',
  sections: [
    section(
      'Mail server',
      fields(
        field('Host', 'Your provider’s SMTP server, such as smtp.example.net. Empty: letters wait.', 'host'),
        field('Port', 'Goes with the security: 587 or 465.', 'port'),
        field(
          'Security',
          'STARTTLS with port 587 or TLS with port 465. “None” only for a server on this machine or in your own network: password and letters can be read on the way.',
          'security',
        ),
        field('User name', 'Usually that of the mailbox. Empty: the server wants no sign-in.', 'userName'),
        field('Password', 'Some providers want one made for programs. It is kept sealed and never shown.', 'password'),
        field('Sender’s name', 'Whom the customer sees.', 'fromName'),
        field('Sender’s address', 'It must belong to the mailbox, or the provider refuses it.', 'fromAddress'),
      ),
      '**Send a test** sends a short letter with the settings as they are saved and says in plain words what happened, with the server’s own answer.',
    ),
    section(
      'What the test may say',
      list(
        'It refused the user name or the password: type both again.',
        'No secure connection, or no answer in time: port 465 wants TLS, port 587 STARTTLS.',
        'It does not take mail from this sender: use the address of the mailbox.',
        'It asks to come again later: nothing to do. The letter is tried again by itself.',
      ),
    ),
    section(
      'Letters',
      'What became of each letter, never what it says. A letter is tried five times within three hours, then given up; **Send again** starts over. Letters with a secret are sealed while they wait and forgotten once they are sent or given up: make a new secret instead.',
    ),
  ],
};

export const apiKeys: ManualPage = {
  title: 'API keys',
  intro: 'Keys for programs that do what this panel does.',
  sections: [
    section(
      'Make a key',
      steps(
        'Say what it is for: one key for each program, so that each can be revoked alone.',
        'Choose the level. It bounds what the program may do, as for a person. Super User is enough for most.',
        'Choose what it may do within that level: nothing, read, or read and write, for each part of the panel. A key with **Users and API keys** to write can make people and keys: give it to nobody who is not an Administrator.',
        'If the program always calls from the same places, type their addresses or networks. From elsewhere the key is refused.',
        'Choose a last day, or leave it empty.',
        'Copy the key. It is shown only now.',
      ),
      'How a program uses it stands under [API](#api).',
    ),
    section(
      'Revoke a key',
      'Programs that use it are refused from that moment on. The list says when each key was used last: revoke those that nobody uses.',
      'A program with a key can never see a card number. A key that makes keys gives away only what it has itself: parts, places, time.',
      'Keys that were made before there were parts keep all of their level.',
    ),
  ],
};
