import { hookEventList, hookEvents } from '../../../../core/wires/hookEvents.ts';
import { deliveryDaysKept, deliveryTriesMax, failureDaysMax } from '../../../../core/wires/hookRetry.ts';
import { code, field, fields, list, type ManualPage, section, steps, table } from '../manualPage.ts';

export const webhooks: ManualPage = {
  title: 'Webhooks',
  intro: 'Other programs of yours are told what happens here, as it happens.',
  sections: [
    section(
      'Make a webhook',
      steps(
        'Say what it is for, and type the address that your program listens on.',
        'Choose the events.',
        'Copy the signing secret into your program. It is shown only now.',
        'Open the webhook and press **Send a test event**. The list below says within seconds what your program answered.',
      ),
      fields(
        field('What it is for', 'A name of your own.', 'name'),
        field(
          'Address',
          'By https, on the internet. Addresses inside a network are refused: private ones, this machine’s own, those at which clouds tell secrets, and names that lead there, at the moment of sending too. Redirects are not followed.',
          'url',
        ),
        field(
          'Allow http',
          'For a receiver without a certificate. Whoever is on the way can read what is sent.',
          'doesAllowHttp',
        ),
        field('Events', 'What it is told of; see below.', 'events'),
        field('Alerts', 'With the event alert.raised: which alerts. Empty: all.', 'alertKinds'),
        field('E-mail when it stops', 'Who is written to when the webhook had to be stopped.', 'alarmEmail'),
        field('On', 'Off: nothing is sent and nothing is kept for it. What was waiting goes out when it is on again.', 'isOn'),
      ),
    ),
    section('Events', table('Events', ['Event', 'When'], ...hookEventList.map((name) => [`\`${name}\``, hookEvents[name]]))),
    section(
      'What arrives',
      'A POST with JSON. Money is a decimal string, times are UTC. Accounts are named by their numbers; names and addresses of customers are never sent.',
      code(
        'A payment',
        '{"id": "0b5c…", "type": "payment.received", "createdAt": "2026-07-01T03:00:00.000Z",',
        ' "account": {"id": "42", "accountNumber": "5151564058992190", "customerNumber": "100000", "reference": "R-7"},',
        ' "data": {"paymentId": "7", "method": "bank", "amount": "20.00", "currency": "AUD", "receivedOn": "2026-07-01"}}',
      ),
      'Answer with a status from 200 to 299 within 10 seconds, and work on the event afterwards. The same event may come twice: keep the ids that you had. Events of one account come in the order in which they happened, as long as none has to be tried again; `createdAt` says when it was.',
    ),
    section(
      'Check the signature',
      'Deliveries are signed as [Standard Webhooks](https://www.standardwebhooks.com) says; its libraries for many languages check them. By hand: take HMAC-SHA256 of `webhook-id`, a dot, `webhook-timestamp`, a dot and the body, with the bytes that stand in base64 behind `whsec_`. One of the signatures in `webhook-signature` must be it, and the time must be within five minutes of your clock.',
      code(
        'In JavaScript',
        'import { createHmac, timingSafeEqual } from "node:crypto";',
        'const id = headers["webhook-id"], at = headers["webhook-timestamp"];',
        'const key = Buffer.from(secret.slice("whsec_".length), "base64");',
        'const own = createHmac("sha256", key).update([id, at, body].join(".")).digest();',
        'const isOurs = headers["webhook-signature"].split(" ").some((one) => {',
        '  const given = Buffer.from(one.slice("v1,".length), "base64");',
        '  return given.length === own.length && timingSafeEqual(given, own);',
        '});',
        'const isFresh = Math.abs(Date.now() / 1000 - Number(at)) < 300;',
      ),
      'A new secret under **More** signs together with the old one for a day, so that you can change over without losing anything. If somebody else may know the old one, end it at once.',
    ),
    section(
      'When it does not work',
      list(
        `What is not taken is tried again after 5 seconds, 30 seconds, 2 and 10 minutes, half an hour, then ever longer: ${deliveryTriesMax} times in three days. Then it is given up.`,
        `A webhook that takes nothing for ${failureDaysMax} days, or answers 410 Gone, is stopped, with an alert and a letter. What happens while it is stopped is kept as missed.`,
        `**Replay** sends one event again, **More → Replay a time** those of some days. Deliveries are kept for ${deliveryDaysKept} days.`,
        'The time of a delivery opens every try: status, how long it took, and the first characters of the answer.',
      ),
    ),
  ],
};

export const cdrExport: ManualPage = {
  title: 'CDR export',
  intro: 'Each night the calls of the day before, for your billing, your data warehouse, or whoever must have them.',
  sections: [
    section(
      'Every night',
      fields(
        field('Export calls every night', 'The first file has the calls of the day on which you turn it on.', 'isOn'),
        field('At', 'The hour at which the day before is written, in your time zone.', 'hour'),
        field('Format', 'CSV for spreadsheets and most programs, or JSON Lines: one JSON object in each line.', 'format'),
        field('Folder', 'Below `exports/` of the data folder, such as billing/calls. Empty: there.', 'folder'),
        field('Kept for', 'Files are removed after so many days; the list still says that they were.', 'keepDays'),
        field(
          'Also to a webhook',
          'The same calls as `cdr_export.calls` events, in parts of at most 500. Each says which part it is of how many.',
          'webhookId',
        ),
        field('Columns', 'What stands on a line, in this order. Money is as booked when the call ended.', 'columns'),
        field('Pack with gzip', 'About a tenth of the size.', 'isPacked'),
        field('With refused calls', 'Calls that were refused cost nothing but tell of trouble.', 'doesIncludeRefused'),
      ),
    ),
    section(
      'Each call once',
      list(
        'A nightly file has the calls that ended on its day. A call that comes to light later, say after an outage, is on the next file.',
        'No call is on two nightly files and none is on no file, whatever was stopped or killed meanwhile.',
        'A file has its name only when it is whole. Its SHA-256 stands in the list.',
        'After days without power each missed day gets its own file.',
        'A price that is corrected later (re-rating) does not change files; it is on the [re-rating](#re-rate).',
      ),
    ),
    section(
      'A day once more',
      '**Write a day again** makes a copy with every call that ended on that day, in the columns of now. Its name says `copy`. Nightly files stay as they are, so do not read in both.',
    ),
  ],
};
