import type { PayPage } from '../../actions/charges/readPayLink.ts';
import type { SandboxCharge } from '../../core/payments/sandboxCards.ts';
import { sandboxCards } from '../../core/payments/sandboxCards.ts';
import { moneyText } from '../../mail/letters/money.ts';
import { type Html, html, when } from '../signup/html.ts';
import { styleOf } from '../signup/style.ts';

export const payAccent = '#2b59db';

/** What a link to pay shows: the amount, what it is for, one button. Works without script, on a phone. */
export function payPage(page: PayPage, action: string, notice: string): string {
  const { companyName, numbers, canKeepCard, alive, hasGateway } = page;
  if (page.amount <= 0n) return layout(companyName, 'Paid', html`<p>Nothing is open here. Thank you.</p>`);
  const money = moneyText(page.amount, page.currency);
  const form = html`<form method="post" action="${action}">
${when(canKeepCard, () => html`<p><label><input type="checkbox" name="keep" value="1" style="width:auto;min-height:0"> Charge this card for later invoices, too</label></p>`)}
<button type="submit">Pay ${money} by card</button>
</form>`;
  const body = html`<p>${numbers.length === 0 ? 'Payment' : `For ${numbers.length === 1 ? 'invoice' : 'invoices'} ${numbers.join(', ')}`}</p>
<p style="font-size:1.75rem;font-weight:650">${money}</p>
${when(notice !== '', () => html`<p class="notice" role="alert">${notice}</p>`)}
${alive ? underWay(alive.pageUrl) : hasGateway ? form : html`<p class="notice" role="alert">Paying by card is not possible at the moment.</p>`}`;
  return layout(companyName, 'Your payment', body);
}

function underWay(pageUrl: string | null): Html {
  if (pageUrl === null)
    return html`<p class="notice" role="status">A payment is under way. Its result is not known yet; please come back later.</p>`;
  return html`<p>You have begun to pay. <a href="${pageUrl}">Go on with it</a>, or come back later.</p>`;
}

/** Back from the gateway: what became of it, asked again by itself while nobody knows. */
export function returnPage(page: PayPage, self: string): string {
  if (page.amount <= 0n) return layout(page.companyName, 'Thank you', html`<p>Your payment has arrived.</p>`);
  if (page.alive) {
    const refresh = html`<meta http-equiv="refresh" content="3;url=${self}">`;
    return layout(
      page.companyName,
      'One moment',
      html`<p role="status">We ask the bank what became of your payment. This page shows it by itself.</p>`,
      refresh,
    );
  }
  const again = html`<p class="notice" role="alert">The payment was not made.</p><p><a href="${self.replace(/\/done$/, '')}">Try again</a></p>`;
  return layout(page.companyName, 'Not paid', again);
}

/** Goes on to the gateway's page. A link of its own, because a browser holds redirects of a form to its own site. */
export function leavePage(companyName: string, url: string): string {
  const refresh = html`<meta http-equiv="refresh" content="0;url=${url}">`;
  return layout(companyName, 'On to the payment', html`<p><a href="${url}">Go on to the payment</a></p>`, refresh);
}

export function sayPage(companyName: string, title: string, text: string): string {
  return layout(companyName, title, html`<p>${text}</p>`);
}

type SandboxPage = {
  readonly charge: SandboxCharge;
  readonly action: string;
  readonly notice: string;
  readonly isConfirming: boolean;
  readonly number: string;
};

/** The page of the sandbox gateway: where a real one would ask for the card. */
export function sandboxPage({ charge, action, notice, isConfirming, number }: SandboxPage): string {
  const { amount, currency, description, returnUrl } = charge;
  const cards = sandboxCards.map(
    (card) =>
      html`<tr><td style="padding:.15rem 1rem .15rem 0;font-family:monospace;white-space:nowrap">${card.number.replace(/(.{4})(?=.)/g, '$1 ')}</td><td>${card.title}</td></tr>\n`,
  );
  const typed = html`<label for="number">Card number</label>
<input id="number" name="number" inputmode="numeric" autocomplete="off" value="${number}" required autofocus>`;
  const confirming = html`<p role="status">The bank of this test card wants to know whether it is you (3-D Secure).</p>
<input type="hidden" name="number" value="${number}"><input type="hidden" name="confirmed" value="1">`;
  const body = html`<p>${description}</p>
<p style="font-size:1.75rem;font-weight:650">${amount} ${currency}</p>
${when(notice !== '', () => html`<p class="notice" role="alert">${notice}</p>`)}
<form method="post" action="${action}">
${isConfirming ? confirming : typed}
<button type="submit">${isConfirming ? 'Yes, it is me' : 'Pay'}</button>
</form>
<p style="margin-top:1rem"><a href="${returnUrl}">Back without paying</a></p>
<h2 style="font-size:1rem">Test cards</h2>
<table style="font-size:.875rem;border-collapse:collapse"><tbody>
${cards}</tbody></table>`;
  return layout('Sandbox: no money moves', 'Pay by card', body);
}

function layout(companyName: string, title: string, body: Html, head: Html = { html: '' }): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
${head}
<title>${[title, companyName].filter((part) => part !== '').join(' · ')}</title>
<style>${{ html: styleOf(payAccent) }}</style>
</head>
<body>
<header><b>${companyName}</b></header>
<main><div class="card">
<h1>${title}</h1>
${body}
</div></main>
</body>
</html>
`.html;
}
