import { field, fields, list, type ManualPage, section, steps, table } from '../manualPage.ts';

export const incomingNumbers: ManualPage = {
  title: 'Incoming numbers',
  intro:
    'A public number that a provider delivers to you. It lies in stock until you give it to a customer, who can then be called at it from everywhere.',
  sections: [
    section(
      'Add numbers',
      'Paste as many as you like, one a line, in any way that people write them: `+61 2 8000 1111`, `(02) 8000 1111`, `tel:+61280001111`. They are read by the dial plan of your company and shown with their country code.',
      'All are added, or none: a line that is no number, stands there twice or is in the system already is named with its line. **Take these lines out** leaves the good ones in the box.',
      fields(
        field('Numbers', 'One a line.', 'text'),
        field(
          'Provider',
          'Who delivers the calls. For your own order: a call may come through any of your providers.',
          'providerId',
        ),
        field('Cost a month', 'What the provider takes for the number.', 'monthlyCost'),
        field('Price a month', 'What the customer pays: an extra of the account while the number is allocated.', 'monthlyPrice'),
        field(
          'Price a minute',
          'What the customer pays for a call to it, by the second. Empty: such calls are free.',
          'perMinute',
        ),
      ),
    ),
    section(
      'Allocate, release, remove',
      steps(
        '**Allocate** gives a number of the stock to a customer: here, or under Numbers of the account. If a colleague was quicker, you are told who has it.',
        '**Release** takes it back. It rests for as many days as you say, so that callers of the old customer do not reach the next one. An Administrator can end the rest.',
        '**Remove** takes it out of the system, and from its customer if somebody has it.',
      ),
      'When a customer loses a number, its monthly extra ends that day, and no phone shows it as caller ID any more.',
    ),
    section(
      'Where calls go',
      table(
        'Destinations of an incoming number',
        ['Calls go to', 'What happens'],
        [
          'All phones of the account',
          'They ring at once; the first to answer has the call. Then the forwarding of the customer number.',
        ],
        ['One phone', 'It rings; its own forwarding says what follows.'],
        ['A ring group', 'Its members ring together or in turn.'],
        ['Voicemail', 'The caller leaves a message at once.'],
        ['Any other number', 'Forwarded as a call of this customer: same prices, route, limits and balance.'],
      ),
      '**At other hours** sends calls elsewhere in parts of the week, by the clock of the customer’s time zone, or the company’s. The first row that fits counts. Hours that end before they begin reach into the next day.',
      'A number is never forwarded to itself or to another number of the same account: the call would go in a circle.',
    ),
    section(
      'Ring groups',
      'Up to twenty members under Numbers of the account: its phones, and any other numbers as the customer dials them. All ring at once, or one after the other, each for the seconds that you say. When nobody answers, the call ends, goes to voicemail, or is forwarded. A member outside is called at the customer’s expense.',
    ),
    section(
      'What is checked',
      list(
        'A call to a number that nobody has is hung up as “no such number”. It stands in the [call history](/calls) as refused, so that you see what providers send.',
        'A suspended customer’s numbers are refused too.',
        'Who a call comes from is known by the provider’s address or registration, never by what the call says.',
        'The caller’s name and number are the caller’s own words: they are cleaned, and shown with a + so that nobody outside looks like a customer’s phone.',
      ),
    ),
  ],
};
