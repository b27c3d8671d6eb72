import { Anchor, Kbd, List, Table, Text } from '@mantine/core';
import { Link } from 'react-router';
import { refusals } from '../../../core/base/refusal.ts';
import { Scroll } from '../../kit/Scroll.tsx';
import { refusalAdvice } from '../calls/refusalAdvice.ts';
import { accountTopics } from './accountTopics.tsx';
import { forwardingTopic } from './forwardingTopic.tsx';
import { signupTopic } from './signupTopic.tsx';
import type { Topic } from './topic.ts';

/** The help pages; `words` are what a search finds besides the title. */
export const topics: readonly Topic[] = [
  {
    id: 'start',
    title: 'First steps',
    words: 'begin start set up first account call wizard provider package',
    content: (
      <List type="ordered" spacing={6}>
        <List.Item>
          Look at your{' '}
          <Anchor component={Link} to="/billing-packages">
            billing package
          </Anchor>
          : the rates decide what calls cost and where customers may call.
        </List.Item>
        <List.Item>
          Add your carrier under{' '}
          <Anchor component={Link} to="/providers">
            Providers
          </Anchor>{' '}
          and put it first in the{' '}
          <Anchor component={Link} to="/routes">
            route
          </Anchor>
          . The test carrier can stay as it is.
        </List.Item>
        <List.Item>
          <Anchor component={Link} to="/accounts/new">
            Add an account
          </Anchor>
          . A last name is enough; the phone’s credentials are shown once.
        </List.Item>
        <List.Item>Connect the phone, top up a Pre-Paid account, and call.</List.Item>
      </List>
    ),
  },
  {
    id: 'phones',
    title: 'Connecting a phone',
    words: 'register registration sip iax user name secret password server port nat router soft-phone grandstream yealink',
    content: (
      <>
        <Text component="p">
          A phone needs four things: server, port, user name and secret. The user name is the phone’s number. They are shown after
          Add Account, after adding a phone, and after giving a phone a new secret; the secret never again after that.
        </Text>
        <Text component="p">
          Under Phones of the account you see whether the phone is registered, with which program and from where. If it is not:
          check the server and the port on the{' '}
          <Anchor component={Link} to="/status">
            Status
          </Anchor>{' '}
          page, that UDP reaches this server, and that Default Protocol of the account allows what the phone speaks. Switch “SIP
          ALG” in the customer’s router off.
        </Text>
      </>
    ),
  },
  ...accountTopics,
  signupTopic,
  forwardingTopic,
  {
    id: 'payment',
    title: 'Pre-Paid and Post-Paid',
    words: 'money balance held available hold top up adjust credit limit prepaid postpaid',
    content: (
      <>
        <Text component="p">
          <b>Pre-Paid</b>: before a call the balance is checked and money for the first minutes is set aside (<i>held</i>). While
          the call lasts, more is set aside; when nothing is left, the caller hears a tone 30 seconds before the call ends. After
          the call the exact price is taken and the rest is free again. Several calls share one balance and can never spend it
          twice.
        </Text>
        <Text component="p">
          <b>Post-Paid</b>: calls are allowed at any time and are invoiced later. A credit limit, if there is one, works like a
          balance.
        </Text>
        <Text component="p">
          Balance = everything that was ever booked. Held = set aside by calls in progress. Available = what the next call may
          use.
        </Text>
      </>
    ),
  },
  {
    id: 'cards',
    title: 'Credit cards',
    words: 'card number holder expiry visa mastercard reveal show security code charge stored vault key rotate pci',
    content: (
      <>
        <Text component="p">
          A card is typed at the end of Add Account, or added under Money of the account: the name on the card, its number and its
          expiry. The number is checked for typing mistakes and kept sealed; lists show the brand and the last four digits. The
          same card on another account is pointed out. A card is replaced or removed as a whole.
        </Text>
        <Text component="p">
          There is no field for the security code on the back, here or in any note: it may never be stored.
        </Text>
        <Text component="p">
          <b>Show number</b> asks for your password again and for a reason. Both levels may do it, ten times an hour; who looked
          at which card, when and why stands in the account’s History, also when the password was wrong. The number disappears
          after 30 seconds. Programs with an API key can add cards, but never see a number.
        </Text>
        <Text component="p">
          <b>Charging</b>: a stored card of a Pre-Paid account is never charged automatically. Nor is any other in this version:
          cards are kept to be used by hand.
        </Text>
      </>
    ),
  },
  {
    id: 'refusals',
    title: 'Why was a call refused?',
    words: `refused call reason blocked suspended ${refusalAdvice.map(({ code }) => refusals[code]).join(' ')}`,
    content: <RefusalTable />,
  },
  {
    id: 'prices',
    title: 'Prices explained',
    words: 'rate flag fall block increment 60/6 minimum maximum grace untimed rounding receipt prefix',
    content: (
      <>
        <Text component="p">The rate with the longest prefix that fits the number decides. Then, in this order:</Text>
        <List type="ordered" spacing={4}>
          <List.Item>Grace: a call not longer than it is free.</List.Item>
          <List.Item>Minimum time: a charged call counts as at least so long.</List.Item>
          <List.Item>Flag fall: charged once.</List.Item>
          <List.Item>
            First block, then further blocks, each charged in full. “60/6” is a first block of 60 seconds, then blocks of 6.
          </List.Item>
          <List.Item>Maximum and minimum charge.</List.Item>
          <List.Item>Rounding, once, at the end.</List.Item>
        </List>
        <Text component="p" mt="sm">
          Every call page shows these steps with their amounts.{' '}
          <Anchor component={Link} to="/price-check">
            Price check
          </Anchor>{' '}
          does it for a call that nobody made.
        </Text>
      </>
    ),
  },
  {
    id: 'signing-in',
    title: 'Signing in safely',
    words:
      'password two-step second factor totp authenticator app passkey recovery code session sign out locked forgotten lost phone super user administrator users profile',
    content: (
      <>
        <Text component="p">
          Under your name, top right, is your{' '}
          <Anchor component={Link} to="/profile">
            Profile
          </Anchor>
          : name, password, two-step sign-in and sessions. With two-step sign-in a stolen password alone opens nothing. After the
          password the panel asks for a code of an authenticator app on your phone, or for a passkey: the lock of your device,
          opened with finger, face or PIN. A passkey also signs you in alone, without the password. You may have several; give
          each the name of its device. Passkeys work where the panel is opened by its name over HTTPS, or at http://localhost.
        </Text>
        <Text component="p">
          With the first of them you get ten recovery codes, shown once. Each signs you in once when phone and device are lost.
        </Text>
        <Text component="p">
          Sessions are the browsers that are signed in with your name. End one that you do not know, then change your password:
          that signs you out everywhere else.
        </Text>
        <Text component="p">
          A password has at least 10 characters, does not contain the user name or the company’s name, and does not stand on the
          lists that burglars try first. After five wrong ones each further try has to wait longer; after a right one that is
          forgotten.
        </Text>
        <Text component="p">
          Under{' '}
          <Anchor component={Link} to="/users">
            Users
          </Anchor>{' '}
          Administrators see who has two-step sign-in and can require it; whoever has none then sets it up before anything else.
          They end sessions, give new passwords (which have to be changed at the next sign-in) and reset a lost second step. What
          each level may do stands in the table there. If no Administrator can sign in any more, run{' '}
          <code>npx vsppanel staff reset-password</code> or <code>npx vsppanel staff reset-second-factor</code> with the user name
          on the server.
        </Text>
      </>
    ),
  },
  {
    id: 'keys',
    title: 'Keyboard shortcuts',
    words: 'keys hotkeys slash ctrl enter escape tab',
    content: (
      <List spacing={6} listStyleType="none">
        <List.Item>
          <Kbd>/</Kbd> search accounts from anywhere, <Kbd>Enter</Kbd> opens the list
        </List.Item>
        <List.Item>
          <Kbd>Ctrl</Kbd> + <Kbd>Enter</Kbd> saves a form
        </List.Item>
        <List.Item>
          <Kbd>Esc</Kbd> closes a dialog or leaves the search
        </List.Item>
        <List.Item>
          <Kbd>Tab</Kbd> and <Kbd>Shift</Kbd> + <Kbd>Tab</Kbd> move; <Kbd>Enter</Kbd> opens a row’s link
        </List.Item>
      </List>
    ),
  },
  {
    id: 'cli',
    title: 'Command line',
    words: 'cli npx vsppanel doctor topup rate api-key staff locked out terminal server',
    content: (
      <>
        <Text component="p">On the server, in the folder of vspPanel:</Text>
        <Scroll label="Commands">
          <pre className="k-code k-mono">
            {[
              'npx vsppanel start              start everything',
              'npx vsppanel doctor             what is wrong and how to mend it',
              'npx vsppanel account add        add an account',
              'npx vsppanel topup              put money on an account',
              'npx vsppanel api-key create     make a key for the API',
              'npx vsppanel staff              let a locked-out user in again',
              'npx vsppanel cards rotate-key   seal the stored cards under a new key',
              'npx vsppanel rate               price a file of calls without a database',
            ].join('\n')}
          </pre>
        </Scroll>
        <Text component="p">Each says with --help what it wants.</Text>
      </>
    ),
  },
  {
    id: 'api',
    title: 'API',
    words: 'rest openapi json key program integration',
    content: (
      <Text component="p">
        Everything in this panel goes through a REST API under <code>/api/v1</code>, described at{' '}
        <Anchor href="/api/v1/openapi.json" target="_blank">
          /api/v1/openapi.json
        </Anchor>{' '}
        (OpenAPI 3.1). Administrators make keys under{' '}
        <Anchor component={Link} to="/api-keys">
          API keys
        </Anchor>
        ; send one as <code>Authorization: Bearer …</code>. Money is a decimal string, times are UTC.
      </Text>
    ),
  },
];

function RefusalTable() {
  return (
    <Scroll label="Reasons of refusal">
      <Table className="k-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Reason</Table.Th>
            <Table.Th scope="col">What to do</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {refusalAdvice.map(({ code, advice }) => (
            <Table.Tr key={code}>
              <Table.Td>{refusals[code]}</Table.Td>
              <Table.Td>{advice}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Scroll>
  );
}
