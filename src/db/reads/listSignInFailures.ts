import { attemptAllowedAt, throttleSeconds } from '../../core/access/signInThrottle.ts';
import { addSeconds, formatInstant, type Instant } from '../../core/base/time.ts';
import { rows, sql, type Tx } from '../sql.ts';

type FailureRow = { network: string; failures: number; most: number; names: number; lastAt: Instant };
export const signInDoors = ['panel', 'portal', 'api_key'] as const;
export type SignInDoor = (typeof signInDoors)[number];

/** Who failed to sign in within the last day, by network, the newest first, at most 100; and until when each of them waits. */
export async function listSignInFailures(tx: Tx, now: Instant) {
  const since = addSeconds(now, -throttleSeconds);
  const found = await rows<FailureRow>(
    tx,
    sql`select network, sum(tries)::int as failures, max(tries)::int as most, count(*)::int as names, max(last_at) as "lastAt"
          from (select network, user_name, count(*) as tries, max(at) as last_at
                  from sign_in_failure
                 where at > ${formatInstant(since)}
                 group by network, user_name) as by_name
         group by network
         order by max(last_at) desc
         limit 100`,
  );
  return found.map(({ network, failures, most, names, lastAt }) => {
    const none = { count: 0, lastAt: undefined };
    const waitsUntil = attemptAllowedAt({
      ...{ ofName: none, ofBoth: { count: most, lastAt } },
      ofNetwork: { count: failures, lastAt },
    });
    return {
      ...{ door: doorOf(network), network: network.replace(/^.* /, ''), failures, names, lastAt: formatInstant(lastAt) },
      ...(waitsUntil !== undefined && waitsUntil > now && { waitsUntil: formatInstant(waitsUntil) }),
    };
  });
}

/** What stands before the network says where it was tried (actions/portal/portalThrottle.ts and others); nothing = the panel. */
function doorOf(network: string): SignInDoor {
  const [first = ''] = network.split(' ');
  return signInDoors.find((one) => first.startsWith(one)) ?? 'panel';
}
