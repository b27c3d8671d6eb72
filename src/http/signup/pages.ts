import type { SignupForm } from '../../core/accounts/signupForm.ts';
import { type SignupWords, signupWords } from '../../core/accounts/signupWords.ts';
import type { FieldFault } from '../../core/base/refusal.ts';
import { type FieldSpec, fieldSpecs } from './fieldSpecs.ts';
import { type Html, html, when } from './html.ts';
import { styleOf } from './style.ts';

/** Names of what is sent beside the fields. The trap is for programs that fill in everything. */
export const hidden = { token: 'form_token', trap: 'leave_empty', solution: 'form_solution' } as const;

export type Look = Pick<SignupForm, 'language' | 'logoText' | 'accentColour'>;

export type FormPage = {
  readonly form: SignupForm;
  readonly companyName: string;
  /** Where it is sent; empty in a preview, which cannot be sent. */
  readonly action: string;
  readonly token: string;
  /** What was typed before. */
  readonly sent: Readonly<Record<string, string>>;
  readonly faults: readonly FieldFault[];
  /** A sentence above the fields; empty = none. */
  readonly notice: string;
  /** A person who fell into the trap must see it to get out. */
  readonly isTrapShown: boolean;
};

/** The hosted page: works without script, with the keyboard, on a phone. */
export function formPage(page: FormPage): string {
  const { form, notice, faults } = page;
  const words = signupWords[form.language];
  const heading = form.heading || words.heading;
  const body = html`<h1>${heading}</h1>
${when(form.intro !== '', () => html`<p>${form.intro}</p>`)}
${when(notice !== '', () => html`<p class="notice" role="alert">${notice}</p>`)}
<form method="post" action="${page.action}" accept-charset="utf-8" novalidate>
<div class="fields">
${fieldSpecs(form).map((spec) => fieldHtml(spec, page.sent[spec.name] ?? '', faults, words))}
${trapHtml(words, page.isTrapShown)}
</div>
<input type="hidden" name="${hidden.token}" value="${page.token}">
<button type="${page.action === '' ? 'button' : 'submit'}">${words.send}</button>
</form>`;
  return layout(form, page.companyName, heading, body);
}

/** A page that says something, with one button at most. */
export function messagePage(
  look: Look,
  companyName: string,
  heading: string,
  text: string,
  button?: { readonly action: string; readonly label: string },
): string {
  const body = html`<h1>${heading}</h1>
<p>${text}</p>
${button ? html`<form method="post" action="${button.action}"><button type="submit">${button.label}</button></form>` : ''}`;
  return layout(look, companyName, heading, body);
}

function layout(look: Look, companyName: string, title: string, body: Html): string {
  const logo = look.logoText || companyName;
  return html`<!doctype html>
<html lang="${look.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${[title, logo].filter((part) => part !== '').join(' · ')}</title>
<style>${{ html: styleOf(look.accentColour) }}</style>
</head>
<body>
<header><b>${logo}</b></header>
<main><div class="card">
${body}
</div></main>
</body>
</html>
`.html;
}

function fieldHtml(spec: FieldSpec, value: string, faults: readonly FieldFault[], words: SignupWords): Html {
  const fault = faults.find(({ field }) => field === spec.name)?.message;
  const isFirst = fault !== undefined && faults[0]?.field === spec.name;
  return html`<div class="${isWide(spec) ? 'wide' : ''}">
<label for="f-${spec.name}">${spec.label} ${when(!spec.isRequired, () => html`<small>(${words.optional})</small>`)}</label>
${controlHtml(spec, value, words, { hasFault: fault !== undefined, isFirst })}
${fault === undefined ? '' : html`<p class="fault" id="e-${spec.name}">${fault}</p>`}
</div>
`;
}

const isWide = ({ type, name }: FieldSpec): boolean => type === 'area' || type === 'email' || name.startsWith('address');

function controlHtml(
  spec: FieldSpec,
  value: string,
  words: SignupWords,
  { hasFault, isFirst }: { readonly hasFault: boolean; readonly isFirst: boolean },
): Html {
  const { name, type, maxLength, autocomplete, isRequired } = spec;
  const common = html`id="f-${name}" name="${name}" ${when(isRequired, () => html`required`)} ${when(
    autocomplete !== '',
    () => html`autocomplete="${autocomplete}"`,
  )} ${when(hasFault, () => html`aria-invalid="true" aria-describedby="e-${name}"`)} ${when(isFirst, () => html`autofocus`)}`;
  if (type === 'area') return html`<textarea ${common} maxlength="${maxLength}">${value}</textarea>`;
  if (type === 'select') return html`<select ${common}>${optionsHtml(spec, value, words)}</select>`;
  return html`<input type="${type}" ${common} maxlength="${maxLength}" value="${value}">`;
}

function optionsHtml({ options }: FieldSpec, value: string, words: SignupWords): readonly Html[] {
  const all = [{ value: '', label: words.choose }, ...options];
  return all.map(
    (one) => html`<option value="${one.value}"${when(one.value === value, () => html` selected`)}>${one.label}</option>`,
  );
}

function trapHtml(words: SignupWords, isShown: boolean): Html {
  return html`<div class="${isShown ? 'wide' : 'trap'}"${when(!isShown, () => html` aria-hidden="true"`)}>
<label for="f-${hidden.trap}">${words.leaveEmpty}</label>
<input type="text" id="f-${hidden.trap}" name="${hidden.trap}" value="" autocomplete="off"${when(!isShown, () => html` tabindex="-1"`)}>
</div>`;
}

/** Plain HTML to copy into any page: no script, no style but what hides the trap. */
export function htmlSnippet(form: SignupForm, action: string): string {
  const words = signupWords[form.language];
  const fields = fieldSpecs(form).map(
    (spec) => html`  <p><label>${spec.label}${spec.isRequired ? ' *' : ''}<br>${snippetControl(spec, words)}</label></p>\n`,
  );
  return html`<form method="post" action="${action}" accept-charset="utf-8" lang="${form.language}">
${fields}  <p style="position:absolute;left:-99999px" aria-hidden="true"><label>${words.leaveEmpty} <input name="${hidden.trap}" autocomplete="off" tabindex="-1"></label></p>
  <p><button type="submit">${words.send}</button></p>
</form>
`.html;
}

function snippetControl(spec: FieldSpec, words: SignupWords): Html {
  const { name, type, maxLength, autocomplete, isRequired } = spec;
  const common = html`name="${name}"${when(autocomplete !== '', () => html` autocomplete="${autocomplete}"`)}${when(
    isRequired,
    () => html` required`,
  )}`;
  if (type === 'area') return html`<textarea ${common} maxlength="${maxLength}" rows="4"></textarea>`;
  if (type === 'select') return html`<select ${common}>${optionsHtml(spec, '', words)}</select>`;
  return html`<input type="${type}" ${common} maxlength="${maxLength}">`;
}

/** The version that renders itself where it stands. */
export function scriptSnippet(pageUrl: string, language: SignupForm['language']): string {
  const label = signupWords[language].heading;
  return html`<script src="${pageUrl}.js" async></script>
<noscript><a href="${pageUrl}">${label}</a></noscript>
`.html;
}
