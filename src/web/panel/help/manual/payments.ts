import { field, fields, list, type ManualPage, section, steps, table } from '../manualPage.ts';

export const payments: ManualPage = {
  title: 'Payments',
  intro: 'All money that came in, whatever way it came.',
  sections: [
    section(
      'Record a payment',
      steps(
        'Open the account and its Money page, and press **Record payment**.',
        'Choose the way, type the amount, the day and the reference of the transfer or cheque.',
        'On a Post-Paid account open invoices are paid, the oldest first; what is left over stays as credit and pays the next invoice. On a Pre-Paid account it goes on the balance.',
      ),
      'The same reference of a way is refused the second time, with a link to the first payment. **Top up** is the quick form of the same.',
    ),
    section(
      'Undo, take off, give back',
      list(
        '**Undo** is for a payment that was none: a bounced cheque, a typing mistake. Its invoices are open again; the payment stays in the list, with the reason.',
        '**Take off** frees a payment from one invoice. The money stays as credit.',
        '**Give money back** sends back what is left of a payment: by hand, or to the card that it came from. What pays an invoice must be taken off first.',
      ),
    ),
  ],
};

export const cardCharges: ManualPage = {
  title: 'Card charges',
  intro: 'Every attempt to take money from a card, and what the gateway said.',
  sections: [
    section(
      'States',
      table(
        'States of an attempt',
        ['State', 'What it means'],
        ['Sent', 'The gateway has it, or the customer is on its page.'],
        ['Succeeded', 'The money is there and booked as a payment.'],
        ['Failed', 'Nothing was taken. The customer was told, with a link to pay.'],
        [
          'Result unknown',
          'The gateway gave no answer. It is asked again by itself; nothing else is tried on this account until it is known. **Ask now** asks at once.',
        ],
      ),
    ),
    section(
      'Which card is charged',
      list(
        'The card that the gateway keeps for the customer: the customer types it on the gateway’s page once, by a **Link to pay**, and agrees to later charges.',
        'Card numbers stored in the panel are handed to a gateway only where it may be given numbers, and only if you turn that on.',
        'A Pre-Paid account is never charged by itself. The database refuses it, too.',
      ),
    ),
  ],
};

export const debtors: ManualPage = {
  title: 'Debtors',
  intro: 'Who owes how much on invoices, by days since they were due.',
  sections: [
    section(
      'How to read it',
      'The largest debts stand first; a click opens the Money page of the account. Credit of the same customer is not counted here: it pays open invoices by itself within a minute.',
    ),
  ],
};

export const vouchers: ManualPage = {
  title: 'Vouchers',
  intro: 'Cards or slips with a code that puts money on an account, once.',
  sections: [
    section(
      'Make and sell',
      steps(
        'Press **Make vouchers**, say what each is worth and how many you want.',
        'Print the sheet or save the file. The codes are shown only this once.',
        'Sell them. **Redeem voucher** on the Money page of an account takes the code.',
      ),
    ),
    section(
      'What keeps them safe',
      list(
        'Codes are long enough that nobody finds one by trying, and have a check sign against typing mistakes.',
        'Of each code only the last four signs are kept readable. Lost or stolen ones are cancelled by their batch.',
        '20 wrong codes within an hour make an account, or a network, wait.',
      ),
    ),
  ],
};

export const bankStatements: ManualPage = {
  title: 'Bank statements',
  intro: 'Money that came to your bank, matched to invoices and booked with one click.',
  sections: [
    section(
      'Import',
      steps(
        'Save a statement from your bank as camt.053 (XML) or CSV.',
        'Press **Import a statement**. Of a CSV say which column is what; the first lines are shown.',
        'Look at each line: **Book** takes the suggestion, **Another** chooses the customer, **Ignore** is for what is no payment.',
      ),
      'A line is never taken twice, whatever file it comes in. Nothing is booked before you say so.',
    ),
    section(
      'How sure a suggestion is',
      table(
        'Suggestions',
        ['Word', 'What was found'],
        ['Sure', 'The invoice or customer number, and the amount fits.'],
        ['Likely', 'The number, but another amount.'],
        ['Only the amount fits', 'No number; exactly one open invoice has this amount.'],
        ['Nobody found', 'Choose the customer yourself, or press **Match again** after new invoices.'],
      ),
    ),
  ],
};

export const paymentSettings: ManualPage = {
  title: 'Payment settings',
  intro: 'How customers pay by card, and what happens when they do not pay.',
  sections: [
    section(
      'Gateways',
      list(
        'The **sandbox** is part of vspPanel: for trying. It has a page with test cards for every outcome; no money moves.',
        '**Stripe** needs the secret key of your Stripe account (`sk_test_` for trying). With the signing secret of a webhook results come at once; without, Stripe is asked.',
        'Secrets are kept sealed and never shown. One gateway charges at a time.',
      ),
    ),
    section(
      'Charging cards',
      fields(
        field(
          'Charge invoices by itself',
          'Invoices of Post-Paid customers, on the card that the gateway keeps.',
          'chargesCards',
        ),
        field(
          'Try again after days',
          'Days from one failed attempt to the next. Cards that expired or want their holder are not tried again.',
          'retryDays',
        ),
        field('Links to pay are good for', 'Letters have such a link.', 'linkDays'),
      ),
    ),
    section(
      'Reminders',
      'Each step has its days after the due date; all are off at first. A step is taken once for an invoice, and each at least as long after the one before as the ladder says: old debts begin with the first step.',
      list(
        '**Restrict** lets calls in and emergency calls out, nothing else. Calls in progress go on.',
        '**Suspend** is the same as the switch on the account. Whom staff suspended, staff activates.',
        'The payment of what is overdue restores the account at once.',
      ),
    ),
  ],
};
