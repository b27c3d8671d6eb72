import type { CallHandlers } from '../engine.ts';
import type { AmiMessage } from './amiMessage.ts';
import { type Bans, type BansOptions, openBans } from './bans.ts';
import { loginLogPath } from './configuration.ts';
import { failureOfEvent } from './loginFailures.ts';
import { type LoginLog, openLoginLog } from './loginLog.ts';

/** Tells who is not let in, and keeps the banned out. */
export type Guard = Bans & {
  readonly start: (handlers: Pick<CallHandlers, 'notLetIn'>) => void;
  /** SIP's failures come as events of the manager. */
  readonly onEvent: (event: AmiMessage) => void;
};

/** `folder`: that of the instance, whose log tells the failures of IAX2. */
export function openGuard(options: BansOptions & { readonly folder: string }): Guard {
  const { folder, ami, now, log } = options;
  const bans = openBans(options);
  let loginLog: LoginLog | undefined;
  let told: CallHandlers['notLetIn'];
  return {
    ...bans,
    start: ({ notLetIn }) => {
      told = notLetIn;
      loginLog = openLoginLog({
        ...{ file: loginLogPath(folder), now, log },
        handle: (failures) => told?.(failures),
        reopen: async () => {
          const manager = ami();
          if (!manager) throw new Error('Asterisk is not connected');
          await manager.ask({ Action: 'Reload', Module: 'logger' });
        },
      });
    },
    onEvent: (event) => {
      const failure = failureOfEvent(event, now());
      if (failure) told?.([failure]);
    },
    stop: async () => {
      await Promise.all([loginLog?.stop(), bans.stop()]);
    },
  };
}
