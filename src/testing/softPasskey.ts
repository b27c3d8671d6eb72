import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { PasskeyAnswer } from '../core/base/safe.ts';

type Options = { readonly challenge: string };
export type SoftPasskeyOptions = {
  readonly origin: string;
  readonly rpId?: string;
  readonly isVerified?: boolean;
  readonly counter?: number;
};

/** A device with one passkey, in software: what a browser and its key would answer (WebAuthn Level 3 §6.1, §6.5, §8.7). */
export function softPasskey() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const credentialId = randomBytes(32);
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const id = credentialId.toString('base64url');
  const answer = (response: Record<string, Buffer>): PasskeyAnswer => ({
    id,
    rawId: id,
    type: 'public-key',
    response: Object.fromEntries(
      Object.entries(response).map(([name, bytes]) => [name, bytes.toString('base64url')]),
    ) as PasskeyAnswer['response'],
  });
  return {
    make: ({ challenge }: Options, where: SoftPasskeyOptions): PasskeyAnswer => {
      const coseKey = map([
        [unsigned(1), unsigned(2)],
        [unsigned(3), negative(-7)],
        [negative(-1), unsigned(1)],
        [negative(-2), bytes(Buffer.from(x, 'base64url'))],
        [negative(-3), bytes(Buffer.from(y, 'base64url'))],
      ]);
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.of(0, credentialId.length), credentialId, coseKey]);
      const authData = Buffer.concat([authenticatorData(where, 0x40), attested]);
      const attestationObject = map([
        [text('fmt'), text('none')],
        [text('attStmt'), map([])],
        [text('authData'), bytes(authData)],
      ]);
      return answer({ clientDataJSON: clientData('webauthn.create', challenge, where.origin), attestationObject });
    },
    prove: ({ challenge }: Options, where: SoftPasskeyOptions): PasskeyAnswer => {
      const clientDataJSON = clientData('webauthn.get', challenge, where.origin);
      const data = authenticatorData(where, 0);
      const signed = Buffer.concat([data, createHash('sha256').update(clientDataJSON).digest()]);
      const signature = createSign('sha256').update(signed).sign(privateKey);
      return answer({ clientDataJSON, authenticatorData: data, signature });
    },
  };
}

function clientData(type: string, challenge: string, origin: string): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

/** Hash of the host name, flags (1 present, 4 verified), counter. */
function authenticatorData({ origin, rpId, isVerified = true, counter = 0 }: SoftPasskeyOptions, flags: number): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  const hash = createHash('sha256')
    .update(rpId ?? new URL(origin).hostname)
    .digest();
  return Buffer.concat([hash, Buffer.of(flags | 1 | (isVerified ? 4 : 0)), count]);
}

/** As much of CBOR (RFC 8949 §3) as a passkey speaks. */
function head(major: number, value: number): Buffer {
  if (value < 24) return Buffer.of((major << 5) | value);
  return value < 256 ? Buffer.of((major << 5) | 24, value) : Buffer.of((major << 5) | 25, value >> 8, value & 255);
}
const unsigned = (value: number): Buffer => head(0, value);
const negative = (value: number): Buffer => head(1, -1 - value);
const bytes = (value: Buffer): Buffer => Buffer.concat([head(2, value.length), value]);
const text = (value: string): Buffer => Buffer.concat([head(3, value.length), Buffer.from(value)]);
const map = (entries: readonly (readonly [Buffer, Buffer])[]): Buffer =>
  Buffer.concat([head(5, entries.length), ...entries.flat()]);
