import type { Attempt, CallRequest } from './call.ts';

/** The phones that a call comes from and may ring. Who passes a call on is not on the phone. */
export function phonesOf(request: CallRequest, attempts: readonly Attempt[]): readonly string[] {
  const rung = attempts.flatMap((attempt): readonly string[] => {
    if (attempt.kind === 'phone') return [attempt.networkNumber];
    if (attempt.kind !== 'group') return [];
    return attempt.members.flatMap((one) => (one.kind === 'phone' ? [one.networkNumber] : []));
  });
  return [...new Set([...callingPhone(request), ...rung])];
}

/** The phones of a call that was answered: the one it comes from, and the one that took it. */
export const talkingPhones = (
  phones: readonly string[],
  callingNumber: string | undefined,
  answeredBy: string | undefined,
): readonly string[] => phones.filter((one) => one === callingNumber || one === answeredBy);

export const callingPhone = (request: CallRequest): readonly string[] =>
  request.incoming || request.forwarded ? [] : [request.callerNumber];
