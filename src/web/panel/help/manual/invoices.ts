import { field, fields, list, type ManualPage, section, steps, table } from '../manualPage.ts';

export const invoices: ManualPage = {
  title: 'Invoices',
  intro:
    'What Post-Paid customers were asked to pay. An issued invoice is never changed; a credit note takes back what was wrong.',
  sections: [
    section(
      'What stands on an invoice',
      list(
        '**Calls** that ended in its period, added up by destination. A call that was settled after its period was invoiced goes on the next invoice: none is lost, none stands on two.',
        '**Extras** that fell due in its period, one-time charges and credits, and adjustments by staff.',
        '**Taxes**, worked out once for the invoice.',
        'A **statement**: what the last invoice asked for, what was paid since, what is overdue, and what is to be paid in all.',
      ),
      'Calls have exact prices. The sum is rounded once to what the currency can pay; printed lines are shared out so that they add up to it. What rounding made of it stands on a ledger of its own, so that what customers owe is exactly what is printed.',
      'The **Calls** of an invoice can be shown by phone, by destination, or one by one.',
    ),
    section(
      'States',
      table(
        'What the words mean',
        ['State', 'Meaning'],
        ['Open', 'Something is still to be paid, and there is time.'],
        ['Overdue', 'Something is still to be paid, and the day has passed.'],
        ['Paid', 'Nothing is to be paid.'],
        ['Credited', 'Taken back whole.'],
        ['Credit note', 'Takes back an invoice or a part of it.'],
      ),
    ),
    section(
      'Credit notes',
      steps(
        'Open the invoice and press **Credit**.',
        'Choose all that is left of it, or type amounts at some of its lines.',
        'Type the reason; it stands on the credit note.',
      ),
      'A credit note has a number of its own, takes the tax of its lines with it, and reduces what the customer owes. However an invoice is credited bit by bit, in the end exactly its total is gone, and nobody can credit more. If a colleague credits at the same moment, the second is asked to look again.',
    ),
  ],
};

export const invoiceRuns: ManualPage = {
  title: 'Invoice runs',
  intro: 'A run issues the invoices that are due, for all accounts or for one.',
  sections: [
    section(
      'Preview',
      '**Preview** does everything that a run does and then takes it back: it shows the totals, each account, and problems such as a missing address. It issues nothing and charges nothing.',
    ),
    section(
      'Run',
      '**Run invoices** takes every Post-Paid account whose period is over and whose billing day has come. Only one run goes on at a time. It works in the back office: the page may be closed.',
      list(
        '**Stop** ends it after the accounts that it is at; **Go on** goes on behind them.',
        'Started twice, killed, or with the power gone: every period of an account is invoiced once, and numbers have no gaps.',
        'Periods that were missed, after a downtime say, become one invoice each.',
        'An account with a **problem** stays due; put it right and run again. The others get their invoices.',
      ),
      'For one account, **Invoice now** on its Money tab does the same. With a day typed at **End the period before** it makes a last invoice, also in the middle of a period.',
    ),
    section(
      'By itself',
      'With **Issue invoices by themselves** in [Billing Settings](#billing-settings), a run starts on every day on which somebody’s invoice is due, from the hour that stands there on.',
    ),
  ],
};

export const billingSettings: ManualPage = {
  title: 'Billing Settings',
  intro: 'How invoices are made from now on. Issued invoices stay as they are.',
  sections: [
    section(
      'Days',
      fields(
        field(
          'A period begins on day',
          'From any day of a month to the day before it in the next. 31 is the last day of every month.',
          'periodFromDay',
        ),
        field(
          'Invoices are issued on day',
          'The first such day on or after the end of the period. An account can have a day of its own on its Money tab; its periods begin on it then.',
          'billingDay',
        ),
        field('Due within', 'Days from the issue to the day on which it should be paid.', 'termsDays'),
        field(
          'Issue invoices by themselves',
          'Starts a run on every day on which somebody is due. Off until you turn it on.',
          'isScheduled',
        ),
        field('Not before', 'The hour of the day, in your time zone.', 'runHour'),
        field(
          'Only with an address',
          'An account without a street and a city or postcode gets no invoice; the run lists it.',
          'needsAddress',
        ),
      ),
      'Another day makes one shorter period and no gap: the next period begins where the last one ended.',
    ),
    section(
      'Taxes',
      fields(
        field('Name', 'Stands on invoices, such as GST.', 'taxes', 'taxes.name'),
        field('Percent', 'From 0 to 100, with up to four decimals.', 'taxes.percent'),
        field('On', 'Calls, extras, or both. An extra that is not taxable is never taxed.', 'taxes.appliesTo'),
        field(
          'Customers in',
          'Countries of customers that pay it; empty = all. A customer without a country counts as living in yours.',
          'taxes.countries',
        ),
        field('In the prices', 'Prices contain the tax already; it is shown and not added.', 'taxes.isInclusive'),
        field(
          'Reverse charge',
          'A customer in another country who has a tax id is not charged; the invoice says that they owe it themselves.',
          'taxes.hasReverseCharge',
        ),
      ),
      'An account can be exempt: type the reason on its Money tab. It stands on the invoice.',
    ),
    section(
      'Numbers and rounding',
      fields(
        field(
          'Invoices',
          '`{year}`, `{month}` and `{number}`; `{number:6}` has at least six digits. With the year in it, numbers begin again at 1 every year.',
          'invoiceNumberFormat',
        ),
        field('Credit notes', 'The same, with letters of their own.', 'creditNumberFormat'),
        field(
          'What is rounded',
          'The total, once; or each line. The difference is a cent here and there; some countries ask for one of them.',
          'rounding',
        ),
      ),
    ),
    section(
      'Extras',
      'An extra falls due on the day on which its period begins, counted from its start: 31 January, 28 February, 31 March. On a Post-Paid account it goes on the next invoice; on a Pre-Paid account it is taken from the balance.',
      fields(
        field(
          'Take them below zero',
          'Otherwise an extra waits until the balance covers it, and is taken then; money that calls have reserved is never touched.',
          'extrasMayOverdraw',
        ),
        field('Suspend while one waits', 'The account is active again by itself once everything was paid.', 'extrasSuspend'),
      ),
      list(
        'A **removed** extra that is prorated gives back the days that are left. One that is not keeps what was paid for the period, except on the very day on which the period began.',
        'A **changed price** counts from today if the extra is prorated, and from the next period otherwise. No day is paid twice.',
        'After a downtime every missed period is charged once.',
        'Extras that were there before extras were charged at all are charged from the day of the upgrade on.',
      ),
    ),
    section(
      'Who issues, and words',
      fields(
        field('Legal name', 'Empty: the company name.', 'sellerName'),
        field(
          'Tax id, registration, address, e-mail, phone',
          'Stand on every invoice; the country is that of the company.',
          'sellerTaxId',
          'sellerRegistration',
          'sellerAddress1',
          'sellerAddress2',
          'sellerCity',
          'sellerState',
          'sellerPostcode',
          'sellerEmail',
          'sellerPhone',
        ),
        field('How to pay', 'Such as your bank account.', 'paymentInstructions'),
        field('Note', 'Anything else.', 'invoiceNote'),
      ),
    ),
  ],
};
