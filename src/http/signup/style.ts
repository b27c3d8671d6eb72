import { readableOn } from '../../core/accounts/signupForm.ts';

/** The look of the hosted pages: one column, the operator's colour, light and dark. `accent` is checked to be `#rrggbb`. */
export function styleOf(accent: string): string {
  return `:root{color-scheme:light dark;--accent:${accent};--on-accent:${readableOn(accent)};--page:#f6f7f9;--card:#fff;--text:#161b23;--dim:#596374;--line:#c3c9d2;--bad:#b4232a}
@media (prefers-color-scheme:dark){:root{--page:#101317;--card:#181c22;--text:#e7eaef;--dim:#a5aebb;--line:#4a5462;--bad:#ff8787}}
*{box-sizing:border-box}
body{margin:0;border-top:6px solid var(--accent);background:var(--page);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
header{padding:1.25rem 1rem 0;max-width:40rem;margin:0 auto}
header b{font-size:1.125rem;overflow-wrap:anywhere}
main{max-width:40rem;margin:1rem auto 3rem;padding:0 1rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1.5rem}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 .5rem;overflow-wrap:anywhere}
p{margin:0 0 1rem;white-space:pre-line;overflow-wrap:anywhere}
.fields{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,15rem),1fr));align-items:start}
.wide{grid-column:1/-1}
label{display:block;font-weight:600;font-size:.9375rem;margin-bottom:.25rem;overflow-wrap:anywhere}
label small{font-weight:400;color:var(--dim)}
input,select,textarea{width:100%;font:inherit;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:8px;padding:.6rem .7rem;min-height:2.75rem}
textarea{min-height:6rem;resize:vertical}
[aria-invalid=true]{border-color:var(--bad);border-width:2px}
.fault{color:var(--bad);font-size:.9375rem;margin:.25rem 0 0}
.notice{border-left:4px solid var(--bad);padding:.5rem .75rem;margin:0 0 1rem}
button{font:inherit;font-weight:600;color:var(--on-accent);background:var(--accent);border:1px solid transparent;border-radius:8px;padding:.7rem 1.5rem;min-height:2.75rem;cursor:pointer;margin-top:1.25rem}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
@media (prefers-color-scheme:dark){:focus-visible{outline-color:var(--text)}button{border-color:var(--line)}}
.trap{position:absolute;left:-99999px;width:1px;height:1px;overflow:hidden}
@media (max-width:30rem){.card{padding:1rem}button{width:100%}}
`;
}
