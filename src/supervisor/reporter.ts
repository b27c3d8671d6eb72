/** Tells the person in front of the terminal what happens. */
export type Reporter = {
  /** Does a step and shows its name, then its seconds. `detail` tells what is going on inside a slow one. */
  readonly step: <Result>(name: string, work: (detail: (line: string) => void) => Promise<Result>) => Promise<Result>;
  /** One line about something that happened. */
  readonly say: (line: string) => void;
};

type Output = { readonly isTTY?: boolean; readonly write: (text: string) => unknown };

/**
 * Plain lines, so that a log file reads well; on a terminal the step in progress is one line that is replaced when it is
 * done. No other line may come between: `say` puts the step's line back after itself.
 */
export function makeReporter(output: Output): Reporter {
  const isTerminal = output.isTTY === true;
  let pending: string | null = null;
  const clear = () => {
    if (isTerminal && pending !== null) output.write('\r\u001b[K');
  };
  const show = () => {
    if (isTerminal && pending !== null) output.write(`  … ${pending}`);
  };
  const line = (text: string) => {
    clear();
    output.write(`${text}\n`);
    show();
  };
  return {
    say: line,
    step: async (name, work) => {
      const began = performance.now();
      const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
      pending = name;
      show();
      try {
        const result = await work((text) => {
          if (!isTerminal) return line(`  … ${name}: ${text}`);
          clear();
          pending = `${name}: ${text}`;
          show();
        });
        clear();
        pending = null;
        line(`  ✓ ${name}  ${seconds()}`);
        return result;
      } catch (error) {
        clear();
        pending = null;
        line(`  ✗ ${name}  ${seconds()}`);
        throw error;
      }
    },
  };
}
