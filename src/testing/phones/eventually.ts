/**
 * Waits until `check` is true, looking every 50 ms; throws with `what` when it never comes. For what the outside world
 * does, which tells nobody. The patience is for machines that are slow or busy: how fast a thing is, nothing here proves.
 */
export async function eventually(
  check: () => boolean | Promise<boolean>,
  what: string,
  withinMilliseconds = 60_000,
): Promise<void> {
  const end = performance.now() + withinMilliseconds;
  while (!(await check())) {
    if (performance.now() > end) throw new Error(`It did not happen within ${withinMilliseconds} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
