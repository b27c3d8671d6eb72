import type * as z from 'zod';
import type { addProvider } from '../../../http/contract/network.ts';
import type { providerSchema } from '../../../http/contract/providerFields.ts';

export type Provider = z.output<typeof providerSchema>;
type Body = z.input<(typeof addProvider)['body']>;
export type HostValues = { key: string; host: string; port: number | ''; priority: number | ''; weight: number | '' };
export type NumberRuleValues = {
  key: string;
  prefix: string;
  numberFormat: Provider['numberFormat'];
  stripDigits: number | '';
  addPrefix: string;
};
export type ProviderValues = {
  name: string;
  protocol: Provider['protocol'];
  host: string;
  port: number | '';
  priority: number | '';
  weight: number | '';
  moreHosts: HostValues[];
  transport: Provider['transport'];
  mediaEncryption: Provider['mediaEncryption'];
  identityHeader: Provider['identityHeader'];
  codecs: Provider['codecs'];
  sourceAddresses: string[];
  username: string;
  secret: string;
  doesRegister: boolean;
  numberFormat: Provider['numberFormat'];
  stripDigits: number | '';
  addPrefix: string;
  numberRules: NumberRuleValues[];
  callerIdRule: Provider['callerIdRule'];
  callerId: string;
  hidesCallerId: boolean;
  channelLimit: number | '';
  callsPerSecond: number | '';
  costPackageId: string;
  dailyCostLimit: string;
  monthlyCostLimit: string;
  probeSeconds: number | '';
  fenceAfter: number | '';
  fenceSeconds: number | '';
  isActive: boolean;
  isInMaintenance: boolean;
};

export const newProvider: ProviderValues = {
  ...{ name: '', protocol: 'sip', host: '', port: 5060, priority: 1, weight: 1, moreHosts: [], transport: 'udp' },
  ...{
    mediaEncryption: 'none',
    identityHeader: 'pai',
    codecs: ['alaw', 'ulaw', 'g722', 'gsm'],
    sourceAddresses: [],
    username: '',
    secret: '',
  },
  ...{ doesRegister: false, numberFormat: 'e164', stripDigits: 0, addPrefix: '', numberRules: [], callerIdRule: 'pass' },
  ...{ callerId: '', hidesCallerId: false, channelLimit: '', callsPerSecond: '', costPackageId: '', dailyCostLimit: '' },
  ...{ monthlyCostLimit: '', probeSeconds: 30, fenceAfter: 5, fenceSeconds: 60, isActive: true, isInMaintenance: false },
};

let keys = 0;
export const newHost = (): HostValues => {
  keys += 1;
  return { key: `host-${keys}`, host: '', port: 5060, priority: 2, weight: 1 };
};
export const newNumberRule = (): NumberRuleValues => {
  keys += 1;
  return { key: `rule-${keys}`, prefix: '', numberFormat: 'e164', stripDigits: 0, addPrefix: '' };
};

/** A provider in the form; its secret is never shown again. */
export function providerValues(one: Provider): ProviderValues {
  return {
    ...{ name: one.name, protocol: one.protocol, host: one.host, port: one.port, priority: one.priority, weight: one.weight },
    moreHosts: one.moreHosts.map((host, index) => ({ ...host, key: `known-${index}` })),
    ...{ transport: one.transport, mediaEncryption: one.mediaEncryption, identityHeader: one.identityHeader, codecs: one.codecs },
    ...{ sourceAddresses: one.sourceAddresses, username: one.username, secret: '', doesRegister: one.doesRegister },
    ...{ numberFormat: one.numberFormat, stripDigits: one.stripDigits, addPrefix: one.addPrefix },
    numberRules: one.numberRules.map((rule, index) => ({ ...rule, key: `known-${index}` })),
    ...{ callerIdRule: one.callerIdRule, callerId: one.callerId, hidesCallerId: one.hidesCallerId },
    ...{ channelLimit: one.channelLimit ?? '', callsPerSecond: one.callsPerSecond ?? '', costPackageId: one.costPackageId ?? '' },
    ...{ dailyCostLimit: one.dailyCostLimit ?? '', monthlyCostLimit: one.monthlyCostLimit ?? '' },
    ...{ probeSeconds: one.probeSeconds, fenceAfter: one.fenceAfter, fenceSeconds: one.fenceSeconds },
    ...{ isActive: one.isActive, isInMaintenance: one.isInMaintenance },
  };
}

const orNull = <T>(value: T | ''): T | null => (value === '' ? null : value);
const orZero = (value: number | ''): number => (value === '' ? 0 : value);

/** The request; an empty secret leaves the stored one. Emptied numbers that must be there stay '' so that the contract says what is wrong. */
export function providerBody({ secret, ...values }: ProviderValues): Body {
  return {
    ...values,
    port: values.port as number,
    priority: values.priority as number,
    weight: values.weight as number,
    moreHosts: values.moreHosts.map(
      ({ key: _, ...host }) => host as HostValues & { port: number; priority: number; weight: number },
    ),
    numberRules: numberRulesOf(values),
    stripDigits: orZero(values.stripDigits),
    channelLimit: orNull(values.channelLimit),
    callsPerSecond: orNull(values.callsPerSecond),
    costPackageId: orNull(values.costPackageId),
    dailyCostLimit: orNull(values.dailyCostLimit),
    monthlyCostLimit: orNull(values.monthlyCostLimit),
    probeSeconds: orZero(values.probeSeconds),
    fenceAfter: orZero(values.fenceAfter),
    fenceSeconds: values.fenceSeconds as number,
    ...(secret === '' ? {} : { secret }),
  };
}

/** The rules of the form as the tester and the request take them. */
export function numberRulesOf({ numberRules }: Pick<ProviderValues, 'numberRules'>) {
  return numberRules.map(({ key: _, ...rule }) => ({ ...rule, stripDigits: orZero(rule.stripDigits) }));
}
