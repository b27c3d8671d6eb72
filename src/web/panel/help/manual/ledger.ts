import { list, type ManualPage, section, steps } from '../manualPage.ts';

export const reRate: ManualPage = {
  title: 'Pricing calls again',
  intro:
    'A rate was wrong, or came late: finished calls get the price that they should have had. First a preview, then your approval.',
  sections: [
    section(
      'How it goes',
      steps(
        'Mend the rate first, in its billing package.',
        '**Billing → Re-rate → Price calls again**: the package that priced the calls, the days, and if you like only some customers or numbers.',
        'The back office makes the preview: old and new price of each call and account, and the totals. It can be saved as CSV. Nothing is booked.',
        '**Approve** books the corrections that you saw, and no others. **Put away** forgets the preview.',
      ),
      'Only Administrators may do it. When rates are changed after the preview was made, it cannot be approved any more; make a new one.',
    ),
    section(
      'Which rates',
      list(
        '**In force when the call was answered**: finds calls whose price was not that of their time, such as after an import with a date in the past.',
        '**As they stand now**: what you changed since is applied to calls of the past.',
        '**Rates of**: another package, when an account had been on the wrong one.',
      ),
    ),
    section(
      'What is booked',
      list(
        'One correction for each call, with the difference. The call keeps the price of its day; its page shows every correction.',
        'What a call costs less is given back in full, except for what the customer had not paid.',
        'What it costs more is taken from Pre-Paid as far as the money reaches; the rest is the company’s loss, unless **May take Pre-Paid below zero** is on. Post-Paid is charged in full.',
        'Corrections of Post-Paid stand on the next invoice. Invoices that were issued stay as they are.',
        'A call whose price changed between preview and booking is left as it is, and counted.',
        'Calls whose end was estimated, or that used included minutes, are left out and counted.',
      ),
    ),
    section(
      'Taking it back',
      '**Take back** on a booked re-rating prepares one that gives every corrected call its price from before. It is looked at and approved like any other, once.',
    ),
  ],
};
