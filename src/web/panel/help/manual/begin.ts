import { phoneSteps } from '../../accounts/phoneSteps.ts';
import { field, fields, list, type ManualPage, section, steps, table } from '../manualPage.ts';

export const firstSteps: ManualPage = {
  title: 'First steps',
  intro: 'From an empty panel to a customer who calls, in four steps.',
  sections: [
    section(
      'Four steps',
      steps(
        'Look at your [billing package](/billing-packages): its rates decide what calls cost and where customers may call. A number without a rate is refused.',
        'Add your carrier under [Providers](/providers) and put it first in the [route](/routes). The test carrier can stay: it answers every call, needs no contract, and no real phone rings.',
        '[Add an account](/accounts/new). A last name is enough. The credentials of its phone are shown once, on the next screen.',
        'Connect the phone ([how](#phones)), top up a Pre-Paid account, and call.',
      ),
      'The call stands under [Call history](/calls) the moment it ends, with its price explained.',
    ),
    section(
      'Find your way',
      'The menu at the left has everything. On a phone it opens with the button at the top left. Whatever your level does not open is not in the menu.',
      'The field at the top searches accounts from anywhere: press [[/]] and type a name, a number, an e-mail or a phone. The `?` beside each page’s title explains that page, and so does the key [[?]].',
      'The dot at the top right says whether all parts work. If it is not green, open [Status](/status): it says what is wrong and what to do.',
    ),
    section(
      'Before real customers come',
      list(
        'Set the emergency numbers of your country under [Company](/settings/company), and a route for them under [Defaults](/settings/defaults).',
        'Set a daily spend limit under [Defaults](/settings/defaults): it bounds the loss when somebody steals a phone’s secret.',
        'Give each colleague a user of their own under [Users](/users).',
        'Set up two-step sign-in under your [profile](#profile).',
        'Set your mail server, so that letters go out: see [Mail](#mail).',
        'Make copies of the database: docs/operating/backup.md, which came with vspPanel, says how.',
      ),
    ),
  ],
};

const example = { number: '61000', server: 'voice.example.net', sipPort: 5060, iaxPort: 4569, sipsPort: 5061 };

export const phones: ManualPage = {
  title: 'Connecting a phone',
  intro: 'A phone needs four things: server, port, user name and secret. Then it registers, and the panel shows it.',
  sections: [
    section(
      'What to type into the phone',
      'The user name is the phone’s number. User name, secret, server and ports are shown after Add Account, after adding a phone, and after giving a phone a new secret. After that nobody can see the secret again; if it is lost, make a new one under Phones of the account.',
      'Server and ports stand under [Status](/status), “Where phones connect”. The QR code beside the credentials can be read by many soft-phones.',
    ),
    section(
      'Common phones',
      `In these examples the number is ${example.number} and the server is ${example.server}. After Add Account the panel shows the same steps with the customer’s own values.`,
      fields(...phoneSteps(example).map(({ name, kind, steps: each }) => field(`${name} (${kind})`, each.join(' ')))),
    ),
    section(
      'Encrypted phones',
      `Every phone may use SIP over TLS (in the examples port ${example.sipsPort}) and SRTP with SDES for the sound; choose both in the phone, and the panel shows “encrypted” beside its registration. The panel’s own certificate vouches for itself, so phones must be told to trust it; for one of an authority see docs/operating/asterisk.md.`,
      'A phone that is set to “Only with encryption” (its menu, “Recording and encryption”) is not registered without TLS, its calls without TLS or SRTP are refused, and it may not use IAX. An emergency number can still be called over SIP without TLS. Asterisk answers such a registration with “200 OK” that names no contact, so some phones say “registered” although they are not; the panel shows the truth.',
    ),
    section(
      'When a phone does not register',
      'Under Phones of the account stands whether the phone is registered, with which program and from where. If it is not:',
      list(
        'Check user name and secret. A letter O is not a zero. In doubt make a new secret.',
        'Check server and port. The port is UDP; a firewall on the way must let it through.',
        'Check **Default protocol** of the account: it says whether its phones may use SIP, IAX or both.',
        'Check that the account is activated and the phone is switched on.',
        'Switch “SIP ALG” off in the customer’s router. It rewrites what the phone says, usually wrongly.',
      ),
    ),
    section(
      'When a call has no sound, or sound in one direction',
      'The sound takes its own way, RTP over UDP. A firewall before your server must let its RTP ports in, and a server behind NAT must know its outside address: docs/operating/asterisk.md, which came with vspPanel, says where to set both.',
    ),
  ],
};

export const shortcuts: ManualPage = {
  title: 'Keyboard shortcuts',
  intro: 'Everything can be done with the keyboard alone.',
  sections: [
    section(
      'Keys',
      table(
        'Keys',
        ['Key', 'What it does'],
        ['[[/]]', 'Goes to the search for accounts, from anywhere. [[Enter]] opens the list.'],
        ['[[?]]', 'Opens the help of the page, when you are not typing in a field.'],
        ['[[Ctrl]] + [[Enter]]', 'Saves the form in which you are typing.'],
        ['[[Esc]]', 'Closes a dialog or leaves the search.'],
        ['[[Tab]], [[Shift]] + [[Tab]]', 'To the next or the previous field or link.'],
        ['[[Space]]', 'Ticks a box, turns a switch.'],
        ['Arrows', 'Choose in a list of choices, and between tabs.'],
        ['[[Enter]]', 'Opens the link of a row.'],
      ),
    ),
  ],
};
