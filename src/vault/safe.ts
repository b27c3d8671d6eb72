import { createHash, hkdfSync, randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { sipRealm } from '../core/accounts/account.ts';
import type { Safe } from '../core/base/safe.ts';
import { openBytes, sealBytes } from './box.ts';
import { isKnownPassword } from './knownPasswords.ts';
import { ledgerKeyOf } from './ledgerKey.ts';
import { passkeys } from './passkeys.ts';
import { totp } from './totp.ts';

/** Work factor of new password hashes: 32 MB and about 200 ms (OWASP password storage: N=2^15, r=8, p=3; measured 2026-11). */
const cost = { N: 32_768, r: 8, p: 3, maxmem: 64 * 1024 * 1024 } as const;

/** The real safe. `sealSecret` comes from the instance's secrets folder and never goes into the database. */
export function openSafe(sealSecret: string): Safe {
  if (sealSecret.length < 32) throw new Error('The sealing secret needs at least 32 characters.');
  const key = Buffer.from(hkdfSync('sha256', sealSecret, '', 'vsppanel provider secrets', 32));
  return {
    randomBytes: (count) => randomBytes(count),
    sha256: (text) => createHash('sha256').update(text).digest('hex'),
    hashPassword,
    isPassword,
    sipDigest: (number, secret) => createHash('md5').update(`${number}:${sipRealm}:${secret}`).digest('hex'),
    seal: (text, binding) => sealBytes(key, Buffer.from(text, 'utf8'), binding),
    open: (sealed, binding) => Buffer.from(openBytes(key, sealed, binding)).toString('utf8'),
    iaxKey: iaxKey(sealSecret),
    isKnownPassword,
    totp,
    passkeys,
    ledgerKey: ledgerKeyOf(sealSecret),
  };
}

/** Derived from the sealing secret; the supervisor gives the same to the engine's connection. Hex. */
export function iaxKey(sealSecret: string): string {
  return Buffer.from(hkdfSync('sha256', sealSecret, '', 'vsppanel iax secrets', 32)).toString('hex');
}

/** `scrypt$N$r$p$salt$hash`, so that the cost can rise without locking anybody out. */
async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64'), hash.toString('base64')].join('$');
}

async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, N, r, p, salt = '', hash = ''] = (stored ?? nobody).split('$');
  const given = await derive(password, Buffer.from(salt, 'base64'), { ...cost, N: Number(N), r: Number(r), p: Number(p) });
  const wanted = Buffer.from(hash, 'base64');
  return stored !== undefined && given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** A hash of nothing anybody knows: checking it takes as long as checking a real one. */
const nobody = ['scrypt', cost.N, cost.r, cost.p, Buffer.alloc(16).toString('base64'), Buffer.alloc(32).toString('base64')].join(
  '$',
);

function derive(password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, 32, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
