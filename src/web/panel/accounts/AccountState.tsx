import { Badge } from '@mantine/core';

/** Active or suspended, in a word and a colour. */
export function AccountState({ isActive }: { readonly isActive: boolean }) {
  return <Badge color={isActive ? 'green' : 'red'}>{isActive ? 'Active' : 'Suspended'}</Badge>;
}
