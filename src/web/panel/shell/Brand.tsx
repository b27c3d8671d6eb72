import { Group, Text } from '@mantine/core';

/** The sign of the product beside the name of the company. */
export function Brand({ company }: { readonly company: string }) {
  return (
    <Group gap={8} wrap="nowrap" style={{ minWidth: 0 }}>
      <BrandSign />
      <Text fw={650} truncate title={company || 'vspPanel'}>
        {company || 'vspPanel'}
      </Text>
    </Group>
  );
}

/** The sign alone. */
export function BrandSign() {
  return <img src="/favicon.svg" alt="" width={24} height={24} />;
}
