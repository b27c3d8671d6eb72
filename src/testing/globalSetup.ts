import type { TestProject } from 'vitest/node';
import { type RunningTestCluster, startTestCluster, type TestCluster } from './testCluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    testCluster: TestCluster;
  }
}

// Vitest calls this once for each project (db, story, e2e) in one process; all of them share one PostgreSQL.
const shared = globalThis as { vsppanelTestCluster?: { running: Promise<RunningTestCluster>; users: number } };

export async function setup(project: TestProject): Promise<void> {
  shared.vsppanelTestCluster ??= { running: startTestCluster(), users: 0 };
  shared.vsppanelTestCluster.users += 1;
  project.provide('testCluster', (await shared.vsppanelTestCluster.running).cluster);
}

export async function teardown(): Promise<void> {
  const cluster = shared.vsppanelTestCluster;
  if (!cluster) return;
  cluster.users -= 1;
  if (cluster.users > 0) return;
  delete shared.vsppanelTestCluster;
  await (await cluster.running).stop();
}
