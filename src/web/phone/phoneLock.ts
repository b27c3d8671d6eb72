const lockName = 'vsppanel-phone';

/**
 * Of all windows of this browser one is the phone (Web Locks API). Answers what gives it back; undefined = another window has it.
 * `isTaken`: it is taken from there. `onLost` hears when another window takes it from here.
 */
export function holdPhoneLock(isTaken: boolean, onLost: () => void): Promise<(() => void) | undefined> {
  // Absent outside secure contexts, where there is no microphone either.
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) return Promise.resolve(() => undefined);
  return new Promise((answer) => {
    const held = locks.request(lockName, isTaken ? { steal: true } : { ifAvailable: true }, (lock) => {
      if (lock) return new Promise<void>((release) => answer(release));
      answer(undefined);
      return undefined;
    });
    held.catch(onLost);
  });
}
