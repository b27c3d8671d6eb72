import { createHash, createPrivateKey, createPublicKey, hkdfSync, sign, verify } from 'node:crypto';
import type { LedgerKey } from '../core/base/safe.ts';

/** PKCS #8 head of an Ed25519 private key (RFC 8410 §7); the 32 bytes of the key follow. */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Derived from the instance's sealing secret, so that a restored backup of the secrets folder can check and go on sealing. */
export function ledgerKeyOf(sealSecret: string): LedgerKey {
  const seed = Buffer.from(hkdfSync('sha256', sealSecret, '', 'vsppanel ledger seals', 32));
  const secret = createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' });
  const open = createPublicKey(secret);
  const id = createHash('sha256')
    .update(open.export({ format: 'der', type: 'spki' }))
    .digest('hex')
    .slice(0, 16);
  return {
    id,
    sign: (hash) => sign(null, hash, secret),
    isSigned: (hash, signature) => verify(null, hash, open, signature),
  };
}
