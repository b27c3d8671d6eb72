import type { Action } from '../actions/action.ts';
import { type ActionContext, run } from '../actions/run.ts';
import type { Actor } from '../core/access/permission.ts';
import type { CardKeys } from '../core/base/cardKeys.ts';
import { Refusal } from '../core/base/refusal.ts';
import { instant } from '../core/base/time.ts';
import { openPool } from '../db/pool.ts';
import { openSafe } from '../vault/safe.ts';
import { runningInstance } from './instance.ts';

export type Print = (line: string) => void;
/** Does an action as the command line: whoever may read the data folder's secrets may do everything. */
export type Act = <Input, Answer>(action: Action<Input, Answer>, input: Input) => Promise<Answer>;

const commandLine: Actor = { kind: 'system', name: 'command line', level: 'administrator' };

/** The actions of a context, done by the command line. */
export function actOn(context: ActionContext): Act {
  return (action, input) => run(context, commandLine, action, input);
}

/**
 * Does `work` on the instance of this data folder. Answers the exit status: 1 when it was refused, with every reason printed.
 * `cardKeys` for work on stored cards only.
 */
export async function withInstance(print: Print, work: (act: Act) => Promise<void>, cardKeys?: () => CardKeys): Promise<number> {
  const { database, sealSecret } = runningInstance();
  const pool = openPool(database.appUrl, { max: 2, name: 'vsppanel command line' }, () => undefined);
  try {
    await work(actOn({ pool, clock: () => instant(Date.now()), safe: openSafe(sealSecret), ...(cardKeys && { cardKeys }) }));
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    for (const line of refusalLines(error)) print(line);
    return 1;
  } finally {
    await pool.end();
  }
}

/** What a person reads: the sentence, then each field that needs attention. */
export function refusalLines(refusal: Refusal): readonly string[] {
  return [refusal.message, ...refusal.faults.map(({ field, message }) => `  ${field}: ${message}`)];
}
