import { field, fields, list, type ManualPage, section, steps, table } from '../manualPage.ts';

export const providers: ManualPage = {
  title: 'Providers',
  intro: 'A provider is a carrier that takes your customers’ calls to the outside. Routes decide which call goes to whom.',
  sections: [
    section(
      'Add a provider',
      'Everything stands in the welcome letter of your carrier. A change counts from the next call.',
      fields(
        field('Name', 'For you. Stands with the calls.', 'name'),
        field(
          'Protocol',
          '**SIP** with nearly all carriers, **IAX2** with a few. The **test carrier** is built in: it answers every call, and no real phone rings.',
          'protocol',
        ),
        field('Host', 'The carrier’s server: a name or an address.', 'host'),
        field('Port', 'SIP usually 5060 (5061 with TLS), IAX2 4569.', 'port'),
        field('User name', 'Empty when the carrier knows you by your address.', 'username'),
        field('Secret', 'Stored sealed and never shown again. Leave it empty to keep the one that is stored.', 'secret'),
        field(
          'Register with the provider',
          'On when the carrier asks for a registration, usually for calls towards you. Off when it knows your address.',
          'doesRegister',
        ),
        field('Number format', 'How the carrier wants numbers written: see the table.', 'numberFormat'),
        field('Remove digits', 'So many digits are taken from the beginning, after the format.', 'stripDigits'),
        field(
          'Add in front',
          'Put before the number, after removing. For carriers that want a code such as 9# or a customer prefix.',
          'addPrefix',
        ),
        field('Active', 'Off: no new call goes there. For an outage of the carrier.', 'isActive'),
      ),
      table(
        'Number formats',
        ['Number format', '02 9999 0000, dialled in Australia, is sent as'],
        ['E.164 without +', '`61299990000`'],
        ['E.164 with +', '`+61299990000`'],
        ['As dialled abroad', '`001161299990000`'],
        ['As dialled at home', '`0299990000`'],
        ['At home without the first 0', '`299990000`'],
      ),
    ),
    section(
      'Numbers',
      'What some numbers need besides: a rule for a prefix has its own format, digits to remove and digits to add. Of several that fit, the longest prefix counts. Type numbers into **Try numbers** to see what would be sent; the values of the form count, saved or not.',
      fields(
        field(
          'Number rule',
          'Prefix in E.164 without +, format, digits to remove, digits to add.',
          'numberRules',
          'numberRules.prefix',
          'numberRules.numberFormat',
          'numberRules.stripDigits',
          'numberRules.addPrefix',
        ),
      ),
    ),
    section(
      'Connection',
      fields(
        field(
          'Add host',
          'Further servers of the same carrier. A call tries them by **priority**, lower ones first; hosts of one priority share the calls by **weight**.',
          'moreHosts',
          'moreHosts.host',
          'moreHosts.port',
          'moreHosts.priority',
          'moreHosts.weight',
          'priority',
          'weight',
        ),
        field('Transport', 'UDP, TCP or TLS, as the carrier says. With TLS its certificate is checked.', 'transport'),
        field(
          'Encrypted sound',
          'SRTP. **Where the provider can** also takes calls in clear; **Always** refuses them. Use it with TLS, or the keys travel in clear.',
          'mediaEncryption',
        ),
        field('Codecs', 'Which sound formats are offered, the best first.', 'codecs'),
        field(
          'Calls come from',
          'Addresses or networks from which this carrier sends calls to you. A call from there needs no password, so write only addresses of the carrier.',
          'sourceAddresses',
        ),
      ),
    ),
    section(
      'Caller ID',
      fields(
        field(
          'The called side sees',
          'The caller’s number; the number of the account that pays (also when a call is forwarded); always the same number; or the caller’s number with digits in front, such as +.',
          'callerIdRule',
          'callerId',
        ),
        field('Withhold the number', 'The carrier gets the number and is asked not to show it.', 'hidesCallerId'),
      ),
    ),
    section(
      'Limits and cost',
      fields(
        field(
          'Channel limit',
          'At most so many calls at once. A call that is ringing keeps a channel at each provider that it may be tried at; from its answer on only at the one that took it.',
          'channelLimit',
        ),
        field('New calls per second', 'Calls beyond go to the next provider.', 'callsPerSecond'),
        field(
          'Cost deck',
          'What the carrier takes: made under Billing → Billing Packages → **What providers take**. With it each call has its cost and margin, routes can choose the cheapest, and numbers without a rate in the deck are not sent there.',
          'costPackageId',
        ),
        field(
          'Spend a day, spend a month',
          'When the calls of the day or month there have cost so much, no new one is sent. Calls in progress go on, so the sum may end a little higher.',
          'dailyCostLimit',
          'monthlyCostLimit',
        ),
        field('Maintenance', 'No new calls; calls in progress stay. Switch back when the carrier is done.', 'isInMaintenance'),
      ),
    ),
    section(
      'Health',
      'A SIP provider is asked with OPTIONS, an IAX2 provider with POKE. A host that does not answer gets no calls; it is used again after three good answers in a row. A host that fails so many calls in a row is left alone for a while: busy, no answer and wrong numbers are not its fault and do not count.',
      fields(
        field('Ask every', 'Seconds between two questions; 0 = never.', 'probeSeconds'),
        field('Leave alone after', 'Failed calls in a row, and for how long.', 'fenceAfter', 'fenceSeconds'),
      ),
      table(
        'States',
        ['State', 'What it means'],
        ['Active', 'Gets calls.'],
        ['2 of 3 up', 'Some hosts get no calls; point at it to see which.'],
        ['Down', 'No host answers. Calls pass it over at once.'],
        ['Circle', 'The host is this vspPanel itself. Type the carrier’s address.'],
        ['Not registered, Rejected', 'Calls to you may not arrive. Rejected: check user name and secret.'],
      ),
    ),
    section(
      'When calls through a provider fail',
      list(
        'Open the call under [Call history](/calls): “Ended because” says what the carrier answered.',
        'Refused (21) or not allowed (57): user name, secret, or the carrier does not know your address.',
        'The number does not exist (1), though it does: try another number format.',
        'No answer from the carrier at all: host, port, or a firewall.',
      ),
    ),
  ],
};

export const routes: ManualPage = {
  title: 'Routes',
  intro: 'A route says which providers a call goes to, in which order. Each account is on one.',
  sections: [
    section(
      'Rules',
      'A route is a list of rules. The rule with the longest prefix that fits the number decides; an empty prefix fits every number. Of rules with the same prefix, one for the caller’s group goes before one for all, and one for the time goes before one for always. Its providers are tried **within the same call**: when one is full or fails, the next is tried and the caller notices nothing.',
      fields(
        field('Prefix', 'The first digits with the country code; empty = every number.'),
        field(
          'Providers are tried',
          '**In this order**; **cheapest first**, by the cost of a call of three minutes in their cost decks (providers without a deck come last); or **shared by weight**, where each is first as often as its weight says.',
        ),
        field('Caller group', 'The rule is for accounts with this word only. It stands on the account.'),
        field('Only at some times', 'Days and times of the week in the operator’s time zone.'),
      ),
    ),
    section(
      'When a provider fails',
      'Busy always ends the call. For every other answer of a provider you choose whether it ends the call or leads to the next provider. A phone that rings in vain ends the call unless you say after how many seconds the next provider is tried.',
      table(
        'Costs more than it brings',
        ['Choice', 'What happens'],
        ['Does not matter', 'The provider is used.'],
        ['Mark it in the route check', 'The provider is used, and the route check says “Loss”.'],
        ['Pass the provider over', 'The call is not sent there.'],
      ),
      'It is looked at for a call of one minute, or for calls of 1, 7, 30, 31, 60, 61, 120, 180, 300, 600, 1800, 3600 and 14400 seconds. Emergency calls are never passed over, and are tried at every provider of the emergency route.',
    ),
    section(
      'An example',
      table(
        'A route',
        ['Prefix', 'Providers', 'What happens'],
        ['61', 'Carrier A, then Carrier B', 'Calls within Australia go to A. When A fails, to B.'],
        ['64', 'Carrier B', 'Calls to New Zealand go to B only.'],
        ['Every number', 'Carrier C', 'All others go to C.'],
      ),
      'A number that no rule fits is refused: “No provider takes calls to this destination”. Try it under [Route check](/route-check).',
    ),
    section(
      'Several routes',
      'More than one route lets customers use different carriers: a cheap one and a good one. The route of an account is chosen on the account; that of new ones under [Defaults](/settings/defaults).',
      steps(
        'Add the route with its rules.',
        'Open an account, Edit, and choose it as **Customer route**.',
        'The next call uses it.',
      ),
    ),
  ],
};

export const routeCheck: ManualPage = {
  title: 'Route check',
  intro:
    'A dry run of a call: who calls, which number, and when. The same functions decide as for a real call, and everything is taken back.',
  sections: [
    section(
      'Step by step',
      'Each check stands with its verdict, in the order in which a call meets them: the phone, the account, its protocol, the number, the price, whether the destination is allowed, the route, concurrent calls, spending caps, the balance, and free channels at the providers. The first that refuses ends the call; what comes after it is not reached.',
      'The moment counts for prices, routes and their times. Limits, balance and the state of providers are those of now.',
    ),
    section(
      'Attempts in order',
      'The providers as the call would be tried at them, each with the number as it would be dialled and the caller ID. Cost, price and margin are for a call of three minutes; only Administrators see costs.',
      'Below stands who is passed over and why: switched off, in maintenance, not reachable, no rate in its cost deck, too dear, or full.',
    ),
  ],
};
