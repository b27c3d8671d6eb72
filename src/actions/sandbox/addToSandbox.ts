import type { SandboxCharge } from '../../core/payments/sandboxCards.ts';
import { addSandboxCharge } from '../../db/tables/sandboxCharges.ts';
import { action, done } from '../action.ts';

/** The sandbox gateway writes an attempt down; the same key twice is once. */
export const addToSandbox = action<SandboxCharge, SandboxCharge>('sandbox.add', 'payment_setting.change', async (work, charge) =>
  done(await addSandboxCharge(work.tx, charge), null),
);
