import { rows, sql, type Tx } from '../sql.ts';

/** So many are shown. */
const count = 5;
/** A network number has at most 15 digits (E.164). */
const largest = 999_999_999_999_999n;
/** A preview gives up after so many thousands of taken numbers; minting does not. */
const thousandsMax = 20;

/**
 * The next free numbers from here on: taken, emergency and removed ones are passed over, as minting does. What an operator sees
 * may be taken by another one before it is saved.
 */
export async function listNextNumbers(tx: Tx, from: bigint, reserved: readonly string[]): Promise<string[]> {
  const numbers: string[] = [];
  for (let step = 0; step < thousandsMax && numbers.length < count; step += 1) {
    const start = from + BigInt(step) * 1000n;
    if (start > largest) break;
    numbers.push(...(await freeOfThousand(tx, start, reserved)));
  }
  return numbers.slice(0, count);
}

async function freeOfThousand(tx: Tx, start: bigint, reserved: readonly string[]): Promise<readonly string[]> {
  const end = start + 999n < largest ? start + 999n : largest;
  const found = await rows<{ number: string }>(
    tx,
    sql`select n::text as number
          from generate_series(${start}::bigint, ${end}::bigint) n
         where not exists (select from network_number where number = n::text)
           and not exists (select from account where customer_number = n::text)
           and not exists (select from retired_number where number = n::text)
           and n::text <> all (${reserved}::text[])
         order by n
         limit ${count}`,
  );
  return found.map((one) => one.number);
}
