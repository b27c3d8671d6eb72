import { listCalls } from '../../../http/contract/calls.ts';
import { usePages } from '../../api.ts';
import { PageHeader } from '../../kit/PageHeader.tsx';
import { ZoneName } from '../../kit/Time.tsx';
import { CallFilters, useCallFilters } from './CallFilters.tsx';
import { CallTable } from './CallTable.tsx';

/** All finished calls. */
export function CallsPage() {
  const filters = useCallFilters();
  const list = usePages(listCalls, { query: filters.query });
  return (
    <>
      <PageHeader
        title="Call history"
        help={
          <>
            Every call that ended, refused ones too. Open one to see its price explained. Times in <ZoneName />.
          </>
        }
      />
      <CallFilters filters={filters} />
      <div className="k-card">
        <CallTable
          {...list}
          isAccountShown
          emptyText={
            filters.isFiltered
              ? 'No call fits the search and the filters.'
              : 'Calls appear here the moment they end, with their price.'
          }
        />
      </div>
    </>
  );
}
