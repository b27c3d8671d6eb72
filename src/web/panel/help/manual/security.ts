import { field, fields, list, type ManualPage, section, table } from '../manualPage.ts';

export const security: ManualPage = {
  title: 'Security',
  intro:
    'Robots try numbers and secrets of phones day and night. Networks that do are banned by themselves: nothing that comes from there is looked at, and their own phones cannot register or call either.',
  sections: [
    section(
      'When a network is banned',
      'After five wrong secrets or unknown numbers within ten minutes, over SIP (UDP, TCP) or IAX2. What is banned is one IPv4 address, or the /64 of an IPv6 address.',
      table(
        'How long',
        ['The network’s ban within 30 days', 'It lasts'],
        ['First', '10 minutes'],
        ['Second', '1 hour'],
        ['Third', '6 hours'],
        ['Fourth', '1 day'],
        ['Each further one', '1 week'],
      ),
      'A ban that you lift does not count for the next one. Where phones of yours are registered, each ban lasts 10 minutes: somebody may pretend to be there.',
      list(
        '**Offices**: where more phones are registered than numbers fail, one of them has a wrong secret. You get a **warning** here instead, unless it fails a hundred times within ten minutes.',
        '**Suspended customers**: their phones go on asking. Ten of their failures count as one.',
        '**Never banned**: this machine’s own addresses, your providers, and the list below.',
      ),
      'A stranger cannot tell an unknown number from a wrong secret: both get the same answer.',
    ),
    section(
      'The list',
      table(
        'Columns',
        ['Column', 'What it says'],
        ['Network', 'An address, or a network such as `192.0.2.0/24`.'],
        ['State', '“Banned”, “Warning”, “Ended” by itself, or “Lifted” by somebody.'],
        ['Since, Until', 'When it began, and when it ends or ended.'],
        ['Why', 'How often it failed, how, and some of the numbers that were tried.'],
        ['By', 'Who banned it, or “By itself”.'],
      ),
      'Search by address: `192.0.2.7` also finds the ban of `192.0.2.0/24`. **Export CSV** saves what is filtered. The menu of a row:',
      list(
        '**Lift the ban**: phones there can register and call at once.',
        '**Ban until lifted**: it stays until somebody lifts it.',
        '**Never ban it**: puts it on the list below.',
      ),
    ),
    section(
      'A customer says that no phone works',
      'Search for the customer’s address. If it is banned, look at the numbers that were tried: the phone with this number probably has a wrong secret. Mend it there, then lift the ban. Where many phones share one address, put it on the list of those that are never banned.',
    ),
    section(
      'Ban a network',
      fields(
        field('Address or network', 'IPv4 from /16, IPv6 from /32: a slip must not shut out half a country.', 'network'),
        field('For how long', 'An hour to a week, or until somebody lifts it.', 'seconds'),
        field('Reason', 'For your colleagues. For the list of those that are never banned: whose network it is.', 'note'),
      ),
    ),
    section(
      'Failed sign-ins',
      'Who fails to sign in to the panel or the portal, or uses a wrong API key, has to wait before the next try, each time for longer. The list shows the last day by network (/24, /64). A right API key goes on working from there.',
    ),
    section(
      'Who keeps them out',
      '[Status](/status) says it: the machine’s firewall (nftables) where vspPanel may use it, which costs an attacker’s messages nothing, else Asterisk itself. Bans outlive restarts either way. Browser phones come through the panel, and only for people who are signed in.',
    ),
  ],
};
