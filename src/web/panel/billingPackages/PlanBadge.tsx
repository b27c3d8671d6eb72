import { Badge } from '@mantine/core';

/** Whether a version of a rate is over, in force, or still to come. */
export function PlanBadge({ validFrom, validTo }: { readonly validFrom: string; readonly validTo: string | null }) {
  const now = Date.now();
  if (Date.parse(validFrom) > now) return <Badge color="yellow">To come</Badge>;
  if (validTo !== null && Date.parse(validTo) <= now) return <Badge color="gray">Over</Badge>;
  return <Badge color="green">In force</Badge>;
}
