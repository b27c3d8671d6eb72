import type { FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { Action, Doer, Visitor } from '../actions/action.ts';
import type { SignedInCustomer } from '../actions/portal/findPortalUser.ts';
import type { SignedInStaff } from '../actions/staff/findSignedIn.ts';
import type { Actor } from '../core/access/permission.ts';
import type { PortalAccess } from '../core/access/portal.ts';
import { Refusal } from '../core/base/refusal.ts';
import type { Instant } from '../core/base/time.ts';
import type { Ask } from '../db/reads/ask.ts';
import type { ExportFolder } from '../files/exportFolder.ts';
import type { Gateways } from '../gateways/gateway.ts';
import type { SendMail } from '../mail/mail.ts';
import type { Printer } from '../print/printer.ts';
import type { Access, EndpointOptions } from './contract/endpoint.ts';

/** What endpoints work with; wired by main.ts. */
export type Door = {
  readonly act: <Input, Answer>(doer: Doer, action: Action<Input, Answer>, input: Input) => Promise<Answer>;
  readonly ask: Ask;
  readonly clock: () => Instant;
  /** What people type into their phones. */
  readonly phoneServer: { readonly address: string; readonly sipPort: number; readonly iaxPort: number };
  /** Asterisk's websocket on loopback; undefined while there is no engine. */
  readonly phoneSocketPort: number | undefined;
  /** The sound of a voicemail message; undefined when its file is gone. */
  readonly recording: (name: string) => Promise<Uint8Array | undefined>;
  /** Where browsers elsewhere find us, for links in letters and snippets; never taken from a request. Without a slash at its end. */
  readonly publicUrl: string;
  /** Why there are no calls and what to install; empty while there is an engine. */
  readonly engineAdvice: string;
  /** For the Test button; other letters go through their queue (jobs/sendLetters.ts). */
  readonly sendMail: SendMail;
  /** Opens pages to pay on, and reads what gateways say by themselves. Cards are charged by the back office. */
  readonly gateways: Gateways;
  /** Makes PDFs of invoices. */
  readonly printer: Printer;
  /** Where the files of calls lie that the back office writes. */
  readonly exports: Pick<ExportFolder, 'read'>;
};

export type Who = SignedInStaff | SignedInCustomer | (Actor & { readonly kind: 'api_key' }) | Visitor;

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;
export type Asked<E extends EndpointOptions> = {
  readonly params: Parsed<E['params']>;
  readonly query: Parsed<E['query']>;
  readonly body: Parsed<E['body']>;
  readonly who: WhoFor<E['access']>;
  readonly raw: FastifyRequest;
  readonly reply: FastifyReply;
};
/** `permit` has refused everybody else. */
type WhoFor<A extends Access> = A extends 'public'
  ? Who
  : A extends PortalAccess
    ? SignedInCustomer
    : A extends 'myself'
      ? SignedInStaff
      : Exclude<Who, Visitor | SignedInCustomer>;
type Answer<E extends EndpointOptions> = z.input<E['response']>;

export type Handler = {
  readonly endpoint: EndpointOptions;
  readonly handle: (asked: Asked<EndpointOptions>, door: Door) => Promise<unknown>;
};

/** Binds an endpoint of the contract to what answers it. */
export function on<const E extends EndpointOptions>(
  endpoint: E,
  handle: (asked: Asked<E>, door: Door) => Promise<Answer<E>>,
): Handler {
  // The server has parsed the request with this endpoint's own schemas by the time `handle` runs.
  return { endpoint, handle: handle as Handler['handle'] };
}

/** The value, or the refusal `not_found`. */
export function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Refusal('not_found');
  return value;
}

declare module 'fastify' {
  interface FastifyRequest {
    who: Who;
  }
}
