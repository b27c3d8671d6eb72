import { join } from 'node:path';
import { childEnvironment, type PartConfig, partEnvironment } from '../config.ts';
import { nodePart, type ReadyMessage } from './nodePart.ts';
import type { Part } from './part.ts';

type Say = (line: string) => void;

/** Call control: decides, extends and settles calls. It has no business with stored cards. */
export function callsPart(script: string, config: PartConfig, say: Say): Part {
  return nodePart({ name: 'call control', script, ...common({ ...config, cardKeys: null }, 'calls'), say });
}

/** The back office: what the clock does. Nobody waits for its answers. */
export function officePart(script: string, config: PartConfig, say: Say): Part {
  return nodePart({ name: 'the back office', script, ...common(config, 'office'), say });
}

/** The panel: pages and API. */
export function panelPart(script: string, config: PartConfig, say: Say, onReady: (message: ReadyMessage) => void): Part {
  return nodePart({ name: 'the panel', script, ...common(config, 'panel'), say, onReady });
}

function common(config: PartConfig, log: string) {
  const environment = childEnvironment({ NODE_ENV: 'production', ...partEnvironment(config) });
  return { environment, logFile: join(config.dataFolder, 'log', `${log}.log`) };
}
