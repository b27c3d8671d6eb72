import { useLocale } from './locale.tsx';
import { formatDate } from './timeText.ts';

/** A calendar date `YYYY-MM-DD` in the operator's words; it carries no zone. */
export function Day({ on }: { readonly on: string }) {
  return (
    <time dateTime={on} className="k-num">
      {formatDate(on, useLocale())}
    </time>
  );
}
