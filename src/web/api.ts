import {
  keepPreviousData,
  type QueryKey,
  type UseMutationResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type * as z from 'zod';
import { Refusal, type RefusalCode, refusals } from '../core/base/refusal.ts';
import { problemSchema } from '../http/contract/common.ts';
import type { AnswerOf, BodyOf, EndpointOptions, ParamsOf, QueryOf } from '../http/contract/endpoint.ts';

type Part<Name extends string, Value> = undefined extends Value
  ? unknown
  : Record<string, never> extends Value
    ? { readonly [name in Name]?: Value }
    : { readonly [name in Name]: Value };
/** What a caller of this endpoint sends: path parameters, query and body, as the contract has them. */
export type Sent<E extends EndpointOptions> = Part<'params', ParamsOf<E>> & Part<'query', QueryOf<E>> & Part<'body', BodyOf<E>>;
type Loose = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
};

const base = '/api/v1';

/** Calls an endpoint. Throws `Refusal` for an expected "no" (with faults at fields), `Error` when the server cannot be reached or understood. */
export async function call<E extends EndpointOptions>(endpoint: E, sent: Sent<E>, signal?: AbortSignal): Promise<AnswerOf<E>> {
  const answer = await request(endpoint, sent as Loose, signal);
  const parsed = (endpoint.response as z.ZodType<AnswerOf<E>>).safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new Error('The server answers in a way that this page does not know. Load the page again.', { cause: parsed.error });
}

async function request(endpoint: EndpointOptions, sent: Loose, signal?: AbortSignal): Promise<unknown> {
  const response = await reach(addressOf(endpoint, sent), {
    method: endpoint.method,
    credentials: 'same-origin',
    headers: { accept: 'application/json', ...(sent.body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
    ...(signal ? { signal } : {}),
  });
  const text = await response.text();
  if (response.ok) return text === '' ? {} : JSON.parse(text);
  throw refusalOf(response.status, text);
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new Error('The panel’s server does not answer. Check the connection; nothing was saved.', { cause: error });
  }
}

function addressOf(endpoint: EndpointOptions, { params = {}, query = {} }: Loose): string {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined && value !== '') search.set(name, String(value));
  const tail = search.toString();
  return `${base}${path}${tail === '' ? '' : `?${tail}`}`;
}

function refusalOf(status: number, text: string): Error {
  const problem = problemSchema.safeParse(readJson(text));
  if (!problem.success) return new Error(`The server answered with an error (${status}). Try again; the log says more.`);
  const { code, message, faults } = problem.data;
  return isRefusalCode(code) ? new Refusal(code, { message, faults }) : new Error(message);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const isRefusalCode = (code: string): code is RefusalCode => Object.hasOwn(refusals, code);

/** Where the answer is kept in the cache. */
export const keyOf = (endpoint: EndpointOptions, sent: object = {}): QueryKey => [endpoint.path, sent];

/** The answer of a GET endpoint, cached and refetched by react-query. */
export function useAnswer<E extends EndpointOptions>(
  endpoint: E,
  sent: Sent<E>,
  options: { readonly enabled?: boolean; readonly refetchInterval?: number; readonly keep?: boolean } = {},
) {
  return useQuery<AnswerOf<E>, Error>({
    queryKey: keyOf(endpoint, sent as object),
    queryFn: ({ signal }) => call(endpoint, sent, signal),
    enabled: options.enabled ?? true,
    refetchInterval: options.refetchInterval ?? false,
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
  });
}

type PageAnswer<T> = { readonly items: readonly T[]; readonly next?: string | undefined };

/** All pages loaded so far of a list with keyset paging; a `DataTable` takes the answer as it is. */
export function usePages<T>(endpoint: EndpointOptions & { readonly response: z.ZodType<PageAnswer<T>> }, sent: Loose) {
  const pages = useInfiniteQuery({
    queryKey: keyOf(endpoint, sent),
    queryFn: ({ signal, pageParam }) => callPage(endpoint, sent, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
  return {
    rows: pages.data?.pages.flatMap((page) => page.items),
    error: pages.error,
    isMore: pages.hasNextPage,
    isLoadingMore: pages.isFetchingNextPage,
    onMore: () => void pages.fetchNextPage(),
    onRetry: () => void pages.refetch(),
  };
}

/** One page of a list after a cursor; the empty cursor is the first page. */
export async function callPage<T>(
  endpoint: EndpointOptions & { readonly response: z.ZodType<PageAnswer<T>> },
  sent: Loose,
  after: string,
  signal?: AbortSignal,
): Promise<PageAnswer<T>> {
  const query = { ...sent.query, ...(after === '' ? {} : { after }) };
  return endpoint.response.parse(await request(endpoint, { ...sent, query }, signal));
}

/** Sends to an endpoint that changes something; afterwards everything on screen is asked again (main.tsx). */
export function useSend<E extends EndpointOptions>(endpoint: E): UseMutationResult<AnswerOf<E>, Error, Sent<E>> {
  return useMutation({ mutationFn: (sent: Sent<E>) => call(endpoint, sent) });
}

/**
 * Sends or asks for what must not stay in memory, such as a card's number: react-query keeps what a mutation sent and was
 * answered for minutes, this keeps nothing. Afterwards, too, everything on screen is asked again.
 */
export function useSecretSend<E extends EndpointOptions>(endpoint: E): (sent: Sent<E>) => Promise<AnswerOf<E>> {
  const client = useQueryClient();
  return async (sent) => {
    try {
      return await call(endpoint, sent);
    } finally {
      void client.invalidateQueries();
    }
  };
}

/** Sends bytes to an endpoint that takes application/octet-stream; the path stands below `/api/v1`. Throws as `call` does. */
export async function sendBytes(path: `/${string}`, bytes: Blob): Promise<void> {
  const response = await reach(`${base}${path}`, {
    method: 'PUT',
    credentials: 'same-origin',
    headers: { accept: 'application/json', 'content-type': 'application/octet-stream' },
    body: bytes,
  });
  if (!response.ok) throw refusalOf(response.status, await response.text());
}

/** Where a file of the API is saved from, for links. */
export const fileAddress = (endpoint: EndpointOptions, sent: object): string => addressOf(endpoint, sent as Loose);
