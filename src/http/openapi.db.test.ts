import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { contractEndpoints, lineOf } from '../testing/contract.ts';
import { startTestPanel, type TestPanel } from '../testing/panel.ts';
import { handlers } from './endpoints/handlers.ts';
import { apiRoot } from './server.ts';

type Operation = {
  readonly summary?: string;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, unknown>>;
};
type Document = { readonly openapi: string; readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

let panel: TestPanel;
let document: Document;
beforeAll(async () => {
  panel = await startTestPanel();
  document = (await panel.ask('GET', '/openapi.json')).json();
});
afterAll(() => panel.close());

test('every endpoint of the contract has exactly one handler, and no handler stands outside the contract', () => {
  const answered = handlers.map(({ endpoint }) => lineOf(endpoint));
  expect(answered.toSorted()).toEqual([...contractEndpoints.values()].map(lineOf).toSorted());
  expect(new Set(answered).size).toBe(answered.length);
});

test('the document is valid OpenAPI 3.1', async () => {
  expect(document.openapi).toMatch(/^3\.1\./);
  const result = await new Validator().validate(structuredClone(document));
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
});

test('the document describes every endpoint with its parameters, body and answers, and nothing that does not exist', () => {
  const own = ['get /api/v1/openapi.json', 'get /api/v1/live', 'get /api/v1/portal/live'];
  const described = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method} ${path}`),
  );
  const expected = [...contractEndpoints.values()].map(
    ({ method, path }) => `${method.toLowerCase()} ${apiRoot}${path.replace(/:(\w+)/g, '{$1}')}`,
  );
  expect(described.toSorted()).toEqual([...expected, ...own].toSorted());
  for (const { method, path, body, summary, status = 200 } of contractEndpoints.values()) {
    const operation = document.paths[`${apiRoot}${path.replace(/:(\w+)/g, '{$1}')}`]?.[method.toLowerCase()];
    const inPath = operation?.parameters?.filter((one) => one.in === 'path').map((one) => one.name) ?? [];
    expect(inPath).toEqual([...path.matchAll(/:(\w+)/g)].map((match) => match[1]));
    expect(operation?.summary).toBe(summary);
    expect(Object.keys(operation?.responses ?? {})).toEqual(expect.arrayContaining([String(status), '4XX', '5XX']));
    expect(operation?.requestBody !== undefined).toBe(body !== undefined);
  }
});

test('the document can be read without signing in', async () => {
  const response = await panel.ask('GET', '/openapi.json');
  expect(response.statusCode).toBe(200);
});
