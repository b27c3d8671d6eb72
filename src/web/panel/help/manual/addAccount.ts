import { type ChargePeriod, chargePeriodList, chargePeriods } from '../../../../core/extras/chargePeriod.ts';
import { field, fields, list, type ManualPage, section, table } from '../manualPage.ts';

const due: Readonly<Record<ChargePeriod, string>> = {
  once: 'One time, on the start date. A set-up fee.',
  daily: 'Every day.',
  weekly: 'Every 7 days.',
  fortnightly: 'Every 14 days.',
  monthly: 'Every month. The usual one.',
  quarterly: 'Every 3 months.',
  half_yearly: 'Every 6 months.',
  yearly: 'Every 12 months.',
};

export const addAccount: ManualPage = {
  title: 'Add Account',
  intro: 'A new customer with a first phone. One page, saved as a whole: nothing is stored until you press the button.',
  sections: [
    section(
      'In short',
      'Type a last name, press [[Ctrl]] + [[Enter]], and hand over the credentials of the next screen. Everything else has a sensible start from [Defaults](/settings/defaults).',
      'If a field is wrong, nothing is saved. The first wrong field gets the cursor, and each says what is wrong with it. If you leave the page with something typed, the panel asks first.',
    ),
    section(
      'Customer details',
      'All of these may stay empty but one thing to find the customer by: a first or last name, a company, an e-mail, a phone or mobile, or your reference.',
      fields(
        field('Title', 'Mr, Mrs, Dr, or nothing. Stands before the name in letters.', 'title'),
        field('First name', 'Given name.', 'firstName'),
        field('Middle initial', 'One or a few letters, for customers who use them.', 'middleInitial'),
        field('Last name', 'Family name. Lists show first and last name; without both the company.', 'lastName'),
        field('Company', 'For business customers. May stand alone.', 'company'),
        field('Date of birth', 'To make sure that the person who calls you is the customer.', 'dateOfBirth'),
        field('Tax ID', 'The customer’s tax or business number, as it should stand on invoices.', 'taxId'),
        field('E-mail', 'Where letters go: credentials, later invoices. Checked for its form only.', 'email'),
        field(
          'Phone',
          'A number at which the customer can be reached, with or without country code, such as +61 2 9999 0000. It is not the number of a phone of yours.',
          'phone',
        ),
        field('Mobile', 'The same, for a mobile.', 'mobile'),
        field('Fax', 'The same, for a fax.', 'fax'),
        field(
          'Your reference',
          'Anything of your own: the number in your bookkeeping, the name of a contract. Accounts can be searched by it.',
          'reference',
        ),
        field('Street address', 'Street and house number.', 'address1'),
        field('Street address, second line', 'Floor, building, c/o.', 'address2'),
        field('Suburb or city', 'Accounts can be searched by it.', 'city'),
        field('State', 'State, province or county, where addresses have one.', 'state'),
        field('Postcode', 'As the post writes it.', 'postcode'),
        field('Country', 'Choose it from the list; type to find it.', 'country'),
        field('Preferred language', 'In which letters to this customer are written, where there is a choice.', 'language'),
        field('Time zone', 'If the customer lives in another one than your company.', 'timeZone'),
      ),
      'While you type, customers who may be the same one are pointed out: same e-mail, same phone however it is written, or the same name at the same address. It is a hint. You can save anyway.',
    ),
    section(
      'Extras',
      'What this customer pays besides calls, such as a monthly fee. Any number of rows. Extras are kept with the account; charging them comes with invoices.',
      fields(
        field('Description', 'Stands on the bill. For example “Monthly Fee”.', 'extras', 'extras.description'),
        field('Cost', 'In your currency, for each period: 19.95.', 'extras.cost'),
        field('Charge period', 'How often it falls due: see the table.', 'extras.chargePeriod'),
        field('Starts', 'The first day for which it is charged. Today unless you change it.', 'extras.startsOn'),
        field('Ends', 'The last day. Empty: until somebody takes it away.', 'extras.endsOn'),
        field(
          'Prorate',
          'Ticked: a period of which only a part is used costs only that part. 30.00 a month that ends after 10 of 30 days costs 10.00. Not ticked: a period that has begun costs the whole price.',
          'extras.doesProrate',
        ),
        field('Taxable', 'Ticked: tax is added to it. Not ticked: it is free of tax.', 'extras.isTaxable'),
      ),
      table(
        'Charge periods',
        ['Charge period', 'Falls due'],
        ...chargePeriodList.map((period) => [chargePeriods[period], due[period]]),
      ),
      '**Presets** puts in a saved set of extras, or keeps the rows that stand there as a set under a name. Change and remove sets under [Defaults](#defaults), where one of them can be made the start of every new account.',
    ),
    section(
      'Customer account settings',
      'They come filled in from [Defaults](/settings/defaults). Change only what is different for this customer.',
      fields(
        field(
          'Customer number',
          'The next free number. It becomes the user name of the first phone, and other customers reach this one by dialling it. You can type another one with 4 to 15 digits, not starting with 0; if it is taken, one click puts in the next free one. It cannot be changed later.',
          'customerNumber',
        ),
        field(
          'Payment type',
          '**Pre-Paid**: money first; a call ends when the money does. **Post-Paid**: calls at any time, invoiced later. See [payment](#payment).',
          'paymentType',
        ),
        field(
          'Default protocol',
          'What the phones of this account may register and call with: SIP, IAX, or both. When in doubt, both.',
          'protocol',
        ),
        field(
          'Billing package',
          'The list of rates that prices the calls. See [billing packages](#billing-packages).',
          'billingPackageId',
        ),
        field('Customer route', 'Decides to which provider calls go out. See [routes](#routes).', 'routeId'),
        field(
          'Concurrent calls',
          'At most so many calls at once, all phones of the account together. A further call is refused.',
          'callLimit',
        ),
        field(
          'Daily spend limit',
          'When today’s calls have cost so much, no further call goes out until midnight in your time zone. Empty: no limit. It bounds the damage when somebody steals a phone’s secret.',
          'dailySpendLimit',
        ),
        field(
          'Hourly spend limit',
          'The same for one hour by the clock: it stops a thief within the hour. The next hour frees it. Calls in progress count with what is set aside for them.',
          'hourlySpendLimit',
        ),
        field(
          'Low-balance warnings',
          'Pre-Paid only. Each time the balance falls to one of these amounts the customer gets one e-mail, and you an [alert](#alerts); when it has risen above and falls again, another. “As in Settings” takes the amounts of [Defaults](/settings/defaults).',
          'lowBalance',
        ),
        field('Warn at', 'The amounts, when the customer has own ones: at most five, such as 10 and 2.50.', 'lowBalanceAt'),
        field('Credit limit', 'Post-Paid only: how far below zero the balance may go. Empty: no limit.', 'creditLimit'),
        field(
          'Allowed destinations',
          'Prefixes with country code, such as 61 and 64. If any stand here, only numbers that begin with one of them can be called. Empty: all.',
          'allowedPrefixes',
        ),
        field(
          'Blocked destinations',
          'Prefixes that are never called, such as 881 for satellite phones. If a number fits both lists, the longer prefix decides: with 61 allowed and 614 blocked, Australia may be called, but not its mobiles.',
          'blockedPrefixes',
        ),
      ),
      'Emergency numbers are always allowed, whatever stands here.',
    ),
    section(
      'Additional notes',
      fields(
        field(
          'Note',
          'The first line of the account’s log, for colleagues. Kept with your name and the time; later notes are added on the account’s page and none is ever changed.',
          'note',
        ),
      ),
    ),
    section(
      'Credit card details',
      'Leave all three empty if there is no card. If one is filled in, all must be. See [credit cards](#cards) for who may see the number.',
      fields(
        field('Name on the card', 'As it is printed.', 'card', 'card.holder'),
        field(
          'Card number',
          'With or without spaces. The brand appears beside it. A typing mistake is noticed by the check digit.',
          'card.number',
        ),
        field('Expiry', 'Month and year: 07/29. A card that has expired is refused.', 'card.expiry'),
      ),
      'There is no field for the security code on the back: it may never be stored. Do not write it into a note either. The card of a Pre-Paid account is never charged automatically.',
    ),
    section(
      'Saving',
      fields(
        field(
          'Send the phone’s credentials to the customer',
          'Sends user name, secret and server to the e-mail above. It can be chosen only here, when a phone is added, or when its secret is renewed: afterwards nobody knows the secret. Letters go out once a mail server is set under [Mail](#mail).',
          'sendByMail',
        ),
      ),
      'The next screen shows the account number and the phone’s credentials, **once**: copy them, or let the customer read the QR code. Below stand the steps for common phones.',
      list(
        'Two people who save at the same moment get two different customer numbers.',
        'A Pre-Paid account can be called at once. To call out it needs money: press **Top up**.',
      ),
    ),
  ],
};
