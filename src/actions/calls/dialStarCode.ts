import type { Id } from '../../core/base/id.ts';
import { type DialPlan, isEmergency, normaliseNumber } from '../../core/base/phone.ts';
import type { CallRequest, Said } from '../../core/calls/call.ts';
import type { Caller } from '../../core/calls/caller.ts';
import { forwardingFaults } from '../../core/calls/forwarding.ts';
import { readStarCode } from '../../core/calls/starCode.ts';
import { switchByPhone } from '../../db/tables/phoneSwitches.ts';
import type { CallContext } from './callContext.ts';
import type { IncomingCopies } from './planFromOutside.ts';

export type StarCopies = {
  readonly settings: () => { readonly dialPlan: DialPlan };
  readonly caller: (number: string) => Promise<Caller | undefined>;
  readonly lastCaller: (number: string) => Promise<string | undefined>;
  readonly forgetAccount: (accountId: Id) => void;
} & Pick<IncomingCopies, 'incoming'>;

/** The request without its code, or what the phone hears because the code was all there was to do. */
export type Starred = { readonly said: Said } | { readonly said?: undefined; readonly request: CallRequest };

/**
 * Does what a star code asks for. What it switches is kept in the database and stands in the history of the account, like what
 * the panel switches. A code that asks for what cannot be is left as it is: it then is a number that cannot be understood.
 */
export async function dialStarCode(
  context: CallContext,
  copies: StarCopies,
  request: CallRequest,
  caller: Caller | undefined,
): Promise<Starred> {
  const { dialPlan } = copies.settings();
  const code = request.forwarded || isEmergency(request.dialled, dialPlan) ? undefined : readStarCode(request.dialled);
  if (!code || !caller?.isNumberActive || !caller.isAccountActive) return { request };
  const { number, networkNumberId, accountId } = caller;
  const save = (change: Parameters<typeof switchByPhone>[1]['change']) =>
    switchByPhone(context.tx, { networkNumberId, accountId, number, at: context.now(), change });
  switch (code.kind) {
    case 'hide':
      return { request: { ...request, dialled: code.dialled, isCallerHidden: true } };
    case 'last_caller': {
      const last = await copies.lastCaller(number);
      return { request: last === undefined ? request : { ...request, dialled: last } };
    }
    case 'dnd':
      await save({ field: 'doNotDisturb', to: code.isOn });
      copies.forgetAccount(accountId);
      return { said: code.isOn ? 'dnd_on' : 'dnd_off' };
    case 'call_waiting':
      await save({ field: 'callWaitingLimit', to: code.isOn ? null : 1 });
      copies.forgetAccount(accountId);
      return { said: code.isOn ? 'waiting_on' : 'waiting_off' };
    case 'forward_always': {
      if (code.dialled !== '' && !(await mayForward(copies, caller, code.dialled))) return { request };
      await save({ field: 'forwardAlways', to: code.dialled });
      copies.forgetAccount(accountId);
      return { said: code.dialled === '' ? 'forward_off' : 'forward_on' };
    }
    default:
      return code satisfies never;
  }
}

/** The same rule as when forwarding is saved in the panel. */
async function mayForward(copies: StarCopies, { number, accountId }: Caller, dialled: string): Promise<boolean> {
  const { dialPlan } = copies.settings();
  const normalised = normaliseNumber(dialled, dialPlan);
  const incoming = normalised.ok ? await copies.incoming(normalised.number) : undefined;
  const own = incoming?.number.accountId === accountId ? [incoming.number.number] : [];
  const isOurs = /^[1-9]\d{3,14}$/.test(dialled) && (await copies.caller(dialled)) !== undefined;
  const phone = { number, known: new Set(isOurs ? [dialled] : []), incomingNumbers: new Set(own) };
  const forwarding = { always: { kind: 'number' as const, dialled }, ringSeconds: 25 };
  return forwardingFaults(phone, forwarding, { isOn: false, email: '' }, dialPlan).length === 0;
}
