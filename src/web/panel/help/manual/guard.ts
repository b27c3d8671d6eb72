import { type GuardRule, guardRuleList, guardRules } from '../../../../core/fraud/guardSettings.ts';
import { type ManualPage, section, table } from '../manualPage.ts';

const meaning: Readonly<Record<GuardRule, string>> = {
  unusual_spend:
    'An hour costs far more than the same hours of the week and than the dearest hour of eight weeks, at four calls abroad or more.',
  night_calls: 'Six calls abroad within half an hour at night, by an account that never does that.',
  new_network:
    'Three calls to new countries from a network (the first half of an address) that the phones of the account never used.',
  one_range: 'Eight calls within ten minutes to numbers that share all but their last four digits.',
  one_country: 'Twelve calls within ten minutes to a country that the account did not reach before.',
  premium_parallel: 'Three calls to special or high-risk destinations at the same time.',
  sequential: 'Six numbers abroad dialled one after another: scanning, or calling back missed calls of fraudsters.',
  forwarding: 'Five calls forwarded to a new country, or to special or high-risk destinations, within a quarter of an hour.',
  call_rate: 'Twenty calls abroad within five minutes, and nearly as many as ever in a whole hour.',
  probing: 'Fifteen calls to closed destinations within ten minutes. Nothing is lost, but somebody is trying.',
};

export const fraudGuard: ManualPage = {
  title: 'Fraud guard',
  intro:
    'Somebody who steals a phone’s password calls numbers that pay him. The guard closes what customers do not need and stops what does not look like them.',
  sections: [
    section(
      'What is closed',
      'Every number belongs to a class: **normal**, **special** (satellite, premium, shared cost) or **high risk** (countries and ranges where most fraud leads to). Special and high-risk destinations are closed for an account until you open them on its page, under “Fraud guard”. Customers cannot open them in the portal.',
      'New accounts may call the own country, and the countries that you open for all of them in [Fraud guard](/settings/fraud-guard) or for one on its page. A minute abroad may not cost more than the **dearest minute**, and no call abroad lasts longer than the **longest call**.',
      'How many calls abroad and to special numbers an account may have at once, in a minute and in an hour depends on its age: new accounts have less.',
    ),
    section(
      'The list of prefixes',
      '[Destination classes](/settings/destination-classes) shows every prefix that is not normal. The list comes with vspPanel and grows with it. Your own entries come first: **Change** puts a prefix into another class (“Normal” opens it), **Add prefixes** takes one or many, also pasted from a sheet with the columns prefix, class, name. Search finds by name, by prefix, or says for a whole number which prefix decides.',
    ),
    section(
      'What looks like fraud',
      'Every three seconds the guard looks at the accounts that call, and compares their last hour with their own eight weeks before.',
      table('Rules', ['Rule', 'When'], ...guardRuleList.map((rule) => [guardRules[rule], meaning[rule]])),
      'For each rule you choose what happens: an alert, one call at a time, or a lock. A lock refuses outgoing calls and ends those in progress, if you leave that on. Emergency calls, calls inside and incoming calls always work.',
    ),
    section(
      'When an account is locked',
      'An alert says why, in a sentence, and goes by e-mail to the address under “Who is told”. The account page shows it at the top.',
      'Ask the customer. If the calls are not theirs, give the phones new secrets first ([Phones](/help/phones)). Then **Release** with a reason. For the quiet time of the settings (a day) the guard only warns about this account.',
      'Everything that the guard did, and who released, stays in the list under “Fraud guard” on the account page.',
    ),
    section(
      'Accounts from before',
      'Accounts that were there before the guard keep calling as they did; the guard only reports what is unusual. Guard them one by one on their page, or all together in [Fraud guard](/settings/fraud-guard).',
    ),
  ],
};
