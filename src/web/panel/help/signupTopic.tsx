import { Anchor, List, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Topic } from './topic.ts';

/** How customers sign up by themselves. */
export const signupTopic: Topic = {
  id: 'signup',
  title: 'Signup forms and new accounts',
  words: 'sign up form website html snippet script embed approve reject queue confirm e-mail spam flood history duplicate letter',
  content: (
    <>
      <Text component="p">
        Under{' '}
        <Anchor component={Link} to="/signup-forms">
          Signup Forms
        </Anchor>{' '}
        an Administrator makes forms through which customers sign up by themselves. Each can be used in three ways:
      </Text>
      <List spacing={4}>
        <List.Item>
          <b>Hosted page</b>: an address of its own that you link to. It always works, without script, on any phone.
        </List.Item>
        <List.Item>
          <b>Script</b>: one line for a page of your own site. The form shows itself there and follows what you change.
        </List.Item>
        <List.Item>
          <b>Plain HTML</b>: for sites without script. It takes your page’s style; copy it again after changing the fields.
        </List.Item>
      </List>
      <Text component="p" mt="sm">
        The last two work only on the sites that you list under “Your sites”. After sending, people come to your thank-you page or
        to ours. When something is wrong, they land on the hosted page with everything that they typed.
      </Text>
      <Text component="p">
        <b>Confirm the e-mail</b>: a letter with a link that holds for 48 hours. Opening it shows a button; only pressing the
        button confirms. After that the signup waits under{' '}
        <Anchor component={Link} to="/new-accounts">
          New Accounts
        </Anchor>
        , or, with automatic approval, becomes an account at once. Automatic accounts are Pre-Paid and begin with nothing, so
        nobody can call at your cost. Letters go out once mail is set up.
      </Text>
      <Text component="p">
        <b>Approving</b> makes the account: choose package, route and payment type, whether it may call at once, and whether the
        credentials go out by e-mail. They are also shown to you once. A yellow box points out accounts with the same e-mail,
        phone, or name and street; whoever signs up never learns of it. <b>Rejecting</b> keeps your reason for colleagues; a
        letter is sent only if you ask for it, without the reason.
      </Text>
      <Text component="p">
        <b>Against floods</b> each form has limits by address, hour and day. Programs meet a trap field, a signed page and, in the
        script, a puzzle that grows with the rush. Everything that ever came, also what was rejected, stays in{' '}
        <Anchor component={Link} to="/signup-history">
          Signup History
        </Anchor>
        .
      </Text>
    </>
  ),
};
