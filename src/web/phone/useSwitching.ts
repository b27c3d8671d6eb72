import { useEffect, useRef, useState } from 'react';
import { openMicrophone } from './microphone.ts';
import type { PhoneLine } from './phoneLine.ts';
import { holdPhoneLock } from './phoneLock.ts';

/** Switches the line on with the page, in one window only. `isFresh`: asks for the microphone before somebody calls. */
export function useSwitching(line: PhoneLine, isFresh: boolean) {
  const release = useRef<() => void>(() => undefined);
  const [isElsewhere, setIsElsewhere] = useState(false);
  const start = async (isTaken: boolean, isAsked: boolean): Promise<void> => {
    release.current();
    const given = await holdPhoneLock(isTaken, () => {
      line.drop();
      setIsElsewhere(true);
    });
    setIsElsewhere(given === undefined);
    if (!given) return;
    release.current = given;
    // A phone that could not answer must not ring.
    if (isAsked) {
      const opened = await openMicrophone('');
      if (!opened.ok) return line.fail(opened.fault);
      for (const track of opened.stream.getTracks()) track.stop();
    }
    await line.switchOn();
  };
  useEffect(() => {
    void start(false, isFresh);
    return () => release.current();
    // Once, with the page.
  }, [line]);
  return {
    isElsewhere,
    take: () => void start(true, true),
    off: async () => {
      release.current();
      // What another window does is not ended from here.
      if (!isElsewhere) await line.switchOff();
    },
  };
}
