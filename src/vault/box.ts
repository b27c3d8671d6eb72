import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const nonceLength = 12;
const tagLength = 16;

/**
 * AES-256-GCM (NIST SP 800-38D) with a random nonce and a 128-bit tag: version byte 1, nonce, tag, ciphertext.
 * `binding` says what is sealed and for which row; the same must be given to open it.
 */
export function sealBytes(key: Uint8Array, bytes: Uint8Array, binding: string): Uint8Array {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength });
  cipher.setAAD(Buffer.from(binding, 'utf8'));
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([Buffer.of(1), nonce, cipher.getAuthTag(), sealed]);
}

/** Throws when key, binding or any bit is not what it was. */
export function openBytes(key: Uint8Array, sealed: Uint8Array, binding: string): Uint8Array {
  const bytes = Buffer.from(sealed);
  if (bytes[0] !== 1 || bytes.length < 1 + nonceLength + tagLength) throw new Error('this is not a sealed secret');
  // Without authTagLength, Node would also take shorter tags, which can be guessed.
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + nonceLength), { authTagLength: tagLength });
  decipher.setAAD(Buffer.from(binding, 'utf8'));
  decipher.setAuthTag(bytes.subarray(1 + nonceLength, 1 + nonceLength + tagLength));
  return Buffer.concat([decipher.update(bytes.subarray(1 + nonceLength + tagLength)), decipher.final()]);
}
