import type { Problem } from '../http/contract/common.ts';
import type { AnswerOf, EndpointOptions } from '../http/contract/endpoint.ts';

type Parts = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

/** A client of the public API, as a story's operator uses it: keeps the session cookie. */
export type ApiClient = {
  readonly base: string;
  /** The answer; throws an Error with the refusal's code and message otherwise. */
  readonly call: <E extends EndpointOptions>(endpoint: E, parts?: Parts) => Promise<AnswerOf<E>>;
  /** The answer as it came, for what is no JSON. */
  readonly bytes: (endpoint: EndpointOptions, parts?: Parts) => Promise<Buffer>;
  /** The problem of a request that must fail. */
  readonly refused: (endpoint: EndpointOptions, parts?: Parts) => Promise<Problem & { readonly status: number }>;
};

export function apiClient(base: string): ApiClient {
  let cookie = '';
  const send = async (endpoint: EndpointOptions, { params = {}, query = {}, body }: Parts): Promise<Response> => {
    const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
    const search = new URLSearchParams(query).toString();
    const response = await fetch(`${base}/api/v1${path}${search ? `?${search}` : ''}`, {
      method: endpoint.method,
      headers: { ...(cookie && { cookie }), ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const set = response.headers.getSetCookie()[0];
    if (set) cookie = set.split(';')[0] ?? '';
    return response;
  };
  return {
    base,
    call: async (endpoint, parts = {}) => {
      const response = await send(endpoint, parts);
      const answer = (await response.json()) as never;
      if (!response.ok) throw new Error(`${endpoint.method} ${endpoint.path}: ${response.status} ${JSON.stringify(answer)}`);
      return answer;
    },
    bytes: async (endpoint, parts = {}) => Buffer.from(await (await send(endpoint, parts)).arrayBuffer()),
    refused: async (endpoint, parts = {}) => {
      const response = await send(endpoint, parts);
      if (response.ok) throw new Error(`${endpoint.method} ${endpoint.path} was not refused: ${await response.text()}`);
      return { ...((await response.json()) as Problem), status: response.status };
    },
  };
}
