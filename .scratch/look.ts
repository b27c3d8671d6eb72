import pg from 'pg';
import { chromium } from 'playwright-core';
import { startInstance } from '../src/testing/instance.ts';
// @ts-ignore
import { seed } from './seed.mjs';
const instance = await startInstance({ withCalls: false });
const stop = async () => { await instance.stop(); process.exit(); };
try {
  const token = new URL(instance.setupUrl ?? '').hash.slice(1);
  const { cookie } = await seed(instance.panelUrl, token);
  const c = new pg.Client({ connectionString: instance.database.ownerUrl });
  await c.connect();
  await c.query(`update account set created_at='2026-09-20'`);
  let n = 0;
  for (let d = 0; d < 60; d++) for (let k = 0; k < 6; k++) {
    const at = new Date(Date.UTC(2026, 8, 22 + d, 3 + k, 7 * k)).toISOString(); const acc = 1 + ((d + k) % 3);
    const price = BigInt(Math.round(0.0265 * (1 + k) * (1 + (d % 5)) * 1e8)); const dest = ['Australia', 'Australia mobile', 'New Zealand', 'United Kingdom'][(d * k) % 4]; const id = 'call-' + n++;
    const t = await c.query(`select transfer_id from ledger_post('call',$1,$2,$3,'system',array['call_revenue','unbilled'],array[0,$4::bigint],array[-$5::bigint,$5::bigint])`, [id, at, 'Call to ' + dest, acc, String(price)]);
    await c.query(`insert into cdr (call_id, account_id, network_number_id, protocol, caller_number, dialled, number, destination_kind, destination, started_at, answered_at, ended_at, duration_ms, billed_seconds, price, charge, outcome, hangup_cause, transfer_id)
     select $1,$4,n.id,'sip',n.number,'0299990000','61299990000','outside',$3,$2,$2,$2,$6::int*1000,$6::int,$5,$5,'answered',16,$7 from network_number n where n.account_id=$4 limit 1`, [id, at, dest, acc, String(price), 60 * (1 + k), t.rows[0].transfer_id]);
  }
  await c.query(`select ledger_post('top_up','x1','2026-10-20','Payment received','Olive Operator',array['bank','receivable'],array[0,1]::bigint[],array[2500000000,-2500000000]::bigint[])`);
  await c.end();
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  const [name, value] = cookie.split('=');
  const shots: [string, string][] = JSON.parse(process.env.SHOTS ?? '[]');
  const api = async (method: string, path: string, body?: unknown) => (await fetch(instance.panelUrl + '/api/v1' + path, { method, headers: { cookie, ...(body ? { 'content-type': 'application/json' } : {}) }, ...(body ? { body: JSON.stringify(body) } : {}) })).json();
  const prev = await api('POST', '/invoice-runs', { mode: 'preview' });
  const wait = async (id: string) => { for (;;) { const r = await api('GET', '/invoice-runs/' + id); if (r.state === 'done') return r; await new Promise((s) => setTimeout(s, 300)); } };
  console.log(JSON.stringify(await wait(prev.id)));
  const run = await api('POST', '/invoice-runs', {});
  console.log(JSON.stringify(await wait(run.id)));
  const list = await api('GET', '/invoices');
  console.log(list.items.map((i: any) => `${i.id} ${i.number} ${i.total} ${i.customerName} ${i.state}`).join('\n'));
  console.log(JSON.stringify(await api('POST', '/invoices/2/credits', { reason: 'Wrong price for New Zealand', lines: [{ line: 1, amount: '1.50' }], creditedBefore: '0' })).slice(0, 200));
  for (const scheme of ['light', 'dark'] as const) for (const width of [1360, 390]) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
    await context.addCookies([{ name: name!, value: value!, url: instance.panelUrl }]);
    const page = await context.newPage();
    page.on('console', (m) => { if (m.type() === 'error') console.log('console', m.text()); });
    for (const [path, file] of shots) {
      await page.goto(instance.panelUrl + path); await page.waitForLoadState('networkidle');
      await page.screenshot({ path: `/tmp/inst-invoicing/${file}-${scheme}-${width}.png`, fullPage: true });
    }
    await context.close();
  }
  await browser.close();
} catch (error) { console.error(error); }
await stop();
