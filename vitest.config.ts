import { defineConfig } from 'vitest/config';

const globalSetup = ['src/testing/globalSetup.ts'];
const kinds = ['db', 'story', 'sim', 'e2e'] as const;
const everywhere = ['src', 'stories', 'scripts', 'bench', 'simulation'];
// Patience, not a promise of speed: on a busy machine everything takes its time, and what never comes fails all the same.
const patient = (minutes: number) => ({
  testTimeout: minutes * 60_000,
  hookTimeout: minutes * 60_000,
  expect: { poll: { timeout: 60_000 } },
});
const named = (kind: string) => everywhere.map((folder) => `${folder}/**/*.${kind}.test.{ts,tsx}`);

export default defineConfig({
  test: {
    // A run that finds no file is a mistake in a name, except when somebody asks for one project of several.
    passWithNoTests: true,
    projects: [
      {
        test: {
          name: 'unit',
          include: everywhere.map((folder) => `${folder}/**/*.test.{ts,tsx}`),
          exclude: kinds.flatMap(named),
          ...patient(2),
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'db',
          include: [...named('db'), ...named('sim')],
          globalSetup,
          ...patient(4),
          sequence: { groupOrder: 1 },
        },
      },
      // Stories start whole products, each with its own Asterisk: more than two at once starve each other on 2 cores.
      {
        test: {
          name: 'story',
          include: named('story'),
          globalSetup,
          ...patient(10),
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: named('e2e'),
          globalSetup,
          ...patient(10),
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
