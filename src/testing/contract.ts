import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { EndpointOptions } from '../http/contract/endpoint.ts';

const folder = join(import.meta.dirname, '..', 'http', 'contract');
const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
const modules = await Promise.all(files.map((name) => import(join(folder, name)) as Promise<Readonly<Record<string, unknown>>>));

/** Every endpoint that the contract names, by the name it has there. */
export const contractEndpoints: ReadonlyMap<string, EndpointOptions> = new Map(
  modules.flatMap((module) => Object.entries(module).filter((entry): entry is [string, EndpointOptions] => isEndpoint(entry[1]))),
);

/** `GET /accounts/:id` */
export const lineOf = ({ method, path }: EndpointOptions): string => `${method} ${path}`;

function isEndpoint(value: unknown): value is EndpointOptions {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'access' in value;
}
