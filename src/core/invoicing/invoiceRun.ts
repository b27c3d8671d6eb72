/** Started by the clock, by somebody, or only looked at: a preview issues nothing. */
export const runModes = ['scheduled', 'by_hand', 'preview'] as const;
export type RunMode = (typeof runModes)[number];

/**
 * running ─▶ done
 *    │  ▲
 *    ▼  │
 *  stopped
 */
export const runStates = ['running', 'stopped', 'done'] as const;
export type RunState = (typeof runStates)[number];
