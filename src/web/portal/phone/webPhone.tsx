import { createContext, lazy, type ReactNode, Suspense, useContext, useMemo, useState } from 'react';

/** The number that this browser is a phone of. */
export type ChosenPhone = { readonly id: string; readonly number: string };
type WebPhone = {
  readonly chosen: ChosenPhone | undefined;
  readonly choose: (phone: ChosenPhone) => void;
  /** Calls with the phone of this browser; undefined while it has none. */
  readonly call: ((number: string) => void) | undefined;
};

const WebPhoneContext = createContext<WebPhone>({ chosen: undefined, choose: () => undefined, call: undefined });
/** The phone of this browser, if it is one. */
export const useWebPhone = (): WebPhone => useContext(WebPhoneContext);

// With SIP and sound it is larger than all pages together, so it comes to those who use it.
const PhoneDock = lazy(() => import('./PhoneDock.tsx').then(({ PhoneDock: component }) => ({ default: component })));

/** The choice only; logins live in memory and end with the session. */
const storeKey = 'vsppanel-browser-phone';

type Chosen = { readonly phone: ChosenPhone; readonly isFresh: boolean };

/** Below every page of the portal: the phone stays while its owner goes from page to page, and comes back with the next visit. */
export function WebPhoneProvider({ children }: { readonly children: ReactNode }) {
  const [chosen, setChosen] = useState<Chosen | undefined>(restore);
  const [wanted, setWanted] = useState<{ readonly number: string }>();
  const isOn = chosen !== undefined;
  const value = useMemo(
    () => ({
      chosen: chosen?.phone,
      choose: (phone: ChosenPhone) => {
        window.localStorage.setItem(storeKey, JSON.stringify(phone));
        setChosen({ phone, isFresh: true });
      },
      call: isOn ? (number: string) => setWanted({ number }) : undefined,
    }),
    [chosen, isOn],
  );
  const forget = () => {
    window.localStorage.removeItem(storeKey);
    setChosen(undefined);
    setWanted(undefined);
  };
  return (
    <WebPhoneContext value={value}>
      {children}
      {chosen ? (
        <Suspense>
          <PhoneDock key={chosen.phone.id} {...chosen} wanted={wanted} onOff={forget} />
        </Suspense>
      ) : null}
    </WebPhoneContext>
  );
}

function restore(): Chosen | undefined {
  const kept = window.localStorage.getItem(storeKey);
  const phone: unknown = kept === null ? undefined : JSON.parse(kept);
  return isPhone(phone) ? { phone, isFresh: false } : undefined;
}

const isPhone = (value: unknown): value is ChosenPhone =>
  typeof value === 'object' && value !== null && 'id' in value && /^\d+$/.test(String(value.id)) && 'number' in value;
