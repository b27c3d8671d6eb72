import type { StaffLevel } from '../../core/access/permission.ts';
import { type Scope, scopesBeyond } from '../../core/access/scope.ts';
import type { Id } from '../../core/base/id.ts';
import { fieldRefusal } from '../../core/base/refusal.ts';
import { formatInstant, type Instant } from '../../core/base/time.ts';
import { areNetworksWithin, insertApiKey, readNetworks } from '../../db/tables/apiKeys.ts';
import { action, done, nameOf, type Work } from '../action.ts';

export type AddApiKey = {
  readonly name: string;
  readonly level: StaffLevel;
  readonly expiresAt: Instant | null;
  /** Left out or null = all that the level may. */
  readonly scopes?: readonly Scope[] | null;
  /** Where it may be used from, as CIDR; left out or empty = anywhere. */
  readonly networks?: readonly string[];
};

/** Makes a key for a machine. It is told once; the table keeps its hash and its first letters. No key makes one that may more. */
export const addApiKey = action<AddApiKey, { readonly id: Id; readonly key: string }>(
  'api_key.add',
  'api_key.change',
  async (work, { name, level, expiresAt, scopes = null, networks = [] }) => {
    if (expiresAt !== null && expiresAt <= work.now)
      throw fieldRefusal('invalid_input', 'expiresAt', 'The key would have expired already.');
    if (scopes?.length === 0) throw fieldRefusal('invalid_input', 'scopes', 'Choose what the key may be used for.');
    const places = await readNetworks(work.tx, networks);
    if (places === undefined)
      throw fieldRefusal(
        'invalid_input',
        'networks',
        'One of these is no address or network, such as 192.0.2.7 or 192.0.2.0/24.',
      );
    await refuseMore(work, { expiresAt, scopes, networks: places });
    const key = `vsp_${Buffer.from(work.safe.randomBytes(32)).toString('base64url')}`;
    const id = await insertApiKey(work.tx, {
      ...{ name, level, scopes, networks: places, createdBy: nameOf(work.doer) },
      keyHash: work.safe.sha256(key),
      hint: key.slice(0, 8),
      createdAt: formatInstant(work.now),
      expiresAt: expiresAt && formatInstant(expiresAt),
    });
    return done({ id, key }, { detail: { apiKeyId: id, name, level, scopes, networks: places } });
  },
);

type Reach = Required<Pick<AddApiKey, 'expiresAt' | 'scopes' | 'networks'>>;

/** A key that makes keys gives away only what it has itself: scopes, time, places. */
async function refuseMore(work: Work, wished: Reach): Promise<void> {
  const { doer } = work;
  if (doer.kind !== 'api_key') return;
  const beyond = scopesBeyond(wished.scopes, doer.scopes ?? null);
  if (beyond.length > 0)
    throw fieldRefusal('invalid_input', 'scopes', `The key that you use has not the scope ${beyond[0]} itself.`);
  const end = doer.expiresAt ?? null;
  if (end !== null && (wished.expiresAt === null || wished.expiresAt > end))
    throw fieldRefusal('invalid_input', 'expiresAt', 'The key that you use expires earlier.');
  const own = doer.networks ?? [];
  if (own.length > 0 && !(await areNetworksWithin(work.tx, wished.networks, own)))
    throw fieldRefusal('invalid_input', 'networks', 'The key that you use may not be used from all of these places itself.');
}
