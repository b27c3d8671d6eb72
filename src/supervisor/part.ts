/** One program of the product: PostgreSQL, Asterisk, call control, the panel. */
export type Part = {
  /** As the operator reads it: "call control". */
  readonly name: string;
  /** Starts it and resolves when it is ready for work; rejects with the reason when it ends before that or is given up. */
  readonly start: (givenUp: AbortSignal) => Promise<RunningPart>;
};

export type RunningPart = {
  readonly pid: number;
  /** Settles when the process is gone, whoever ended it, with how ("signal SIGKILL"). */
  readonly exited: Promise<string>;
  /** Ends it in an orderly way; kills it when it takes too long. Resolves when it is gone. */
  readonly stop: () => Promise<void>;
};
