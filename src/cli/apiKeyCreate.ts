import { addApiKey as makeKey } from '../actions/apiKeys/addApiKey.ts';
import { parseInstant } from '../core/base/time.ts';
import { addApiKey } from '../http/contract/session.ts';
import { parseInput } from './parseInput.ts';
import type { Act, Print } from './withInstance.ts';

export type ApiKeyOptions = { readonly name: string; readonly level?: string; readonly expires?: string };

/** Makes an API key and prints it, once and alone on its line, so that a script can take it. */
export async function apiKeyCreate(options: ApiKeyOptions, act: Act, print: Print): Promise<void> {
  const { name, level, expiresAt } = parseInput(addApiKey.body, {
    name: options.name,
    level: options.level,
    expiresAt: options.expires,
  });
  const made = await act(makeKey, { name, level, expiresAt: expiresAt === undefined ? null : (parseInstant(expiresAt) ?? null) });
  print(made.key);
}
