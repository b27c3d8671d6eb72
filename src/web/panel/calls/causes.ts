/** Q.850 causes in the operator's words (ITU-T Q.850 table 1); the number stays beside them. */
const causes: Readonly<Record<number, string>> = {
  0: 'Not said',
  1: 'The number does not exist',
  3: 'No way to the number',
  16: 'Hung up normally',
  17: 'Busy',
  18: 'No answer from the phone',
  19: 'Rang without answer',
  20: 'The phone is not registered',
  21: 'Call refused',
  22: 'The number has changed',
  26: 'Not chosen',
  27: 'The destination does not work',
  28: 'The number is incomplete',
  29: 'Facility refused',
  31: 'Ended without a reason',
  34: 'All lines are taken',
  38: 'The network does not work',
  41: 'A passing fault',
  42: 'The network is overloaded',
  44: 'The line is taken',
  47: 'No resource free',
  50: 'Not subscribed',
  57: 'Not allowed',
  58: 'Not possible right now',
  88: 'The other side is incompatible',
  102: 'A timer ran out',
  111: 'A protocol error',
  127: 'Something went wrong between networks',
};

/** Why a call ended, such as "Hung up normally (16)". */
export const causeText = (cause: number): string => `${causes[cause] ?? 'Another cause'} (${cause})`;
