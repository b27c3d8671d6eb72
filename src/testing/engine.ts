import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The unpacked Asterisk that all tests share: that of `npm start` when there is one, else the tests' own in `.cache`. */
export function testEngineFolder(): string {
  const ofStart = join(root, 'data', 'engine');
  return existsSync(join(ofStart, 'root')) ? ofStart : join(root, '.cache', 'engine');
}
