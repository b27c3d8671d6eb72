import type { RateInput } from '../../../../http/contract/rates.ts';
import { field, fields, list, type ManualPage, section, steps } from '../manualPage.ts';
import { priceReceipt, rateField } from '../priceExample.ts';
import { furtherFields, includedMinutes, timeBands } from './rateParts.ts';

const perMinute: RateInput = { prefix: '61', price: '0.30' };

export const billingPackages: ManualPage = {
  title: 'Billing packages and rates',
  intro: 'A billing package is a named list of rates: what a call to which numbers costs. Each account is on one.',
  sections: [
    section(
      'Packages',
      list(
        '**Add billing package**: a name, and rates to begin with: a template or none. Without a rate for a number nobody on the package can call it.',
        '**Name and rounding**: the decimals of a call’s price and which way it is rounded, once, at the end. Four decimals “to the nearest” is usual.',
        'Which package an account is on is said on the account. A change counts from the next call.',
      ),
      'Only Administrators change packages and rates. A Super User may look.',
    ),
    section(
      'Cost decks of providers',
      'Under **What providers take** stand the packages with the prices that your carriers ask of you. **Add cost deck**, import the carrier’s rate file there as into any package, then choose the deck at the provider. From then on each call has its cost and margin, and routes can choose the cheapest.',
      'No account can be put on a cost deck.',
    ),
    section(
      'Which rate decides',
      'The one with the **longest prefix** that fits the number. With rates for 61 (Australia) and 614 (Australia mobile), the number 61 412 345 678 takes the rate 614, and 61 2 9999 0000 the rate 61. An empty prefix fits every number that nothing else fits.',
      'The search above the rates takes the beginning of a prefix, a part of a destination, or a whole number; then it shows the rates that fit it.',
    ),
    section(
      'Changing a rate',
      'Type a day under **Begins** and the rate counts from midnight of that day on, on the package’s clock; until then it stands under **To come**. Taking it back leaves the one before it in force.',
      'The clock beside a rate shows what its prefix cost, costs and will cost. A call keeps the price that was in force when it was answered, also when it rang while a new one began.',
      'A change counts from the next call. Calls in progress and finished calls keep the price that they had. **End** takes a rate away from now on: a shorter prefix decides then, or calls there are refused.',
      'While you type, the form shows what an example call would cost.',
    ),
    section(
      'Every field of a rate',
      'The examples are worked out by the same function that charges calls.',
      fields(
        field(
          'Prefix',
          'The first digits of the numbers, with country code, without + or 00: 61 for Australia. Empty: every number.',
          'prefix',
        ),
        field('Destination', 'What people call it: “Australia mobile”. Stands with the calls and on bills.', 'destination'),
        field(
          'Blocked',
          'No call may go to this prefix, even if a shorter one has a price. For example 61190 for premium numbers below 61.',
          'blocked',
        ),
        rateField(
          'Price',
          'In your currency, up to 12 decimals.',
          'price',
          priceReceipt('0.30 a minute, charged by the second; 90 seconds:', perMinute, 90),
        ),
        rateField(
          'Price is for',
          'How many seconds the price is for. 60 is a minute, 1 a second.',
          'perSeconds',
          priceReceipt('0.005 for each second; 90 seconds:', { prefix: '61', price: '0.005', perSeconds: 1 }, 90),
        ),
        rateField(
          'Flag fall',
          'Charged once, as soon as anything is charged. Also called connection charge.',
          'flagFall',
          priceReceipt('Flag fall 0.10, then 0.30 a minute; 60 seconds:', { ...perMinute, flagFall: '0.10' }, 60),
        ),
        rateField(
          'Untimed',
          'The price once, whatever the length.',
          'untimed',
          priceReceipt('0.10 untimed; 50 minutes:', { prefix: '61', price: '0.10', untimed: true }, 3000),
        ),
        rateField(
          'First block',
          'Seconds that are charged in full once the call is answered. Empty: as long as the further blocks.',
          'initialIncrement',
          priceReceipt(
            '0.30 a minute, “60/1”: first block 60, further blocks 1; 20 seconds:',
            { ...perMinute, initialIncrement: 60 },
            20,
          ),
        ),
        rateField(
          'Price in first block',
          'If the first block has another price. For “5 cents the first minute, 3 cents each further minute”:',
          'initialPrice',
          priceReceipt(
            'First block 60 at 0.05, further blocks 60 at 0.03; 150 seconds:',
            { prefix: '61', price: '0.03', initialPrice: '0.05', initialIncrement: 60, increment: 60 },
            150,
          ),
        ),
        rateField(
          'Further blocks',
          'Seconds of every block after the first; each is charged in full once it has begun. “60/6” means a first block of 60 and further blocks of 6.',
          'increment',
          priceReceipt('0.30 a minute, “60/6”; 65 seconds:', { ...perMinute, initialIncrement: 60, increment: 6 }, 65),
        ),
        rateField(
          'Grace',
          'A call not longer than this is free; a longer one is charged from its first second.',
          'graceSeconds',
          priceReceipt('0.30 a minute, grace 5; 5 seconds:', { ...perMinute, graceSeconds: 5 }, 5),
        ),
        rateField(
          'Minimum time',
          'A charged call counts as at least so long.',
          'minimumSeconds',
          priceReceipt('0.30 a minute, minimum time 30; 12 seconds:', { ...perMinute, minimumSeconds: 30 }, 12),
        ),
        rateField(
          'Minimum charge',
          'A charged call costs at least this.',
          'minimumCharge',
          priceReceipt('0.30 a minute, minimum charge 0.08; 10 seconds:', { ...perMinute, minimumCharge: '0.08' }, 10),
        ),
        rateField(
          'Maximum charge',
          'The customer pays no more than this; the call goes on. Empty: no limit.',
          'maximumCharge',
          priceReceipt('0.30 a minute, maximum charge 5.00; one hour:', { ...perMinute, maximumCharge: '5.00' }, 3600),
        ),
      ),
    ),
    section('What only some rates have', furtherFields),
    timeBands,
    includedMinutes,
    section(
      'Rounding',
      'Prices are exact until the end; then they are rounded once, as the package says.',
      {
        kind: 'receipt',
        receipt: priceReceipt('0.10 a minute, 4 decimals, to the nearest; 1 second:', { prefix: '61', price: '0.10' }, 1),
      },
      {
        kind: 'receipt',
        receipt: priceReceipt('The same, 2 decimals, up:', { prefix: '61', price: '0.10' }, 1, {
          decimals: 2,
          roundingMode: 'up',
        }),
      },
    ),
  ],
};

export const prices: ManualPage = {
  title: 'Price explained',
  intro: 'How seconds become a price. Each call shows these steps with its own amounts.',
  sections: [
    section(
      'The order',
      steps(
        'The rate with the longest prefix that fits the number decides.',
        '**Grace**: a call not longer than it is free, and the rest does not happen.',
        '**Minimum time**: a charged call counts as at least so long.',
        '**Flag fall**: charged once.',
        '**First block**, then **further blocks**, each charged in full.',
        '**Maximum charge** and **minimum charge**.',
        '**Rounding**, once, at the end.',
      ),
    ),
    section(
      'An example with everything',
      {
        kind: 'receipt',
        receipt: priceReceipt(
          'Flag fall 0.10, 0.265 a minute, “60/6”, grace 3, maximum charge 5.00; 3 minutes 5 seconds:',
          {
            prefix: '61',
            price: '0.265',
            flagFall: '0.10',
            initialIncrement: 60,
            increment: 6,
            graceSeconds: 3,
            maximumCharge: '5.00',
          },
          185,
        ),
      },
      'A step that does not act does not stand on the receipt: the grace is not mentioned, as the call was longer.',
    ),
    section(
      'What counts as the length',
      'From the moment at which the called side answered to the hang-up. Ringing is free. A call that is answered on one side of midnight and ends on the other has one price: the rate that was found when the call began stays for the whole call.',
    ),
    section(
      'Which fields there are',
      'They stand with examples under [Billing packages and rates](#billing-packages/every-field-of-a-rate). [Price check](#price-check) does the sum for any call.',
    ),
  ],
};

export const priceCheck: ManualPage = {
  title: 'Price check',
  intro: 'What a call would cost, with every step explained. Nothing is called and nothing is charged.',
  sections: [
    section(
      'How to ask',
      fields(
        field('Billing package', 'The one of the customer who asks.'),
        field(
          'Number',
          'As the customer would dial it: 02 9999 0000, or 0011 44 20 7946 0000. The dial plan under [Company](/settings/company) turns it into a number with country code, as for a real call.',
        ),
        field('Length of the call', 'In seconds. 3 minutes are 180.'),
        field(
          'Answered at',
          'On your own clock; empty is now. Time bands, planned rates and past prices count as they would then.',
        ),
      ),
      'From **Own prices** on an account’s Money tab the same question is asked for that account, with its own prices and what is left of its included minutes.',
      'The answer names the rate that fits and shows the receipt, made by the function that charges calls. If the destination is blocked or has no rate, it says so.',
    ),
  ],
};
