import { List } from '@mantine/core';
import type { FieldChange } from '../../../core/base/fieldChange.ts';
import { fieldText, valueText } from './historyText.ts';

/** Changed fields, one a line: what it was and what it is. */
export function ChangeList({ changes }: { readonly changes: readonly FieldChange[] }) {
  return (
    <List size="sm" spacing={2} listStyleType="none" style={{ overflowWrap: 'anywhere' }}>
      {changes.map(({ field, from, to }) => (
        <List.Item key={`${field} ${JSON.stringify(from)} ${JSON.stringify(to)}`}>
          {fieldText(field)}: <del style={{ opacity: 0.75 }}>{valueText(from) || 'empty'}</del> →{' '}
          <ins style={{ textDecoration: 'none', fontWeight: 560 }}>{valueText(to) || 'empty'}</ins>
        </List.Item>
      ))}
    </List>
  );
}
