import { Group, Table } from '@mantine/core';
import { IconCheck, IconMinus } from '@tabler/icons-react';
import { may, type Permission, permissions, type StaffLevel } from '../../../core/access/permission.ts';
import { Scroll } from '../../kit/Scroll.tsx';
import { Section } from '../../kit/Section.tsx';
import { permissionWords } from './permissionWords.ts';

/** What each level may do: the list by which the server decides. */
export function PermissionTable() {
  return (
    <Section
      title="What may a Super User do?"
      help="Everybody may also change their own profile. API keys have a level, too."
      isFlush
    >
      <Scroll label="Permissions">
        <Table className="k-table">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Permission</Table.Th>
              <Table.Th scope="col">Super User</Table.Th>
              <Table.Th scope="col">Administrator</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {(Object.keys(permissions) as Permission[]).map((permission) => (
              <Table.Tr key={permission}>
                <Table.Td>{permissionWords[permission]}</Table.Td>
                <Mark level="super_user" permission={permission} />
                <Mark level="administrator" permission={permission} />
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Scroll>
    </Section>
  );
}

function Mark({ level, permission }: { readonly level: StaffLevel; readonly permission: Permission }) {
  const isAllowed = may(level, permission);
  const Sign = isAllowed ? IconCheck : IconMinus;
  return (
    <Table.Td>
      <Group gap={6} wrap="nowrap" {...(isAllowed ? {} : { c: 'dimmed' })}>
        <Sign size={16} aria-hidden className={isAllowed ? 'k-good' : ''} />
        {isAllowed ? 'Yes' : 'No'}
      </Group>
    </Table.Td>
  );
}
