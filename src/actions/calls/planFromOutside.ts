import type { Id } from '../../core/base/id.ts';
import { type DialPlan, normaliseNumber } from '../../core/base/phone.ts';
import type { Instant } from '../../core/base/time.ts';
import type { CallRequest, Incoming } from '../../core/calls/call.ts';
import type { Caller } from '../../core/calls/caller.ts';
import type { MatchedRate, Planned } from '../../core/calls/planCall.ts';
import { planIncoming } from '../../core/calls/planIncoming.ts';
import { destinationAt } from '../../core/routing/incomingNumber.ts';
import type { RecordingAnnouncement } from '../../core/routing/recordingWish.ts';
import type { RingGroup } from '../../core/routing/ringGroup.ts';
import type { FoundIncoming } from '../../db/reads/incomingCalls.ts';
import { notePlan, type PhonesInUse } from './notePlan.ts';

/** What a call from a provider looks at. */
export type IncomingCopies = {
  readonly settings: () => { readonly dialPlan: DialPlan; readonly recordingAnnouncement: RecordingAnnouncement };
  readonly phones?: PhonesInUse;
  readonly caller: (number: string) => Promise<Caller | undefined>;
  readonly incoming: (number: string) => Promise<FoundIncoming | undefined>;
  readonly inboundRate: (rateId: Id, at: Instant) => Promise<MatchedRate>;
  readonly ringGroup: (accountId: Id, ringGroupId: string) => Promise<RingGroup | undefined>;
  readonly siblings: (number: string) => Promise<readonly string[]>;
};

/** Plans a call that a provider brings; `owner` is the customer number of the account that pays for it. */
export async function planFromOutside(
  copies: IncomingCopies,
  request: CallRequest & { readonly incoming: Incoming },
): Promise<{ readonly owner: Caller | undefined; readonly planned: Planned }> {
  const found = await findDialled(copies, request);
  const accountId = found?.number.accountId;
  if (!found || accountId === undefined || found.customerNumber === undefined) {
    const world = { number: found?.number, destination: undefined, owner: undefined, phones: [], group: undefined };
    return { owner: undefined, planned: planIncoming(request, { ...world, matched: undefined }) };
  }
  const destination = destinationAt(found.number, request.at);
  const [phones, group, matched] = await Promise.all([
    phonesOf(copies, found.phones),
    destination.kind === 'ring_group' ? copies.ringGroup(accountId, destination.ringGroupId) : undefined,
    found.rateId === undefined ? undefined : copies.inboundRate(found.rateId, request.at),
  ]);
  const customer = phones.find(({ number }) => number === found.customerNumber);
  const owner = customer && withoutNumberLimit(customer);
  const world = { number: found.number, destination, owner, phones, group, matched };
  const { recordingAnnouncement } = copies.settings();
  const callsAt = (number: string) => copies.phones?.callsAt(number, request.callId) ?? 0;
  return { owner, planned: notePlan(copies, request, planIncoming(request, { ...world, recordingAnnouncement, callsAt })) };
}

/** The phones with these numbers, as far as they are known. */
export async function phonesOf(copies: Pick<IncomingCopies, 'caller'>, numbers: readonly string[]): Promise<readonly Caller[]> {
  const found = await Promise.all(numbers.map((number) => copies.caller(number)));
  return found.flatMap((one) => one ?? []);
}

/** The number as it was dialled, else that of the To header. */
async function findDialled(copies: IncomingCopies, { dialled, incoming }: CallRequest & { readonly incoming: Incoming }) {
  const { dialPlan } = copies.settings();
  for (const typed of [dialled, incoming.toNumber]) {
    const normalised = normaliseNumber(typed, dialPlan);
    const found = normalised.ok ? await copies.incoming(normalised.number) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** A call to an incoming number is a call of the account, not of one phone. */
function withoutNumberLimit({ numberCallLimit: _limit, ...owner }: Caller): Caller {
  return owner;
}
