import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/** Independent phones and browsers that stories are told with: the command, and Debian's package that holds it. */
export const testTools = {
  sipp: 'sip-tester',
  baresip: 'baresip-core',
  iaxmodem: 'iaxmodem',
  chromium: 'chromium',
} as const;
export type TestTool = keyof typeof testTools;

const folders = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/local/sbin', '/usr/sbin', '/sbin'];

/** Where the tool is, or null: then its tests are skipped (`test.skipIf(findTool('sipp') === null)`) and `npm test` says so. */
export function findTool(tool: TestTool): string | null {
  return folders.map((folder) => join(folder, tool)).find(isProgram) ?? null;
}

export function missingTools(): readonly TestTool[] {
  return (Object.keys(testTools) as TestTool[]).filter((tool) => findTool(tool) === null);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
