import { systemActor } from '../../core/access/permission.ts';
import { type ActionContext, run } from '../run.ts';
import { addSandboxRefund } from './addSandboxRefund.ts';
import { addToSandbox } from './addToSandbox.ts';
import { countSandboxAsk } from './countSandboxAsk.ts';
import { findInSandbox } from './findInSandbox.ts';

/** The books of the sandbox gateway (gateways/sandbox/sandbox.ts), kept in the panel's own database. */
export function sandboxBooks(context: ActionContext) {
  return {
    add: (charge: Parameters<typeof addToSandbox.perform>[1]) => run(context, systemActor, addToSandbox, charge),
    find: (key: string) => run(context, systemActor, findInSandbox, key),
    countAsk: async (key: string) => void (await run(context, systemActor, countSandboxAsk, key)),
    addRefund: async (chargeKey: string, refund: { readonly key: string; readonly amount: string }) =>
      void (await run(context, systemActor, addSandboxRefund, { chargeKey, refund })),
  };
}
