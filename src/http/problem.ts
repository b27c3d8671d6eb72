import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../core/base/refusal.ts';
import type { Problem } from './contract/common.ts';
import { statusOf } from './refusals.ts';

type Answer = { readonly status: number; readonly problem: Problem };

/** What callers see of an error; nothing of our insides. */
function answerTo(error: unknown): Answer {
  if (error instanceof Refusal) return { status: statusOf[error.code], problem: problemOf(error) };
  if (isBadData(error)) return { status: 400, problem: problemOf(new Refusal('invalid_input')) };
  const status = statusIn(error);
  if (status === undefined) return { status: 500, problem: { code: 'internal', message: broken, faults: [] } };
  return {
    status,
    problem: { code: 'invalid_input', message: messages[status] ?? 'This request cannot be understood.', faults: [] },
  };
}

/** Fastify's error handler: the answer, and a line in the log when it was us or the world that failed. */
export function handleError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const { status, problem } = answerTo(error);
  if (error instanceof Refusal && status >= 500) request.log.warn({ code: error.code, cause: error.cause }, 'refused for now');
  else if (status >= 500) request.log.error({ err: error, cause: error.cause }, 'request failed');
  else if (isBadData(error)) request.log.warn({ err: error }, 'the database refused a value that the contract let through');
  void reply.code(status).type('application/json; charset=utf-8').send(JSON.stringify(problem));
}

const broken = 'Something went wrong on our side. It has been noted; try again.';

const messages: Readonly<Record<number, string>> = {
  400: 'The request is not valid JSON.',
  404: 'There is nothing at this address.',
  405: 'This address does not know that method.',
  413: 'The request is too large.',
  415: 'Send the request as application/json.',
};

function problemOf(refusal: Refusal): Problem {
  return { code: refusal.code, message: refusal.message, faults: [...refusal.faults] };
}

/** Fastify's own refusals of malformed requests carry a status below 500. */
function statusIn(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return undefined;
  const { statusCode } = error;
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : undefined;
}

/** SQLSTATE class 22 (data exception): a value that no type of ours can hold, such as a date of the year 0. */
function isBadData(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^22\w{3}$/.test(error.code)
  );
}
