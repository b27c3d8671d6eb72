import type * as z from 'zod';
import type { Permission } from '../../core/access/permission.ts';
import type { PortalAccess } from '../../core/access/portal.ts';

/**
 * `public` = anybody; `signed_in` = any staff user or API key; `myself` = any staff user, on what is theirs alone, also while
 * the sign-in still owes something; `portal` = a customer in the portal, or staff who looks at it; `portal_change` = the customer
 * alone; otherwise the permission that is needed.
 */
export type Access = PanelAccess | PortalAccess;
export type PanelAccess = Permission | 'public' | 'signed_in' | 'myself';

type Schema = z.ZodType;

export type EndpointOptions = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api/v1`, with `:name` for parameters. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly tag: string;
  readonly access: Access;
  /** Refused to API keys of every level. */
  readonly isForPeople?: true;
  readonly params?: Schema;
  readonly query?: Schema;
  readonly body?: Schema;
  readonly response: Schema;
  /** 200 unless something is made. */
  readonly status?: 200 | 201 | 202;
};

/** One endpoint: what validates its requests, describes it in OpenAPI and types the panel's calls. */
export function endpoint<const E extends EndpointOptions>(options: E): E {
  return options;
}

type InputOf<S> = S extends Schema ? z.input<S> : undefined;
/** What a caller sends. */
export type ParamsOf<E extends EndpointOptions> = InputOf<E['params']>;
export type QueryOf<E extends EndpointOptions> = InputOf<E['query']>;
export type BodyOf<E extends EndpointOptions> = InputOf<E['body']>;
/** What a caller receives. */
export type AnswerOf<E extends EndpointOptions> = z.output<E['response']>;
