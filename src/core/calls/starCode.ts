/** What a phone may switch by dialling; kept in the database like what the panel switches. */
export type StarCode =
  | { readonly kind: 'dnd'; readonly isOn: boolean }
  /** Off = one call at a time; on = as many as come. */
  | { readonly kind: 'call_waiting'; readonly isOn: boolean }
  /** `dialled` empty = off. */
  | { readonly kind: 'forward_always'; readonly dialled: string }
  /** This one call hides who calls. */
  | { readonly kind: 'hide'; readonly dialled: string }
  /** Calls whoever called last. */
  | { readonly kind: 'last_caller' };

/**
 * Codes of North America (vertical service codes), the most widely known ones. `*98` hears messages (forwarding.ts). Call waiting
 * has those of ETSI (ETR 187), which the mobile phones of the world know, with or without the # behind them.
 */
export const starCodes = {
  hide: '*67',
  lastCaller: '*69',
  forwardOn: '*72',
  forwardOff: '*73',
  dndOn: '*78',
  dndOff: '*79',
  waitingOn: '*43',
  waitingOff: '#43',
} as const;

/** What these digits ask for; undefined when they are no code of ours. `*67` and `*72` are followed by a number. */
export function readStarCode(dialled: string): StarCode | undefined {
  const [code, rest] = [dialled.slice(0, 3), dialled.slice(3)];
  const isNumber = /^\+?\d{2,20}$/.test(rest);
  switch (code) {
    case starCodes.hide:
      return isNumber ? { kind: 'hide', dialled: rest } : undefined;
    case starCodes.forwardOn:
      return isNumber ? { kind: 'forward_always', dialled: rest } : undefined;
    default:
      return rest === '' || rest === '#' ? readBareCode(code, rest) : undefined;
  }
}

function readBareCode(code: string, end: '' | '#'): StarCode | undefined {
  if (code === starCodes.waitingOn || code === starCodes.waitingOff)
    return { kind: 'call_waiting', isOn: code === starCodes.waitingOn };
  if (end === '#') return undefined;
  if (code === starCodes.forwardOff) return { kind: 'forward_always', dialled: '' };
  if (code === starCodes.lastCaller) return { kind: 'last_caller' };
  if (code === starCodes.dndOn || code === starCodes.dndOff) return { kind: 'dnd', isOn: code === starCodes.dndOn };
  return undefined;
}
