/** How customers dial in the operator's country. ITU-T E.123 and E.164 give the terms. */
export type DialPlan = {
  /** E.164 country code, such as `61`. */
  readonly countryCallingCode: string;
  /** Dialled before a national number, such as `0`; empty where there is none. */
  readonly nationalPrefix: string;
  /** Dialled before a foreign number, such as `0011`. */
  readonly internationalPrefix: string;
  readonly emergencyNumbers: readonly string[];
};

export type NormalisedNumber = { readonly ok: true; readonly number: string } | { readonly ok: false };

/** The shortest and longest numbers that are taken for E.164 (§6.2.1: at most 15 digits). */
const digitsMin = 5;
const digitsMax = 15;

/**
 * A dialled number as E.164 digits without `+`. Spaces, dashes, dots, slashes and brackets are passed over.
 * `+` and the international prefix lead to the number itself, the national prefix to the operator's country.
 * Digits without any prefix are read as an international number, except where the country dials its national
 * numbers without a prefix (empty `nationalPrefix`, or ten digits in the North American plan).
 */
export function normaliseNumber(dialled: string, plan: DialPlan): NormalisedNumber {
  const text = dialled.replace(/[\s\-./()]/g, '');
  if (!/^\+?\d+$/.test(text)) return { ok: false };
  return checked(toInternational(text, plan));
}

/** True when these are the digits of an emergency number, as dialled. */
export function isEmergency(dialled: string, plan: DialPlan): boolean {
  return plan.emergencyNumbers.includes(dialled);
}

/** The number as it is dialled inside the operator's country: the inverse of `normaliseNumber`. */
export function toNational(number: string, plan: DialPlan): string {
  return number.startsWith(plan.countryCallingCode)
    ? plan.nationalPrefix + number.slice(plan.countryCallingCode.length)
    : plan.internationalPrefix + number;
}

function toInternational(text: string, plan: DialPlan): string {
  if (text.startsWith('+')) return text.slice(1);
  if (text.startsWith(plan.internationalPrefix)) return text.slice(plan.internationalPrefix.length);
  if (plan.nationalPrefix !== '' && text.startsWith(plan.nationalPrefix)) {
    return plan.countryCallingCode + text.slice(plan.nationalPrefix.length);
  }
  // Ten digits in the North American plan are a number without its leading 1; read as E.164 they would lead abroad.
  const isNational = plan.nationalPrefix === '' || (plan.countryCallingCode === '1' && text.length === 10);
  return isNational ? plan.countryCallingCode + text : text;
}

function checked(number: string): NormalisedNumber {
  const isNumber = number.length >= digitsMin && number.length <= digitsMax && !number.startsWith('0');
  return isNumber ? { ok: true, number } : { ok: false };
}
