import type { StaffLevel } from './permission.ts';

/** What completes a sign-in: the password alone, or what came after or instead of it. */
export const signInMethods = ['password', 'totp', 'recovery_code', 'passkey'] as const;
export type SignInMethod = (typeof signInMethods)[number];

/** Who must have a second factor. */
export const secondFactorRules = ['nobody', 'administrators', 'everybody'] as const;
export type SecondFactorRule = (typeof secondFactorRules)[number];

/** What somebody must do before anything else; a session that owes one may do nothing but that. */
export const duties = ['change_password', 'enrol_second_factor'] as const;
export type Duty = (typeof duties)[number];

export type Standing = {
  readonly level: StaffLevel;
  readonly mustChangePassword: boolean;
  readonly hasSecondFactor: boolean;
  readonly rule: SecondFactorRule;
};

/** The first thing that this person owes; undefined = nothing. */
export function dutyOf({ level, mustChangePassword, hasSecondFactor, rule }: Standing): Duty | undefined {
  if (mustChangePassword) return 'change_password';
  return needsSecondFactor(level, rule) && !hasSecondFactor ? 'enrol_second_factor' : undefined;
}

export function needsSecondFactor(level: StaffLevel, rule: SecondFactorRule): boolean {
  return rule === 'everybody' || (rule === 'administrators' && level === 'administrator');
}

export const recoveryCodeCount = 10;
/** Letters and digits that are not mistaken for each other; 32 of them, so a byte's low five bits choose fairly. */
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz0';

/** A code that a person can type out of 16 random bytes: 80 bits in four groups, such as `k7wd-2mqa-…`. */
export function typableCode(random: Uint8Array): string {
  if (random.length < 16) throw new RangeError('too few random bytes for a code');
  const letters = [...random.slice(0, 16)].map((byte) => alphabet[byte % 32]).join('');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

/** A typed recovery code as it was made: people leave out dashes and write capitals. */
export function readTypedCode(text: string): string {
  const letters = text
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replaceAll('o', '0');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}
