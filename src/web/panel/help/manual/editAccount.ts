import { field, fields, list, type ManualPage, section, table } from '../manualPage.ts';

export const editAccount: ManualPage = {
  title: 'Account (Edit Account)',
  intro: 'Everything about one customer. Each tab has its own address, which you can keep or send to a colleague.',
  sections: [
    section(
      'At the top',
      'Name, state, customer number and the 16-digit account number. Click a number to copy it. The last digit of the account number is a check digit: a mistyped one is noticed.',
      list(
        '**Account activated**: switching it off suspends the customer at once: no new calls, no registrations, calls in progress end. Money and settings stay. You are asked for a reason, which stands in the history. Switching it on brings everything back.',
        '**Top up**: books money that you received.',
        'Below: balance, held, available ([what is what](#payment)), payment type, billing package and route.',
      ),
    ),
    section('Overview', 'Whether the phones are registered, how to reach the customer, the last five calls, and pinned notes.'),
    section(
      'Customer portal',
      'At the end of the overview: who of the customer may sign in at `/portal/` of this panel’s address, to see balance, calls and invoices, to pay, and to look after phones.',
      list(
        '**Give portal access** sends a letter with a link to choose a password, good for seven days. An e-mail opens one account; an account may have several people.',
        '**Send a new link** ends older links. **Take access** ends the sessions of that person at once.',
        'Under **Me** a customer may add passkeys: the lock of a phone or computer, opened with finger, face or PIN. Each signs in to the portal in place of the password, which stays good. They work where the portal is opened by its name over HTTPS. Who has lost a device signs in with the password and removes its passkey.',
        '**Use this browser as the phone**, under **Phones** there, makes the customer’s browser a phone of that number: it rings beside the phone on the desk, and its calls are calls of that number. It has a login of its own that ends with the session, so the secret of the phone is never needed. It needs HTTPS and a microphone, and is a phone in one window at a time.',
        'The portal speaks English and German: the preferred language of the account, else that of the browser.',
        '**Open this customer’s portal** shows it as the customer sees it, for half an hour. Nothing can be changed there, and the history says who looked.',
      ),
    ),
    section(
      'Phones',
      'Each phone signs in with a number and a secret of its own. Dialling any of these numbers from another customer’s phone rings it; such calls are free.',
      fields(
        field(
          'Right now',
          'Whether the phone is registered, with which program and from which address. **Browser** is a customer’s browser that is a phone of this number; **End phones in browsers**, in the menu of the phone, switches those off.',
        ),
        field(
          'Add phone',
          'A label for you, such as “Reception”. Number and secret may stay empty: the next free number, and a strong secret that is shown once.',
        ),
        field('Label and limit', 'The label, and how many calls this phone may have at once. Empty: as many as the account.'),
        field(
          'Caller ID',
          'The number that the called side sees. It is one of the account’s own numbers; a provider with a caller ID of its own shows that instead.',
        ),
        field(
          'New secret',
          'The old one stops working at once. The new one is shown once, and can go to the customer by e-mail.',
        ),
        field(
          'Switch off',
          'The phone can neither register, call nor ring until it is switched on again. For a phone that was lost.',
        ),
        field(
          'Remove',
          'The phone stops working for good. Its number is not given out again. The customer number cannot be removed.',
        ),
      ),
      'If a phone does not register, see [Connecting a phone](#phones/when-a-phone-does-not-register).',
    ),
    section(
      'Forwarding and voicemail',
      'In the menu of each phone. It says where calls go that the phone does not take.',
      table(
        'Forwarding',
        ['Row', 'When it acts', 'Without it'],
        ['All calls', 'At once. The phone never rings, and the other three rows wait.', 'The phone rings.'],
        [
          'When the phone is busy or declines',
          'The customer talks already or presses “decline”.',
          'The caller hears that it is busy.',
        ],
        ['When nobody answers', 'After the seconds that you type, from 5 to 60.', 'It rings until the caller gives up.'],
        ['When the phone is not connected', 'It is not registered.', 'The caller hears that nobody can be reached.'],
      ),
      'Each goes to voicemail, to another phone of the network, or to any number that the customer may call. What that costs stands below the number.',
      list(
        'A forwarded call is a call of the customer who **forwards**: same prices, route, limits and balance. It stands in the history as “Forwarded for”. Whoever called pays nothing for it.',
        'Without money it is not forwarded: the caller hears that nobody can be reached.',
        'A call is passed on three times at most, and never in a circle: neither the phone itself nor an incoming number of the same account can be chosen. An emergency number is never reached by forwarding, and a suspended account forwards nothing.',
        'The called side sees the caller ID of whoever called first, if that customer has one, else that of the phone that forwards.',
      ),
      '**Do not disturb** makes the phone busy for everybody; what “busy” says then happens. **Hide the caller ID** keeps who calls from the called side, but for emergency numbers. **Ring all phones of the account** is for the customer number: a call to it rings every phone of the account at once.',
      table(
        'Star codes that every phone can dial',
        ['Code', 'What it does'],
        ['`*67` and a number', 'Calls the number without showing who calls.'],
        ['`*69`', 'Calls whoever called last.'],
        ['`*72` and a number', 'Forwards all calls there.'],
        ['`*73`', 'Ends that.'],
        ['`*78`, `*79`', 'Do not disturb on, off.'],
        ['`#43`', 'One call at a time: whoever calls meanwhile hears that it is busy.'],
        ['`*43`', 'Ends that: as many calls as come.'],
        ['`*98`', 'Hears the messages.'],
      ),
      '**Call waiting** says how many calls the phone has or rings with, its own included; over that it is busy, and what “busy” says happens. Empty, as many ring as come.',
      '**Recording and encryption** is an item of its own in the menu of each phone: which calls are [recorded](#recordings), and whether the phone must use TLS and SRTP. See [Encrypted phones](#phones/encrypted-phones).',
      '**Test call in the browser**, in the menu of each phone, is a phone in this page: it calls as that phone, by its route, limits and prices, and its account pays. The browser asks for the microphone once. It works at `localhost` and wherever the panel is opened over HTTPS.',
      '**Voicemail** takes messages of up to three minutes. Switched on, it takes the calls that no other row takes. The customer dials `*98` on the phone, types the PIN and hears the messages, oldest first: 1 repeats, 3 removes, # goes on. After ten wrong PINs the mailbox stays shut for a quarter of an hour.',
      'The phone’s message lamp is lit while there is a message that nobody heard on the phone or in the portal. An e-mail can tell of each message. It says who called; the sound stays here. Staff can hear messages below the phones. They are somebody’s private words: each time one is heard, the history says by whom.',
    ),
    section(
      'Numbers',
      'The public numbers of this customer and its ring groups: allocate, say where calls go and at which hours elsewhere, release. See [Incoming numbers](#incoming-numbers).',
    ),
    section(
      'Calls',
      'The calls of this customer, newest first, with their prices. Search, outcome and dates narrow the list. A call opens with its [price explained](#prices).',
    ),
    section(
      'Money',
      '**Billing** says what is unbilled, when the next invoice comes and when each extra falls due. **Charge or credit** books something once: on the balance of a Pre-Paid account, else on the next invoice. **Change** gives the account a billing day, payment terms or a tax exemption of its own; **Invoice now** issues what is due, or a last invoice. Below stand the account’s [invoices](#invoices).',
      'The statement: every movement with the balance after it. Lines are never changed or removed. A mistake is put right by a further line.',
      '**At a past moment** shows the statement as it was then: opening and closing balance, the lines between, and what was held for calls. It can be saved as CSV.',
      fields(
        field('Top up', 'Money that you received. The reason stands on the statement.'),
        field('Adjust', 'A correction, with its reason. `5.00` gives the customer money, `-5.00` takes it.'),
      ),
      'Pressing the button twice, or again after the network failed, books the money once.',
      'Below stand the [credit cards](#cards).',
    ),
    section(
      'Edit',
      'The sections of [Add Account](#add-account), field by field the same, but the customer number stays as it is. Changes of settings count from the next call on.',
      fields(
        field('Information', 'Account number, creation date, who added it, and the owner: Admin, or the agent.'),
        field('Agent number', 'The agent who signed this customer up. Empty: Admin.'),
      ),
      'If a colleague saved the same account while you were typing, your save is held back and you see what was changed and by whom. Fields that only you changed stay as you typed them; fields that only the colleague changed are taken over; where both changed one, you choose. Then save again. Nothing is overwritten unseen.',
    ),
    section(
      'Notes',
      'The running log of the account. Everybody adds and reads; author and time are kept; no note is ever changed or removed. Pin those that everybody should see first: they stand on the overview too. The search looks into words and authors.',
      'Never write card numbers, security codes or secrets into a note.',
    ),
    section(
      'History',
      'Every change, for ever: each field with its old and its new value, who did it and when. Top-ups, suspensions, phones and looks at card numbers stand here too. Narrow it by what, who and dates. Secrets are never in it.',
    ),
  ],
};

export const cards: ManualPage = {
  title: 'Credit cards',
  intro: 'A card is kept so that you can charge it by hand. Its number is sealed, and every look at it is written down.',
  sections: [
    section(
      'Add, replace, remove',
      'A card is typed at the end of [Add Account](#add-account), or added under Money of the account: name on the card, number, expiry. The number is checked for typing mistakes. Lists show the brand and the last four digits. If another account has the same card, you are told. A card is replaced or removed as a whole.',
    ),
    section(
      'The security code',
      'There is no field for the three or four digits on the back, here or in any note: they may never be stored.',
    ),
    section(
      'Show number',
      'Asks for your password again and for a reason. Both levels may do it, ten times an hour. Who looked at which card, when and why stands in the account’s history, also when the password was wrong. The number disappears after 30 seconds.',
      'Programs with an API key can add cards, but never see a number.',
    ),
    section(
      'Charging',
      'The card of a Pre-Paid account is never charged automatically, and the page says so. In this version no other card is either: cards are kept to be used by hand.',
    ),
    section(
      'The key',
      'Numbers are sealed with a key that lies outside the database: whoever steals a copy of the database cannot read them. Keep a copy of the key apart from those of the database; without it the numbers are lost. `npx vsppanel cards rotate-key` seals all of them under a new one and may be stopped and called again at any time.',
    ),
  ],
};
