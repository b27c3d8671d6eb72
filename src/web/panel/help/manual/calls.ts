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
        field('State', '“Ringing” until somebody answers, then “Talking”; below it, when the call began.'),
        field('Account', 'Who pays for the call. Opens the account.'),
        field(
          'From, To',
          'The calling phone with its name and the called number with the destination of the rate. A call from outside says “incoming”.',
        ),
        field(
          'Provider',
          'The carrier that has the call, and which of the planned attempts it was. A dash for calls between your customers.',
        ),
        field('Codec', 'The sound format of the side that answered; below it, what the calling phone speaks: SIP or IAX.'),
        field(
          'Quality',
          'How the call sounds on the network: Good, Fair, Poor, or No sound when one side was sent sound and nothing came back. Point at it for lost packets, jitter and delay of both sides. Measured in turn, twenty calls every five seconds; SIP only.',
        ),
        field('Talking for', 'Since the call was answered. Ringing is free.'),
        field(
          'Price',
          'What the call costs if it ends now. Click it for the steps. A dash while it rings, or when its rate is not known.',
        ),
        field(
          'Cost, Margin',
          'What the provider takes so far, and what is left of the price. Administrators only; a dash without a cost deck.',
        ),
        field(
          'Held',
          'Money set aside for this call; below it, how long the call may last with it. It grows while there is money. “No limit” for calls that cost nothing or need no money first.',
        ),
      ),
    ),
    section(
      'Find, add up, export',
      'The search takes numbers as you write them, names, destinations and call IDs. Account, provider and the chips narrow the list; the figures above it are of what is left, and so is the CSV file. The longest call stands first: what begins appears at the end, and nothing moves away under your hand. A hundred rows are shown at a time; five thousand calls are listed at most, and it is said when there are more.',
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
        '**Rang after, Codec, Quality**: from the request to the first ringing, the sound format of the side that answered, and how the call sounded; point at the word for the figures. Empty where nothing was measured, as for calls over IAX2.',
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
