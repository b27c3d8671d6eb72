/** Waits until `check` is true, looking every 50 ms; throws with `what` when it takes too long. For what the outside world does, which tells nobody. */
export async function eventually(
  check: () => boolean | Promise<boolean>,
  what: string,
  withinMilliseconds = 10_000,
): Promise<void> {
  const end = performance.now() + withinMilliseconds;
  while (!(await check())) {
    if (performance.now() > end) throw new Error(`It did not happen within ${withinMilliseconds} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
