import { fileURLToPath } from 'node:url';
import { readConfig } from './config.ts';
import { makeReporter } from './supervisor/reporter.ts';
import { type Product, startProduct } from './supervisor/supervise.ts';
import { buildWeb, isWebStale } from './supervisor/webBuild.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const reporter = makeReporter(process.stdout);
const began = performance.now();
const ending = new AbortController();
let product: Product | null = null;

// Ctrl-C may come through the terminal, npm and a service manager: the first one counts.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end());

try {
  reporter.say('vspPanel is starting');
  const config = readConfig();
  if (isWebStale(root)) await reporter.step("The panel's pages, building", (detail) => buildWeb(root, detail, ending.signal));
  product = await startProduct(config, { reporter, givenUp: ending.signal });
  if (ending.signal.aborted) await stopAndLeave(product);
  else welcome(product, config.dataFolder);
} catch (error) {
  if (!ending.signal.aborted) reporter.say(`\n${describe(error)}`);
  process.exit(ending.signal.aborted ? 0 : 1);
}

async function end(): Promise<void> {
  if (ending.signal.aborted) return;
  ending.abort();
  reporter.say('\nstopping …');
  if (product) await stopAndLeave(product);
}

async function stopAndLeave(running: Product): Promise<void> {
  const stopBegan = performance.now();
  await running.stop();
  reporter.say(`stopped in ${((performance.now() - stopBegan) / 1000).toFixed(1)} s`);
  process.exit(0);
}

/** Node's refused connections come as several errors in one, which itself has no message. */
function describe(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(describe).join('\n');
  return error instanceof Error ? error.message : String(error);
}

function welcome({ panelUrl, setupUrl, ports, publicAddress, asterisk }: Product, dataFolder: string): void {
  const isLocal = new URL(panelUrl).hostname === 'localhost';
  const elsewhere = isLocal ? `, from elsewhere http://${publicAddress}:${ports.http}` : '';
  const lines = [
    '',
    `vspPanel is ready after ${((performance.now() - began) / 1000).toFixed(1)} s`,
    `  Panel    ${panelUrl}${elsewhere}`,
    ...(asterisk.kind === 'found'
      ? [
          `  Phones   SIP ${publicAddress}:${ports.sip} (UDP and TCP) and ${ports.sips} (TLS), IAX2 ${publicAddress}:${ports.iax} (UDP)`,
        ]
      : []),
    `  Data     ${dataFolder} (what each part says: ${dataFolder}/log)`,
    ...(setupUrl === null ? [] : ['', '  Open this link once, to become the first Administrator:', `  ${setupUrl}`]),
    '',
    'Stop with Ctrl-C',
  ];
  for (const line of lines) reporter.say(line);
}
