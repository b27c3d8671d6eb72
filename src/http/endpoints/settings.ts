import { changeSettings } from '../../actions/settings/changeSettings.ts';
import { getSettings } from '../../db/reads/getSettings.ts';
import { listNextNumbers } from '../../db/reads/listNextNumbers.ts';
import * as contract from '../contract/settings.ts';
import { type Handler, on } from '../door.ts';
import { given, toAmount, toId } from '../wire.ts';

export const settingsHandlers: readonly Handler[] = [
  on(contract.getSettings, (_, door) => door.ask(getSettings)),
  on(contract.changeSettings, async ({ body, who }, door) => {
    await door.act(who, changeSettings, {
      ...body,
      emergencyRouteId: given(body.emergencyRouteId, toId),
      defaultBillingPackageId: given(body.defaultBillingPackageId, toId),
      defaultRouteId: given(body.defaultRouteId, toId),
      defaultDailySpendLimit: given(body.defaultDailySpendLimit, toAmount),
      defaultHourlySpendLimit: given(body.defaultHourlySpendLimit, toAmount),
      lowBalanceAt: given(body.lowBalanceAt, (all) => all.map(toAmount)),
      defaultCreditLimit: given(body.defaultCreditLimit, toAmount),
      defaultExtraPresetId: given(body.defaultExtraPresetId, toId),
    });
    return door.ask(getSettings);
  }),
  on(contract.listNextNumbers, async ({ query: { baseNumber } }, door) => {
    const { emergencyNumbers } = await door.ask(getSettings);
    return { numbers: await door.ask((tx) => listNextNumbers(tx, BigInt(baseNumber), emergencyNumbers)) };
  }),
];
