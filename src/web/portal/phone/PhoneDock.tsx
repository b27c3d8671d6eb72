import { Refusal } from '../../../core/base/refusal.ts';
import { closeOwnBrowserPhone, keepOwnBrowserPhone, openOwnBrowserPhone } from '../../../http/contract/portalPhones.ts';
import { call } from '../../api.ts';
import { RegisteredPhone } from '../../phone/RegisteredPhone.tsx';
import type { ChosenPhone } from './webPhone.tsx';

type PhoneDockProps = {
  readonly phone: ChosenPhone;
  readonly isFresh: boolean;
  readonly wanted: { readonly number: string } | undefined;
  readonly onOff: () => void;
};

/** The phone at the foot of the portal. Its login belongs to this session. */
export function PhoneDock({ phone, isFresh, wanted, onOff }: PhoneDockProps) {
  const parts = {
    open: () => call(openOwnBrowserPhone, { params: { id: phone.id } }),
    keep,
    close: () => call(closeOwnBrowserPhone, {}),
  };
  return <RegisteredPhone number={phone.number} parts={parts} isFresh={isFresh} wanted={wanted} onOff={onOff} />;
}

/** Undefined = withdrawn: ended by staff, or with the session. */
async function keep(username: string): Promise<string | undefined> {
  try {
    return (await call(keepOwnBrowserPhone, { body: { username } })).expiresAt;
  } catch (error) {
    if (error instanceof Refusal && ['not_found', 'not_signed_in', 'not_permitted'].includes(error.code)) return undefined;
    throw error;
  }
}
