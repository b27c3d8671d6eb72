import { list, type ManualPage, section, table } from '../manualPage.ts';

export const dashboard: ManualPage = {
  title: 'Dashboard',
  intro: 'What goes on right now, today’s last calls, and whether everything works.',
  sections: [
    section(
      'What you see',
      list(
        '**Health**: “All parts work”, or the first thing that does not, with advice. [Status](/status) has the whole list.',
        '**Today in figures**: calls, answered calls, minutes and money since midnight, compared with yesterday until the same hour. See [Reports](#reports).',
        '**Live calls**: who talks to whom at this moment. The list moves by itself. See [Live calls](#live-calls).',
        '**Today’s calls**: the last ten that ended since midnight in your company’s time zone. Click one for its price explained.',
      ),
      'A click on a group’s name in the menu folds the group away, in this browser.',
      'The two buttons at the top open a [price check](#price-check) and [Add Account](#add-account), the two things that one needs while a customer is on the phone.',
    ),
  ],
};

export const accounts: ManualPage = {
  title: 'Accounts',
  intro: 'All your customers. An account is one customer with phones, money and calls.',
  sections: [
    section(
      'Find somebody',
      'The search looks into names, companies, customer numbers, 16-digit account numbers, e-mail, phones, cities and your references. Part of a word is enough. Several words narrow the list.',
      'The chips below narrow it to active or suspended, Pre-Paid or Post-Paid accounts. Search and chips stand in the browser’s address: keep it as a bookmark or send it to a colleague.',
      'From anywhere else press [[/]].',
    ),
    section(
      'The columns',
      table(
        'Columns',
        ['Column', 'What it says'],
        ['Customer', 'The name, or the company, or whatever else is known. Opens the account.'],
        ['Customer number', 'The number of the first phone. Other customers reach this one by it.'],
        ['State', '“Active”, or “Suspended”: no calls and no registrations.'],
        ['Phones', 'How many of the phones are registered right now.'],
        ['Payment', 'Pre-Paid or Post-Paid: see [payment](#payment).'],
        ['Billing package', 'The list of rates that prices this customer’s calls.'],
        ['Balance', 'Everything that was ever booked. A minus means that the customer owes you.'],
        ['Since', 'The day on which the account was added.'],
      ),
      'Choose which columns are shown with the button above the list. Your browser remembers it.',
    ),
    section(
      'Take the list with you',
      '**Export CSV** saves all accounts that fit the search and the chips, not only those on screen, for a spreadsheet.',
    ),
  ],
};

export const alerts: ManualPage = {
  title: 'Alerts',
  intro: 'What needs somebody’s eye: open alerts also stand on the dashboard and on the account.',
  sections: [
    section(
      'Kinds',
      table(
        'Alerts',
        ['Alert', 'When'],
        ['Low balance', 'A Pre-Paid balance has fallen to a warning amount of [Defaults](/settings/defaults) or of the account.'],
        [
          'Spend limit reached',
          'A call was refused because the calls of the day or the hour have reached the account’s limit; once a day, once an hour. See whether the calls are the customer’s own.',
        ],
        [
          'Provider takes no calls',
          'Every host of an active provider has been down for a minute, or is fenced because it failed too often. Once, until you put it away.',
        ],
        [
          'Calls cost more than they bring',
          'The calls of today to a destination through a provider have a margin below zero. Once a day for each, the worst twenty. See [Reports](#reports).',
        ],
        [
          'Many networks banned',
          'Twenty or more networks were [banned](#security) within ten minutes; once an hour. You get an e-mail about it at the address that your letters come from.',
        ],
        [
          'Fraud guard',
          'The calls of an account look like fraud; the sentence says why, and whether the account was throttled or locked. See [Fraud guard](/help/fraud-guard).',
        ],
      ),
      'The customer gets an e-mail about low balances, spend limits and, if you want so, what the fraud guard did, if the account has an address and [Mail](/settings/mail) is set up.',
    ),
    section('Done', 'Puts the alert away, with your name and the time. It stays in the list under “Done”.'),
  ],
};

export const payment: ManualPage = {
  title: 'Pre-Paid, Post-Paid and the balance',
  intro: 'How money and calls hang together.',
  sections: [
    section(
      'Pre-Paid',
      'Money comes first. Before a call the balance is checked, and money for the first minutes is set aside (**held**). While the call lasts, more is set aside. When nothing is left, the caller hears a tone 30 seconds before the call ends. After the call the exact price is taken and the rest is free again.',
      'Several calls at once share one balance. They can never spend the same money twice, however many there are. How much is set aside at a time depends on what is left: a minute where little is left, up to ten minutes where there is plenty. A top-up while somebody talks lengthens that call; the tone comes again when the new money ends.',
    ),
    section(
      'Post-Paid',
      'Calls are allowed at any time and are invoiced later. A credit limit, if there is one, works like a balance: calls end when it is used up. A call that was heard to end late is charged in full, also beyond the limit.',
    ),
    section(
      'Three numbers',
      table(
        'Balances',
        ['Number', 'Meaning'],
        ['Balance', 'The sum of everything that was ever booked: top-ups, calls, adjustments.'],
        ['Held by calls', 'Set aside by calls in progress. It is still the customer’s.'],
        [
          'Available',
          'What the next call may use: balance and credit limit, less what is held. “No limit” for a Post-Paid account without credit limit.',
        ],
      ),
      'For example, a Pre-Paid account with a balance of 10.00 has one call in progress that holds 1.50. Available is 8.50.',
    ),
    section('What is never charged', 'Calls between your own customers, emergency calls, and calls that nobody answered.'),
  ],
};

export const status: ManualPage = {
  title: 'Status',
  intro: 'Whether each part works, and what to do when one does not. Asked again every ten seconds.',
  sections: [
    section(
      'Parts',
      'Each line is one part: the database, the call engine, call control and others. A green tick means that it works. A red cross comes with advice. On the server `npx vsppanel doctor` gives the same answers.',
      'Parts that die are started again by themselves. If one stays red for longer than a minute, follow its advice.',
    ),
    section(
      'What happens meanwhile',
      list(
        'Without the panel: calls go on, and new calls too.',
        'Without the database: calls in progress go on to the end of their granted time; new calls are refused; emergency calls connect.',
        'Without call control: the same. Calls that ended meanwhile are charged when it is back.',
        'Without the call engine: calls end, and none is possible until it is back. They are charged up to the last moment at which they were known to be up.',
      ),
    ),
    section(
      'Where phones connect',
      'The server and the ports that customers type into their phones. The SIP and the IAX port are UDP; your firewall must let them in.',
    ),
  ],
};
