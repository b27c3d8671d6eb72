import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconCopy, IconFileExport, IconFileImport, IconPercentage } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { exportRates } from '../../../http/contract/decks.ts';
import { fileAddress } from '../../api.ts';
import { BulkEditDrawer } from './BulkEditDrawer.tsx';
import { CopyDrawer } from './CopyDrawer.tsx';

type PackageMenuProps = {
  readonly packageId: string;
  readonly name: string;
  readonly search: string;
  readonly mayChange: boolean;
};

/** What can be done with all rates of a package at once. */
export function PackageMenu({ packageId, name, search, mayChange }: PackageMenuProps) {
  const [drawer, setDrawer] = useState<'edit' | 'copy'>();
  const file = (kind: 'csv' | 'xlsx') => fileAddress(exportRates, { params: { id: packageId }, query: { kind } });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={14} />}>
            All rates
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconFileImport size={16} />} component={Link} to={`/billing-packages/${packageId}/imports`}>
            {mayChange ? 'Import, and imports so far' : 'Imports so far'}
          </Menu.Item>
          {mayChange ? (
            <>
              <Menu.Item leftSection={<IconPercentage size={16} />} onClick={() => setDrawer('edit')}>
                {search === '' ? 'Change all rates' : `Change the rates found by “${search}”`}
              </Menu.Item>
              <Menu.Item leftSection={<IconCopy size={16} />} onClick={() => setDrawer('copy')}>
                Copy with a mark-up
              </Menu.Item>
            </>
          ) : null}
          <Menu.Divider />
          <Menu.Item leftSection={<IconFileExport size={16} />} component="a" href={file('csv')} download>
            Export as CSV
          </Menu.Item>
          <Menu.Item leftSection={<IconFileExport size={16} />} component="a" href={file('xlsx')} download>
            Export as XLSX
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {drawer === 'edit' ? <BulkEditDrawer packageId={packageId} search={search} onClose={() => setDrawer(undefined)} /> : null}
      {drawer === 'copy' ? <CopyDrawer packageId={packageId} name={name} onClose={() => setDrawer(undefined)} /> : null}
    </>
  );
}
