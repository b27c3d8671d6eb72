import { type ManualPage, section } from '../manualPage.ts';

export const reports: ManualPage = {
  title: 'Reports',
  intro: 'What calls and money add up to: by time, destination, account and provider, and what the ledger says of it.',
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
      'Providers',
      'A call counts at the provider that answered it, or where it was tried first. **Tries** have every attempt, also those after which the call went on to another provider: where few of them are answered, the provider costs time, though the call came about elsewhere.',
    ),
    section('Revenue', {
      kind: 'list',
      items: [
        'The lines of this report are sums of the ledger, without taxes. **Taken back** are credit notes, and tax that prices contained.',
        '**Adjustments** are what staff gave to customers, less what they took; **written off** are debts given up. Both are taken from the margin to get the **result**.',
        'Below stands what is owed on invoices, by age; [Debtors](/debtors) says by whom.',
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
