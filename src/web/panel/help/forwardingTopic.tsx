import { Text } from '@mantine/core';
import type { Topic } from './topic.ts';

/** Where calls go that a phone does not take. */
export const forwardingTopic: Topic = {
  id: 'forwarding',
  title: 'Forwarding and voicemail',
  words: 'forward divert busy no answer unreachable always voicemail message pin *98 listen call forwarding loop circle',
  content: (
    <>
      <Text component="p">
        Under Phones of the account, “Forwarding and voicemail” says where calls go that a phone does not take: all calls at once,
        or those that find it busy or declined, not answered, or not connected. Each goes to voicemail, to another phone of the
        network, or to any number that the customer may call.
      </Text>
      <Text component="p">
        A forwarded call is a call of the customer who forwards: same prices, route, limits and balance, and it stands among the
        customer’s calls as “Forwarded for”. Whoever called pays nothing for it. Without money, and when phones forward to each
        other in a circle, the caller hears that nobody can be reached; the reason stands with the call. After three hops a call
        is not passed on again. A suspended account forwards nothing, and an emergency number is never reached by forwarding.
      </Text>
      <Text component="p">
        The called side sees the caller ID of whoever called first, if that customer has one, else that of the phone that
        forwards; a provider with a caller ID of its own shows that.
      </Text>
      <Text component="p">
        <b>Voicemail</b> takes messages of up to three minutes. The customer dials <b>*98</b> on the phone, enters the PIN and
        hears them, oldest first: 1 repeats, 3 removes, # goes on. After ten wrong PINs the mailbox stays shut for a quarter of an
        hour. An e-mail can tell of each message; the sound stays here. In the panel messages stand below the phones; each time
        somebody listens, the history says who.
      </Text>
    </>
  ),
};
