import { Badge, Group, Tooltip } from '@mantine/core';
import type { Provider } from './providerValues.ts';

type Host = Provider['live']['hosts'][number];
type Shown = { readonly color: string; readonly word: string; readonly detail: string };

/** Whether a provider gets calls now, and why not. */
export function ProviderState({ provider }: { readonly provider: Provider }) {
  return (
    <Group gap={4} wrap="nowrap">
      {statesOf(provider).map(({ color, word, detail }) => (
        <Tooltip key={word + detail} label={detail} disabled={detail === ''} multiline maw={320}>
          <Badge color={color}>{word}</Badge>
        </Tooltip>
      ))}
    </Group>
  );
}

function statesOf(provider: Provider): readonly Shown[] {
  if (!provider.isActive) return [{ color: 'gray', word: 'Off', detail: 'Switched off: no new call goes there.' }];
  if (provider.isInMaintenance)
    return [{ color: 'yellow', word: 'Maintenance', detail: 'No new call goes there; calls in progress stay.' }];
  return [reachability(provider), ...registration(provider)];
}

function reachability({ live: { hosts } }: Provider): Shown {
  const bad = hosts.filter((one) => whyNot(one) !== undefined);
  const detail = hosts.map((one) => `${one.host}:${one.port} ${whyNot(one) ?? stateText(one)}`).join(' · ');
  if (hosts.length === 0 || bad.length === 0) return { color: 'green', word: 'Active', detail };
  if (bad.length < hosts.length) return { color: 'yellow', word: `${hosts.length - bad.length} of ${hosts.length} up`, detail };
  return { color: 'red', word: bad.every((one) => one.probe === 'loop') ? 'Circle' : 'Down', detail };
}

function registration({ live: { hosts }, doesRegister }: Provider): readonly Shown[] {
  if (!doesRegister || hosts.length === 0) return [];
  if (hosts.some((one) => one.registration === 'rejected'))
    return [{ color: 'red', word: 'Rejected', detail: 'The provider refuses the registration: check user name and secret.' }];
  if (hosts.some((one) => one.registration === 'registered')) return [{ color: 'green', word: 'Registered', detail: '' }];
  return [{ color: 'yellow', word: 'Not registered', detail: 'No registration stands there at the moment.' }];
}

function whyNot(host: Host): string | undefined {
  if (host.probe === 'loop') return 'leads back to ourselves';
  if (host.probe === 'down') return 'does not answer';
  if (host.probe === 'recovering') return 'answers again, and is watched a moment longer';
  return host.fencedUntil !== null && Date.parse(host.fencedUntil) > Date.now() ? 'is left alone after failed calls' : undefined;
}

const stateText = ({ probe, roundTripMilliseconds }: Host): string => {
  if (probe === 'unknown') return 'not asked yet';
  return roundTripMilliseconds === null ? 'answers' : `answers in ${Math.max(1, Math.round(roundTripMilliseconds))} ms`;
};
