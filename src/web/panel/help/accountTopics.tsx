import { Anchor, List, Text } from '@mantine/core';
import { Link } from 'react-router';
import type { Topic } from './topic.ts';

/** Help on accounts, numbering and mail. */
export const accountTopics: readonly Topic[] = [
  {
    id: 'add-account',
    title: 'Add Account, field by field',
    words:
      'new customer details extras preset prorate taxable customer number payment type protocol package route limit destinations duplicate e-mail credentials keyboard agent',
    content: (
      <List spacing={6}>
        <List.Item>
          <b>Customer details</b>: all may stay empty but one thing to find the customer by: a name, a company, an e-mail, a phone
          or your reference. Customers who look like the one you type (same e-mail, same phone however it is written, or the same
          name at the same address) are shown below the fields, and once more after saving. They are a hint: you can save anyway.
        </List.Item>
        <List.Item>
          <b>Extras</b>: what the customer pays besides calls. Each has a description (it stands on the bill), a cost and a charge
          period; Prorate charges only the days that are used, Taxable adds tax. <b>Presets</b> puts in a saved set, or keeps the
          rows that stand there as one. The set of Settings, Defaults is there from the start.
        </List.Item>
        <List.Item>
          <b>Customer number</b>: the next free number; type another one if the customer wants it. If it is taken, one click puts
          in the next free one. It is the first phone’s user name, and other customers reach this one by it.
        </List.Item>
        <List.Item>
          <b>Payment type</b>: Pre-Paid calls end when the money does; Post-Paid calls are invoiced later, up to the credit limit
          if there is one.
        </List.Item>
        <List.Item>
          <b>Default protocol</b>: what the phones may register and call with. <b>Billing package</b>: what calls cost.{' '}
          <b>Customer route</b>: where calls go out.
        </List.Item>
        <List.Item>
          <b>Concurrent calls</b>, <b>Daily spend limit</b>, <b>Allowed</b> and <b>Blocked destinations</b>: the bounds within
          which a stolen secret can do harm.
        </List.Item>
        <List.Item>
          <b>Send the phone’s credentials</b>: a letter to the customer’s e-mail with user name, secret and server. It can be
          chosen only here, when a phone is added, or when its secret is renewed: afterwards nobody knows the secret.
        </List.Item>
        <List.Item>With the keyboard alone: Tab moves, Space ticks, arrows choose, Ctrl+Enter saves.</List.Item>
      </List>
    ),
  },
  {
    id: 'edit-account',
    title: 'Edit Account and its history',
    words:
      'change information box activated suspend owner agent number history who when old value concurrent edit colleague conflict note pin',
    content: (
      <>
        <Text component="p">
          The information box says whether the account is activated (unticking suspends at once and ends its calls), its account
          number, since when it exists, who added it, and whose it is: Admin’s, or the agent’s whose number you type.
        </Text>
        <Text component="p">
          <b>History</b> keeps every change for ever: each field with its old and new value, who did it and when. Narrow it by
          what, who and dates. Secrets are never in it.
        </Text>
        <Text component="p">
          If a colleague saved the same account while you were typing, your save is held back and you see what he changed. Fields
          that only you changed stay as you typed them, fields that only he changed are taken over; where both changed one, you
          choose. Then save again.
        </Text>
        <Text component="p">
          <b>Notes</b> are added and never edited or removed; pin the ones that everybody should see first. <b>Caller ID</b> of a
          phone is one of the account’s own numbers: choose it under Phones.
        </Text>
      </>
    ),
  },
  {
    id: 'numbering',
    title: 'Base Number, dial plan and defaults',
    words:
      'settings numbering next number base number dial plan national international prefix emergency currency defaults preset',
    content: (
      <>
        <Text component="p">
          Customer numbers are given out from the <b>Base Number</b> upwards. Before you save another one, the page shows the five
          numbers that come next. Numbers that are taken, that were removed from a customer, and emergency numbers are passed
          over, so no number is ever given out twice.
        </Text>
        <Text component="p">
          The <b>dial plan</b> under Company turns what customers dial into numbers. Type a number below it to see what would
          become of it, before you save. The <b>currency</b> can be changed until the first money is booked.
        </Text>
        <Text component="p">
          <Anchor component={Link} to="/settings/defaults">
            Defaults
          </Anchor>{' '}
          hold what Add Account starts with. Accounts that exist keep their own settings.
        </Text>
      </>
    ),
  },
  {
    id: 'mail',
    title: 'Mail',
    words: 'smtp e-mail letter server port starttls tls password test waiting given up greylisting certificate',
    content: (
      <>
        <Text component="p">
          Letters go out by your own SMTP server, set under{' '}
          <Anchor component={Link} to="/settings/mail">
            Mail
          </Anchor>
          . Until there is one they wait. <b>Send a test</b> says in plain words what happened and what the server answered.
        </Text>
        <List spacing={4}>
          <List.Item>
            Refused the user name or the password: type both again; some providers want a password made for programs.
          </List.Item>
          <List.Item>No secure connection, or no answer in time: port 465 wants TLS, port 587 STARTTLS.</List.Item>
          <List.Item>
            Does not take mail from this sender: the sender’s address must belong to the account at your provider.
          </List.Item>
          <List.Item>Asks to come again later: nothing to do, the letter is tried again by itself.</List.Item>
        </List>
        <Text component="p" mt="sm">
          A letter is tried five times within three hours, then given up; “Send again” starts over. Letters with a secret are
          sealed while they wait and forgotten once sent or given up: make a new secret instead.
        </Text>
      </>
    ),
  },
];
