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
        field('Port', 'UDP. SIP usually 5060, IAX2 4569.', 'port'),
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
        field('Caller ID', 'What every call through this carrier shows. Empty: the phone’s own.', 'callerId'),
        field(
          'Channel limit',
          'At most so many calls at once through this carrier; the next provider of the route is tried then. Empty: no limit.',
          'channelLimit',
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
      'A route is a list of rules: a prefix and providers in order. The rule with the longest prefix that fits the number decides; an empty prefix fits every number. The providers of that rule are tried from first to last **within the same call**: when one is full or fails, the next is tried and the caller notices nothing.',
      'Choosing providers in order: the first that you click is the first that is tried.',
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
      'A number that no rule fits is refused: “No provider takes calls to this destination”.',
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
