import { ActionIcon, Anchor, Button, Fieldset, Group, Stack, Text, Tooltip } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { Link } from 'react-router';
import { listCostDecks } from '../../../http/contract/network.ts';
import { useAnswer } from '../../api.ts';
import { AmountField, ManyField, NumberField, SelectField, SwitchField, TagsField, TextField } from '../../kit/fields.tsx';
import { useFieldValue, useFormHandle } from '../../kit/form.tsx';
import { useCurrency } from '../session/session.ts';
import { type HostValues, newHost } from './providerValues.ts';

/** Further hosts, transport and sound. Choosing TLS proposes its registered port (IANA: sips 5061), leaving it the other one. */
export function ConnectionSection() {
  const protocol = useFieldValue('protocol');
  const form = useFormHandle();
  form.watch('transport', ({ value }) => {
    const { port } = form.getValues();
    if (value === 'tls' && port === 5060) form.setFieldValue('port', 5061);
    if (value !== 'tls' && port === 5061) form.setFieldValue('port', 5060);
  });
  if (protocol === 'test') return null;
  return (
    <Fieldset legend="Connection">
      <Stack>
        <HostList />
        <div className="k-fields">
          {protocol === 'sip' ? (
            <>
              <SelectField
                name="transport"
                label="Transport"
                data={[
                  { value: 'udp', label: 'UDP' },
                  { value: 'tcp', label: 'TCP' },
                  { value: 'tls', label: 'TLS (encrypted signalling)' },
                ]}
              />
              <SelectField
                name="mediaEncryption"
                label="Encrypted sound"
                description="SRTP"
                data={[
                  { value: 'none', label: 'Off' },
                  { value: 'optional', label: 'Where the provider can' },
                  { value: 'required', label: 'Always' },
                ]}
              />
            </>
          ) : null}
          <ManyField
            name="codecs"
            label="Codecs, best first"
            description="In the order of choosing"
            data={[
              { value: 'alaw', label: 'G.711 A-law' },
              { value: 'ulaw', label: 'G.711 µ-law' },
              { value: 'g722', label: 'G.722 (HD)' },
              { value: 'gsm', label: 'GSM' },
            ]}
            wrapperProps={{ className: 'k-wide' }}
          />
          <TagsField
            name="sourceAddresses"
            label="Calls come from"
            description="Addresses or networks that need no password"
            placeholder="192.0.2.10, 192.0.2.16/28"
            wrapperProps={{ className: 'k-wide' }}
          />
        </div>
      </Stack>
    </Fieldset>
  );
}

function HostList() {
  const form = useFormHandle();
  const hosts = form.getValues().moreHosts as readonly HostValues[];
  const add = () => form.insertListItem('moreHosts', newHost());
  return (
    <Stack gap="sm">
      {hosts.length === 0 ? null : (
        <div className="k-fields">
          <NumberField name="priority" label="Priority of the first host" description="Lower ones first" min={1} max={100} />
          <NumberField name="weight" label="Weight of the first host" description="Among equals" min={1} max={100} />
        </div>
      )}
      {hosts.map((host, index) => (
        <fieldset key={host.key} className="k-host">
          <legend className="k-hidden">Host {index + 2}</legend>
          <TextField name={`moreHosts.${index}.host`} label={`Host ${index + 2}`} spellCheck={false} />
          <NumberField name={`moreHosts.${index}.port`} label="Port" />
          <NumberField name={`moreHosts.${index}.priority`} label="Priority" min={1} max={100} />
          <NumberField name={`moreHosts.${index}.weight`} label="Weight" min={1} max={100} />
          <Tooltip label="Remove this host">
            <ActionIcon aria-label={`Remove host ${index + 2}`} mt={26} onClick={() => form.removeListItem('moreHosts', index)}>
              <IconTrash size={17} />
            </ActionIcon>
          </Tooltip>
        </fieldset>
      ))}
      <Group>
        <Button variant="default" size="xs" leftSection={<IconPlus size={15} />} onClick={add}>
          Add host
        </Button>
      </Group>
    </Stack>
  );
}

/** What the called side is shown. */
export function CallerIdSection() {
  const [rule, protocol, identity] = [useFieldValue('callerIdRule'), useFieldValue('protocol'), useFieldValue('identityHeader')];
  return (
    <Fieldset legend="Caller ID">
      <div className="k-fields">
        <SelectField
          name="callerIdRule"
          label="The called side sees"
          data={[
            { value: 'pass', label: 'The caller’s number' },
            { value: 'account', label: 'The number of the account that pays' },
            { value: 'fixed', label: 'Always the same number' },
            { value: 'prefix', label: 'The caller’s number with digits in front' },
          ]}
          wrapperProps={{ className: 'k-wide' }}
        />
        {rule === 'fixed' || rule === 'prefix' ? (
          <TextField name="callerId" label={rule === 'fixed' ? 'Number' : 'Digits in front'} />
        ) : null}
        <SwitchField name="hidesCallerId" label="Withhold the number" description="Only the provider sees it" />
        {protocol === 'sip' ? (
          <SelectField
            name="identityHeader"
            label="The provider reads the number from"
            description={identity === 'from' ? 'A hidden caller stays unknown to the provider too.' : undefined}
            data={[
              { value: 'pai', label: 'P-Asserted-Identity (the usual way)' },
              { value: 'rpid', label: 'Remote-Party-ID (older switches)' },
              { value: 'from', label: 'From alone' },
            ]}
          />
        ) : null}
      </div>
    </Fieldset>
  );
}

/** Caps, and what calls there cost. */
export function LimitSection() {
  const currency = useCurrency();
  const decks = useAnswer(listCostDecks, {}).data?.items ?? [];
  return (
    <Fieldset legend="Limits and cost">
      <div className="k-fields">
        <NumberField name="channelLimit" label="Channel limit" description="Empty = no limit" unit="calls" />
        <NumberField name="callsPerSecond" label="New calls per second" description="Empty = no limit" />
        <SelectField
          name="costPackageId"
          label="Cost deck"
          description={<CostDeckHint />}
          placeholder="Not known"
          clearable
          data={decks.map(({ id, name }) => ({ value: id, label: name }))}
          nothingFoundMessage="There is no cost deck yet."
          wrapperProps={{ className: 'k-wide' }}
        />
        <AmountField name="dailyCostLimit" label="Spend a day at most" description="Empty = no limit" currency={currency} />
        <AmountField name="monthlyCostLimit" label="Spend a month at most" description="Empty = no limit" currency={currency} />
        <SwitchField name="isInMaintenance" label="Maintenance" description="No new calls; calls in progress stay" />
      </div>
    </Fieldset>
  );
}

function CostDeckHint() {
  return (
    <>
      What this provider takes;{' '}
      <Anchor component={Link} to="/billing-packages?kind=cost" inherit underline="always">
        cost decks
      </Anchor>
    </>
  );
}

/** How its state is watched. */
export function HealthSection() {
  const protocol = useFieldValue('protocol');
  if (protocol === 'test') return null;
  return (
    <Fieldset legend="Health">
      <Stack gap="sm">
        <Text c="dimmed" size="sm">
          A host that does not answer gets no calls until it has answered three times in a row.
        </Text>
        <div className="k-fields">
          <NumberField name="probeSeconds" label="Ask every" description="0 = never" unit="seconds" min={0} max={3600} />
          <NumberField
            name="fenceAfter"
            label="Leave alone after"
            description="Failed in a row; 0 = never"
            unit="calls"
            min={0}
          />
          <NumberField name="fenceSeconds" label="For" unit="seconds" min={1} max={3600} />
        </div>
      </Stack>
    </Fieldset>
  );
}
