import { Secret, TOTP } from 'otpauth';
import type { Totp } from '../core/base/safe.ts';

/** RFC 6238 §4 and §5.2: 30 seconds, one step either way for clocks that are a little off and people who type slowly. */
const period = 30;
const window = 1;
/** 160 bits, as RFC 4226 §4 recommends. */
const secretBytes = 20;

export const totp: Totp = {
  newSecret: () => new Secret({ size: secretBytes }).base32,
  uri: (secret, issuer, label) => made(secret, { issuer, label }).toString(),
  stepOf: (secret, code, at) => {
    const delta = made(secret).validate({ token: code, timestamp: at, window });
    return delta === null ? undefined : TOTP.counter({ period, timestamp: at }) + delta;
  },
};

function made(secret: string, names: { readonly issuer?: string; readonly label?: string } = {}): TOTP {
  return new TOTP({ ...names, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period });
}
