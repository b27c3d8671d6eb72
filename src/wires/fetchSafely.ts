import { type ClientRequest, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { type Attempt, answerLengthMax } from '../core/wires/hookRetry.ts';
import { type HookTarget, readHookUrl } from '../core/wires/hookUrl.ts';
import { isSameAddress } from '../core/wires/publicAddress.ts';
import { problemOf } from './problems.ts';
import type { WirePolicy } from './wire.ts';

export type SafeRequest = {
  readonly url: string;
  readonly doesAllowHttp: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** For everything: the name, the connection, the answer. Milliseconds. */
const patience = 10_000;
/** So much of an answer is read; the rest is cut off. Bytes. */
const answerBytes = 16 * 1024;

/**
 * Posts to an address that somebody typed, and the only code that may. The name is looked up, every address of it is checked,
 * and the connection is made to just those: what the name says a moment later does not matter (DNS rebinding). Redirects are
 * not followed, and time and size have bounds. Answers what happened; never throws for what the other side does.
 */
export async function fetchSafely(policy: WirePolicy, wanted: SafeRequest, patienceMilliseconds = patience): Promise<Attempt> {
  const began = performance.now();
  const spent = (): number => Math.round(performance.now() - began);
  const no = (problem: string): Attempt => ({ milliseconds: spent(), problem, answer: '' });
  const read = readHookUrl(wanted.url, wanted);
  if (!read.ok) return no(read.problem);
  const deadline = AbortSignal.timeout(patienceMilliseconds);
  try {
    const addresses = await before(deadline, addressesOf(policy, read.target));
    const closed = addresses.find((address) => !policy.mayConnect(address));
    if (addresses.length === 0) return no(`There is no machine of the name ${read.target.host}.`);
    if (closed !== undefined)
      return no(`${read.target.host} leads to ${closed}, which is not an address on the internet. Nothing was sent.`);
    const { status, text } = await before(deadline, post(read.target, addresses, wanted, deadline));
    return { status, milliseconds: spent(), problem: statusProblem(status), answer: printable(text) };
  } catch (error) {
    return no(deadline.aborted ? `No answer within ${patienceMilliseconds / 1000} seconds.` : problemOf(error));
  }
}

async function addressesOf(policy: WirePolicy, { host, isAddress }: HookTarget): Promise<readonly string[]> {
  return isAddress ? [host] : policy.resolve(host);
}

/** A resolver that says nothing does not hold us up, nor an answer of which Node tells nothing. */
function before<T>(deadline: AbortSignal, work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    deadline.addEventListener('abort', () => reject(deadline.reason), { once: true });
  });
  return Promise.race([work, late]);
}

type Answer = { readonly status: number; readonly text: string };

function post(target: HookTarget, addresses: readonly string[], wanted: SafeRequest, signal: AbortSignal): Promise<Answer> {
  const body = Buffer.from(wanted.body, 'utf8');
  const usual = target.isSecure ? 443 : 80;
  const name = target.isAddress && target.host.includes(':') ? `[${target.host}]` : target.host;
  return new Promise<Answer>((resolve, reject) => {
    const send = target.isSecure ? secureRequest : plainRequest;
    const request: ClientRequest = send({
      ...{ host: target.host, port: target.port, path: target.path, method: 'POST' },
      ...(target.isSecure && !target.isAddress && { servername: target.host }),
      headers: {
        ...wanted.headers,
        host: target.port === usual ? name : `${name}:${target.port}`,
        'content-length': String(body.length),
        connection: 'close',
      },
      // No pool: a connection that was made for one request is never used for another.
      agent: false,
      lookup: pinned(addresses),
      maxHeaderSize: answerBytes,
      signal,
    });
    request.once('socket', (socket) =>
      socket.once('connect', () => {
        const { remoteAddress = '' } = socket;
        const isChecked = addresses.some((address) => isSameAddress(address, remoteAddress));
        if (!isChecked) socket.destroy(new Error(`connected to ${remoteAddress}, which was not checked`));
      }),
    );
    request.on('error', reject);
    // 101: another protocol, which nobody here speaks.
    request.once('upgrade', (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, text: '' });
    });
    request.once('response', (response) => {
      const pieces: Buffer[] = [];
      let size = 0;
      const end = (): void =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(pieces).subarray(0, answerBytes).toString('utf8') });
      response.on('data', (piece: Buffer) => {
        pieces.push(piece);
        size += piece.length;
        if (size < answerBytes) return;
        end();
        request.destroy();
      });
      response.once('end', end);
      response.on('error', reject);
    });
    request.end(body);
  });
}

/** Answers every question for a name with the addresses that were checked. */
function pinned(addresses: readonly string[]): LookupFunction {
  const known = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  return (_host, options, done) => {
    if (options.all) done(null, known);
    else done(null, known[0]?.address ?? '', known[0]?.family ?? 4);
  };
}

function statusProblem(status: number): string {
  if (status >= 200 && status < 300) return '';
  if (status >= 300 && status < 400)
    return `It answered ${status}, a redirect. Redirects are not followed: type the last address.`;
  return `It answered ${status}.`;
}

/** The first characters of an answer, without what cannot be printed. */
const printable = (text: string): string =>
  text
    .replace(/[\s\p{Cc}\p{Cf}\ufffd]+/gu, ' ')
    .trim()
    .slice(0, answerLengthMax);
