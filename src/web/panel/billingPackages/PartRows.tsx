import { ActionIcon, Button, type ButtonProps, Group, Stack, Text, Title, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ComponentPropsWithRef, ReactNode } from 'react';

type PartProps = { readonly title: string; readonly help: string; readonly add: ReactNode; readonly children: ReactNode };

/** A list of rows of a form, with what they are for and a button that adds one. */
export function PartSection({ title, help, add, children }: PartProps) {
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <div>
          <Title order={3}>{title}</Title>
          <Text c="dimmed" size="xs">
            {help}
          </Text>
        </div>
        {add}
      </Group>
      {children}
    </Stack>
  );
}

/** The button of a part. Inside a menu it gets its handlers from there. */
export function AddRow({ label, ...rest }: ButtonProps & ComponentPropsWithRef<'button'> & { readonly label: string }) {
  return (
    <Button variant="default" size="xs" leftSection={<IconPlus size={15} />} {...rest}>
      {label}
    </Button>
  );
}

type RowProps = {
  readonly name: string;
  readonly isNamed?: boolean;
  readonly onRemove: () => void;
  readonly children: ReactNode;
};

/** One row: its fields and a button that removes it. */
export function PartRow({ name, isNamed = false, onRemove, children }: RowProps) {
  return (
    <fieldset className="k-part">
      <legend className={isNamed ? '' : 'k-hidden'}>{name}</legend>
      <div className="k-fields">{children}</div>
      <Tooltip label={`Remove ${name}`}>
        <ActionIcon aria-label={`Remove ${name}`} onClick={onRemove}>
          <IconTrash size={17} />
        </ActionIcon>
      </Tooltip>
    </fieldset>
  );
}
