import type { Safe } from '../../core/base/safe.ts';

/** The key that an attempt is known by, here and at the gateway. */
export const newChargeKey = (safe: Safe): string => `vsp-${Buffer.from(safe.randomBytes(15)).toString('hex')}`;
