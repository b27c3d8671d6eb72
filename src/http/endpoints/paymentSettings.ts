import { changePaymentSettings } from '../../actions/charges/changePaymentSettings.ts';
import { changeDunning } from '../../actions/dunning/changeDunning.ts';
import { changeGateway } from '../../actions/gateways/changeGateway.ts';
import { readDunning, readGateways, readPaymentSettings, type SeenGateway } from '../../db/reads/paymentSettings.ts';
import type { PaymentGateway } from '../../gateways/gateway.ts';
import * as contract from '../contract/paymentSettings.ts';
import { type Door, found, type Handler, on } from '../door.ts';
import { given, toAmount } from '../wire.ts';

export const paymentSettingHandlers: readonly Handler[] = [
  on(contract.getPaymentSettings, (_, door) => door.ask(readPaymentSettings)),
  on(contract.changePaymentSettings, async ({ body, who }, door) => {
    await door.act(who, changePaymentSettings, body);
    return door.ask(readPaymentSettings);
  }),
  on(contract.listGateways, async (_, door) => ({ items: await seen(door) })),
  on(contract.changeGateway, async ({ params: { code }, body, who }, door) => {
    const { fields } = found(door.gateways.get(code));
    await door.act(who, changeGateway, { ...body, code, fields });
    return found((await seen(door)).find((one) => one.code === code));
  }),
  on(contract.getDunning, (_, door) => door.ask(readDunning)),
  on(contract.changeDunning, async ({ body, who }, door) => {
    const steps = body.steps.map((one) => ({ ...one, fee: given(one.fee, toAmount) }));
    await door.act(who, changeDunning, { steps, version: body.version });
    return door.ask(readDunning);
  }),
];

async function seen(door: Door) {
  const stored = await door.ask(readGateways);
  return [...door.gateways.values()].map((gateway) =>
    seenOf(
      gateway,
      stored.find((one) => one.code === gateway.code),
      door,
    ),
  );
}

function seenOf({ code, title, fields, saveCard }: PaymentGateway, stored: SeenGateway | undefined, { publicUrl }: Door) {
  return {
    ...{ code, title, isActive: stored?.isActive ?? false, takesNumbers: saveCard !== undefined, version: stored?.version ?? 0 },
    noticeUrl: `${publicUrl}/gateway-notices/${code}`,
    fields: fields.map(({ pattern: _, ...field }) => ({
      ...field,
      value: field.isSecret ? '' : (stored?.shown[field.name] ?? ''),
      isFilled: field.isSecret ? (stored?.filled.includes(field.name) ?? false) : (stored?.shown[field.name] ?? '') !== '',
    })),
  };
}
