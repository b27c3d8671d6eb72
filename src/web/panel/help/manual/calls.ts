import { refusals } from '../../../../core/base/refusal.ts';
import { outcomeWords } from '../../calls/outcome.ts';
import { refusalAdvice } from '../../calls/refusalAdvice.ts';
import { field, fields, list, type ManualPage, section, table } from '../manualPage.ts';

export const liveCalls: ManualPage = {
  title: 'Live calls',
  intro: 'Everybody who is on the phone right now. The list moves by itself.',
  sections: [
    section(
      'The columns',
      fields(
        field('State', '“Ringing” until somebody answers, then “Talking”.'),
        field('Account', 'Who pays for the call. Opens the account.'),
        field('From, To', 'The calling phone and the called number, with the destination of the rate.'),
        field('Provider', 'The carrier that the call went to. Empty for calls between your customers.'),
        field('Protocol', 'What the calling phone speaks: SIP or IAX.'),
        field('Talking for', 'Since the call was answered. Ringing is free.'),
        field(
          'Granted',
          'How long the call may last with the money that is set aside. It grows while there is money. “No limit” for calls that cost nothing or need no money first.',
        ),
        field('Held', 'Money set aside for this call. What is not used becomes free when the call ends.'),
      ),
    ),
    section(
      'Hang up',
      'The red button ends a call at once, after asking. It is charged up to that moment. Use it for a stuck call or when you suspect fraud; then suspend the account too, or the next call follows.',
    ),
  ],
};

const outcomes: Readonly<Record<keyof typeof outcomeWords, string>> = {
  answered: 'Somebody answered. Only such calls cost money.',
  busy: 'The called side was on the phone or declined.',
  no_answer: 'It rang and nobody answered.',
  cancelled: 'The caller hung up before somebody answered.',
  failed: 'No provider could connect it. The hang-up cause says more.',
  refused: 'It never left: your own rules or the balance said no. See [the reasons](#refusals).',
};

export const callHistory: ManualPage = {
  title: 'Call history',
  intro: 'Every call that ended, with its price. Nothing here is ever changed or removed.',
  sections: [
    section(
      'Find a call',
      'The search takes a number, a caller or a call ID. The dates are whole days in your company’s time zone; both days count. The chips narrow the list to one outcome.',
    ),
    section(
      'Outcomes',
      table(
        'Outcomes',
        ['Outcome', 'Meaning'],
        ...Object.entries(outcomeWords).map(([key, { label }]) => [label, outcomes[key as keyof typeof outcomes]]),
      ),
    ),
    section(
      'One call',
      list(
        '**What happened**: from where to where, when it began, was answered and ended, and why it ended. The number in brackets is the international hang-up cause (ITU-T Q.850), which your provider understands.',
        '**Price explained**: the rate that decided and each step from seconds to price. See [Price explained](#prices).',
        '**On the ledger**: the charge is booked. The link leads to the line of the statement.',
      ),
      'If a call cost more than the account could pay, the rest is shown as the company’s loss. That is rare: a part of the system was down while the call lasted.',
    ),
  ],
};

export const refused: ManualPage = {
  title: 'Why was a call refused?',
  intro: 'A refused caller hears why, and the call stands in the history with its reason.',
  sections: [
    section(
      'Reasons',
      'They are checked in this order; the first one that fits is the reason.',
      table('Reasons of refusal', ['Reason', 'What to do'], ...refusalAdvice.map(({ code, advice }) => [refusals[code], advice])),
    ),
    section(
      'Emergency calls',
      'The emergency numbers under [Company](/settings/company) need no money and no rate, pass every limit and are never charged. Only three things stop them: a phone that is not known, a suspended account, and a protocol that the account may not use. If no provider takes them, they fail: set an emergency route under [Defaults](/settings/defaults).',
    ),
  ],
};
