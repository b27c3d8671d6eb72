import { type ManualPage, section } from '../manualPage.ts';

export const reports: ManualPage = {
  title: 'Calls report',
  intro:
    'How many calls there were, how many were answered, and what they brought: by hour, day or month. What is said here of days and counting holds for all reports.',
  sections: [
    section('Choose the days', {
      kind: 'list',
      items: [
        'Periods are days of your own calendar, in the zone of Settings → Company. A day on which clocks change has 23 or 25 hours, and its report too.',
        'A period that is going on is compared with as much of the one before: this month until the 5th at noon with the month before until the 5th at noon. The line below the sums says so.',
        'Period and filters stand in the address of the page: keep it as a bookmark, or send it to a colleague.',
        'Open a line to look closer: a destination by day, an account by destination. The filter then stands above the report; a click takes it away.',
      ],
    }),
    section('How calls are counted', {
      kind: 'list',
      items: [
        'A call counts in the hour in which it **ended**, because that is when the ledger books it. A report and the ledger never differ; `npx vsppanel doctor` holds them together.',
        'What was corrected, or priced again, changes the money of the hour in which that was booked, and no number of calls.',
        '**Calls** are all attempts, also those that were refused. **ASR** (answer-seizure ratio, ITU-T E.411) is answered calls of those tried; what you refused yourself, for want of money for example, was never tried.',
        '**ACD** is the average length of an answered call. **PDD** is the average time until it rang, where that is known.',
        '**Unpaid** is what calls cost beyond the money of a Pre-Paid customer. **Margin** is revenue less unpaid less cost.',
        'Reports are a few seconds behind; “Counted to” says how far they are. After an upgrade, or after the zone of the company was changed, calls of the past are counted first.',
      ],
    }),
    section(
      'Take the figures elsewhere',
      '**Export** saves exactly what is shown, as CSV or as an Excel workbook; the lists of the panel have the same button. Programs ask the [API](#api): `GET /api/v1/reports/calls?period=last_month`.',
    ),
    section(
      'Who sees what',
      'Super Users see calls, destinations, accounts and revenue. Cost, margin, the providers report and the revenue report are for those who may see providers.',
    ),
  ],
};

export const destinationsReport: ManualPage = {
  title: 'Destinations report',
  intro: 'Where calls went, the greatest first: by revenue, calls, minutes or margin.',
  sections: [
    section(
      'How to read it',
      'Destinations have the names of your rates. **Own network** are calls between your customers; calls that were refused before anybody knew where they went stand under **Not understood**. A click on a line opens the [calls](#reports) to it, day by day. “Least margin” puts first what costs more than it brings; such calls also raise an [alert](#alerts).',
    ),
    section('Filters', 'Open an account in the [accounts report](#accounts-report) to see where that account calls.'),
  ],
};

export const accountsReport: ManualPage = {
  title: 'Accounts report',
  intro: 'Whose calls these were, the greatest first: by revenue, calls, minutes or margin.',
  sections: [
    section(
      'How to read it',
      'A click on a line opens the [destinations](#destinations-report) of that account. Revenue is that of calls; extras and invoices of an account stand on its Money page. Calls of nobody known, such as refused calls from strangers, are not in this report.',
    ),
  ],
};

export const providersReport: ManualPage = {
  title: 'Providers report',
  intro: 'How your carriers did: what they were given, what they took, what it cost, and how calls ended.',
  sections: [
    section(
      'Calls and tries',
      'A call counts at the provider that answered it, or where it was tried first. **Tries** have every attempt, also those after which the call went on to another provider: where few of them are answered, the provider costs time, though the call came about elsewhere.',
    ),
    section(
      'Ends',
      'The most frequent causes (ITU-T Q.850) stand beside each provider; hold the pointer over them for more. “All lines are taken” at a busy hour asks for more channels.',
    ),
  ],
};

export const revenueReport: ManualPage = {
  title: 'Revenue report',
  intro: 'Revenue, cost and margin as the ledger has them, without taxes, and what is owed on invoices.',
  sections: [
    section('How to read it', {
      kind: 'list',
      items: [
        'The lines of this report are sums of the ledger, without taxes. **Taken back** are credit notes, and tax that prices contained.',
        '**Adjustments** are what staff gave to customers, less what they took; **written off** are debts given up. Both are taken from the margin to get the **result**.',
        'Below stands what is owed on invoices, by age; [Debtors](/debtors) says by whom.',
      ],
    }),
  ],
};
