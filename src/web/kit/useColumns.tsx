import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconColumns } from '@tabler/icons-react';
import type { Column } from './DataTable.tsx';

/** Columns that this person wants to see of a list, kept in this browser, and the button that chooses them. The first one always stays. */
export function useColumns<Row>(list: string, columns: readonly Column<Row>[]) {
  const [hidden, setHidden] = useLocalStorage<readonly string[]>({ key: `vsppanel-columns-${list}`, defaultValue: [] });
  const shown = columns.filter(({ key }, index) => index === 0 || !hidden.includes(key));
  const toggle = (key: string) =>
    setHidden((before) => (before.includes(key) ? before.filter((one) => one !== key) : [...before, key]));
  const chooser = (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns size={16} />}>
          Columns
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Columns">
        <Stack gap="xs">
          {columns.slice(1).map(({ key, title }) => (
            <Checkbox key={key} label={title} checked={!hidden.includes(key)} onChange={() => toggle(key)} />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
  return { shown, chooser };
}
