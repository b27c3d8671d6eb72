/** What went wrong on the way, by the codes of Node, OpenSSL and c-ares, in words for people. */
const sentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'The machine refuses connections at this port.',
  ECONNRESET: 'The connection was cut before there was an answer.',
  EPIPE: 'The connection was cut while we were sending.',
  EHOSTUNREACH: 'There is no way to this machine.',
  ENETUNREACH: 'There is no way to this network.',
  ETIMEDOUT: 'The machine does not answer.',
  ETIMEOUT: 'The name could not be looked up in time.',
  ESERVFAIL: 'The name could not be looked up: its name server fails.',
  EREFUSED: 'The name could not be looked up: the name server refuses.',
  CERT_HAS_EXPIRED: 'Its certificate has expired.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'Its certificate is for another name.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'Its certificate is signed by itself; nobody vouches for it.',
  SELF_SIGNED_CERT_IN_CHAIN: 'Its certificate comes from somebody whom this machine does not know.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'Its certificate comes from somebody whom this machine does not know.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'Its certificate comes without the one that vouches for it.',
  HPE_HEADER_OVERFLOW: 'Its answer has too long a head.',
};

/** One sentence for what a connection failed with; never what the other side wrote. */
export function problemOf(error: unknown): string {
  const causes = error instanceof AggregateError ? error.errors : [error];
  const code = causes.map(codeOf).find((one) => one !== '') ?? '';
  return sentences[code] ?? (code === '' ? 'The connection failed.' : `The connection failed (${code}).`);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^[A-Z0-9_]+$/.test(error.code)
    ? error.code
    : '';
}
