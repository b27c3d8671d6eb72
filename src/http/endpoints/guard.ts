import { changeAccountGuard } from '../../actions/guard/changeAccountGuard.ts';
import { changeGuardSettings } from '../../actions/guard/changeGuardSettings.ts';
import { coverMoreAccounts } from '../../actions/guard/coverMoreAccounts.ts';
import { releaseAccount } from '../../actions/guard/releaseAccount.ts';
import { removeClass } from '../../actions/guard/removeClass.ts';
import { saveClasses } from '../../actions/guard/saveClasses.ts';
import { formatAmount } from '../../core/base/money.ts';
import { mergeClasses } from '../../core/fraud/destinationClass.ts';
import { usualPriceMax, usualSpendFloor } from '../../core/fraud/guardSettings.ts';
import { isYoung, noOverrides, termsOf } from '../../core/fraud/guardTerms.ts';
import { countGuarded, getAccountGuardState, listGuardActs } from '../../db/reads/getGuard.ts';
import { findAccountGuard, getGuardSettings, getGuardWorld, listOwnClasses } from '../../db/reads/guardWorld.ts';
import { cursorOf, keysOf, pageOf } from '../../db/reads/page.ts';
import * as contract from '../contract/guard.ts';
import { type Door, found, type Handler, on } from '../door.ts';
import { given, toAmount, toId } from '../wire.ts';

const coveredAtOnce = 500;
const countedMost = 1000;

export const guardHandlers: readonly Handler[] = [
  on(contract.getGuardSettings, (_, door) => settingsOf(door)),
  on(contract.changeGuardSettings, async ({ body, who }, door) => {
    const pricePerMinuteMax = given(body.pricePerMinuteMax, toAmount);
    await door.act(who, changeGuardSettings, { ...body, pricePerMinuteMax, spendFloor: given(body.spendFloor, toAmount) });
    return settingsOf(door);
  }),
  on(contract.coverAccounts, async ({ who }, door) => {
    const covered = await door.act(who, coverMoreAccounts, { limit: coveredAtOnce });
    const { uncovered } = await door.ask((tx) => countGuarded(tx, countedMost));
    return { covered, uncovered };
  }),
  on(contract.listClasses, ({ query }, door) => classPage(door, query)),
  on(contract.saveClasses, async ({ body, who }, door) => {
    // The last word about a prefix counts, as it would if they came one by one.
    const classes = [...new Map(body.classes.map((one) => [one.prefix, one])).values()];
    await door.act(who, saveClasses, { classes });
    return { saved: classes.length };
  }),
  on(contract.removeClass, async ({ params, who }, door) => {
    await door.act(who, removeClass, params);
    return {};
  }),
  on(contract.getAccountGuard, ({ params }, door) => accountGuardOf(door, params.id)),
  on(contract.changeAccountGuard, async ({ params, body, who }, door) => {
    const { isGuarded, version, ...rest } = body;
    const overrides = { ...rest, pricePerMinuteMax: given(rest.pricePerMinuteMax, toAmount) };
    await door.act(who, changeAccountGuard, { accountId: toId(params.id), isGuarded, overrides, version });
    return accountGuardOf(door, params.id);
  }),
  on(contract.releaseAccount, async ({ params, body, who }, door) => {
    await door.act(who, releaseAccount, { accountId: toId(params.id), reason: body.reason });
    return accountGuardOf(door, params.id);
  }),
  on(contract.listGuardActs, async ({ params, query }, door) => {
    const accountId = toId(params.id);
    found(await door.ask((tx) => getAccountGuardState(tx, accountId)));
    return door.ask((tx) => listGuardActs(tx, accountId, query));
  }),
];

async function settingsOf(door: Door) {
  const { settings, currency } = await door.ask(getGuardWorld);
  const { version } = await door.ask(getGuardSettings);
  return {
    ...settings,
    countries: [...settings.countries],
    pricePerMinuteMax: given(settings.pricePerMinuteMax, formatAmount),
    spendFloor: given(settings.spendFloor, formatAmount),
    usualPriceMax: formatAmount(usualPriceMax(currency)),
    usualSpendFloor: formatAmount(usualSpendFloor(currency)),
    ...(await door.ask((tx) => countGuarded(tx, countedMost))),
    version,
  };
}

type ClassQuery = {
  readonly after?: string | undefined;
  readonly limit: number;
  readonly search?: string | undefined;
  readonly class?: string | undefined;
  readonly own?: string | undefined;
};

/** A few thousand prefixes at most: both lists are brought together here. */
async function classPage(door: Door, query: ClassQuery) {
  const [after = ''] = keysOf(query.after, /^\d{1,15}$/) ?? [];
  const search = (query.search ?? '').toLowerCase();
  const digits = search.replace(/[^\d]/g, '');
  const isFound = ({ prefix, name }: { readonly prefix: string; readonly name: string }) =>
    search === '' ||
    name.toLowerCase().includes(search) ||
    (digits !== '' && (prefix.startsWith(digits) || digits.startsWith(prefix)));
  const all = mergeClasses(await door.ask(listOwnClasses)).filter(
    (one) =>
      one.prefix > after &&
      isFound(one) &&
      (query.class === undefined || one.class === query.class) &&
      (query.own === undefined || String(one.isOwn) === query.own),
  );
  return pageOf(
    all,
    query.limit,
    (one) => one,
    (one) => cursorOf(one.prefix),
  );
}

async function accountGuardOf(door: Door, id: string) {
  const accountId = toId(id);
  const state = found(await door.ask((tx) => getAccountGuardState(tx, accountId)));
  const world = await door.ask(getGuardWorld);
  const guard = await door.ask((tx) => findAccountGuard(tx, accountId));
  const overrides = guard?.overrides ?? noOverrides;
  const openedAt = guard?.openedAt ?? door.clock();
  const terms = termsOf({ overrides, openedAt }, world, door.clock());
  return {
    ...state,
    ...overrides,
    countries: overrides.countries === null ? null : [...overrides.countries],
    pricePerMinuteMax: given(overrides.pricePerMinuteMax, formatAmount),
    terms: {
      ...terms,
      isYoung: guard !== undefined && isYoung(world.settings, openedAt, door.clock()),
      countries: [...terms.countries],
      pricePerMinuteMax: formatAmount(terms.pricePerMinuteMax),
    },
    isOn: world.settings.isOn,
  };
}
