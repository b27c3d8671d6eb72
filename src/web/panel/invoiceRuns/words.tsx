import { Badge } from '@mantine/core';
import type { AnswerOf } from '../../../http/contract/endpoint.ts';
import type { getInvoiceRun } from '../../../http/contract/invoiceRuns.ts';

export type Run = AnswerOf<typeof getInvoiceRun>;

export const modeWords: Readonly<Record<Run['mode'], string>> = {
  scheduled: 'By itself',
  by_hand: 'By hand',
  preview: 'Preview',
};
const words: Readonly<Record<Run['state'], string>> = { running: 'Running', stopped: 'Stopped', done: 'Done' };
const colours: Readonly<Record<Run['state'], string>> = { running: 'blue', stopped: 'yellow', done: 'green' };

/** How far a run is, in a word and a colour. */
export function RunState({ state }: { readonly state: Run['state'] }) {
  return <Badge color={colours[state]}>{words[state]}</Badge>;
}
