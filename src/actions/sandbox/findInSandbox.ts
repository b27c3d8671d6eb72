import type { SandboxCharge } from '../../core/payments/sandboxCards.ts';
import { findSandboxCharge } from '../../db/tables/sandboxCharges.ts';
import { action, done } from '../action.ts';

/** What the sandbox remembers of an attempt; its key is its secret. */
export const findInSandbox = action<string, SandboxCharge | undefined>('sandbox.find', 'anyone', async (work, key) =>
  done(await findSandboxCharge(work.tx, key), null),
);
