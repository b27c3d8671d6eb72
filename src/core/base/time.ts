/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number & { readonly unit: 'epoch-ms' };
/** A calendar date `YYYY-MM-DD` in a named zone; carries no zone itself. */
export type LocalDate = string & { readonly unit: 'date' };
/** Whole seconds. */
export type Seconds = number;

export const instant = (epochMilliseconds: number): Instant => epochMilliseconds as Instant;
export const addSeconds = (at: Instant, seconds: Seconds): Instant => (at + seconds * 1000) as Instant;

/** Reads an ISO 8601 instant with a zone (`Z` or an offset); undefined when the text is no such instant. */
export function parseInstant(text: string): Instant | undefined {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/.test(text) || !isLocalDate(text.slice(0, 10)))
    return undefined;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : (at as Instant);
}

/** ISO 8601 in UTC with milliseconds. */
export const formatInstant = (at: Instant): string => new Date(at).toISOString();

/** True for a real calendar date, leap days included. */
export function isLocalDate(text: string): text is LocalDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();

/** The calendar date at this instant in an IANA zone. Throws a RangeError for an unknown zone. */
export function localDate(at: Instant, zone: string): LocalDate {
  let format = dateFormats.get(zone);
  if (!format) {
    // en-CA writes YYYY-MM-DD; making a format costs 50 times more than using it.
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
    dateFormats.set(zone, format);
  }
  return format.format(at) as LocalDate;
}

const hourFormats = new Map<string, Intl.DateTimeFormat>();

/** The hour of the day at this instant in an IANA zone, 0 to 23. */
export function localHour(at: Instant, zone: string): number {
  let format = hourFormats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' });
    hourFormats.set(zone, format);
  }
  return Number(format.format(at));
}
