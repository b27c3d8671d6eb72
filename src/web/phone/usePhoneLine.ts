import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { openMicrophone } from './microphone.ts';
import type { LineParts } from './phoneCalls.ts';
import { openPhoneLine, type PhoneLine } from './phoneLine.ts';
import { idlePhone, type PhoneState } from './phoneState.ts';
import { openSipAgent } from './sipAgent.ts';

type Given = Pick<LineParts, 'open' | 'keep' | 'close'>;
export type UsedLine = {
  readonly line: PhoneLine;
  readonly state: PhoneState;
  /** Where the other side is heard. */
  readonly sound: React.RefObject<HTMLAudioElement | null>;
  /** The chosen one; empty = the usual one. */
  readonly microphone: string;
  readonly chooseMicrophone: (id: string) => void;
};

/** A third of what a login lasts, so that one lost question ends nothing. Milliseconds. */
const keepMilliseconds = 300_000;

/** A line that lives as long as the component, and ends with the page. What it is given at first counts. */
export function usePhoneLine(given: Given): UsedLine {
  const sound = useRef<HTMLAudioElement | null>(null);
  const chosen = useRef('');
  const [microphone, setMicrophone] = useState('');
  const first = useRef(given);
  const line = useMemo(
    () =>
      openPhoneLine({
        ...first.current,
        connect: openSipAgent,
        microphone: () => openMicrophone(chosen.current),
        hear: (stream) => {
          if (sound.current) sound.current.srcObject = stream ?? null;
        },
        now: () => Date.now(),
      }),
    [],
  );
  const state = useSyncExternalStore(line.subscribe, line.state, () => idlePhone);
  useEffect(() => {
    const keep = () => void line.keep();
    const timer = setInterval(keep, keepMilliseconds);
    window.addEventListener('pagehide', line.drop);
    window.addEventListener('online', keep);
    document.addEventListener('visibilitychange', keep);
    return () => {
      clearInterval(timer);
      window.removeEventListener('pagehide', line.drop);
      window.removeEventListener('online', keep);
      document.removeEventListener('visibilitychange', keep);
      line.drop();
    };
  }, [line]);
  const chooseMicrophone = (id: string) => {
    chosen.current = id;
    setMicrophone(id);
    void line.changeMicrophone();
  };
  return { line, state, sound, microphone, chooseMicrophone };
}
