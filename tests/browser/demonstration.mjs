// Looks around the demonstration as one person of every role: their own rooms, and one page of every kind that somebody can reach.

import { DESKTOP, PHONE, Person } from './browser.mjs';

const NO_PAGE = /\.(pdf|csv|xlsx|json|ics)$/;
const DEEPEST = 5;
const MOST_A_PERSON = 40;

// What kind of page an address leads to: the second part names one of many, unless it is a place of its own.
function shape(path) {
  const [room, one, ...rest] = new URL(path, 'http://x').pathname.split('/').filter(Boolean);
  const place = !one || ['new', 'what-would', 'adopted', 'switch'].includes(one);
  return [room, place ? one : '*', ...rest.map((part) => (/\d|[.]/.test(part) ? '*' : part))].filter(Boolean).join('/');
}

async function linksOf(person) {
  const here = await person.page.locator('a[href]').evaluateAll((links) => links.map((link) => ({ href: link.href, inside: Boolean(link.closest('nav')) })));
  return here
    .filter(({ href }) => href.startsWith(`${person.installation.base}/`))
    .map(({ href, inside }) => ({ inside, path: href.slice(person.installation.base.length).replace(/#.*/, '') }))
    .filter(({ path }) => !NO_PAGE.test(path.replace(/\?.*/, '')) && !path.startsWith('/assets/'));
}

async function look(person, known) {
  const own = new Set(['/']);
  let next = (await linksOf(person)).filter(({ inside }) => inside);
  for (let depth = 0; depth < DEEPEST && next.length && own.size < MOST_A_PERSON; depth += 1) {
    const found = [];
    for (const { inside, path } of next) {
      const room = inside && !path.includes('?');
      if (own.has(path) || own.size >= MOST_A_PERSON || (!room && known.has(shape(path)))) continue;
      own.add(path);
      known.add(shape(path));
      await person.visit(path);
      found.push(...(await linksOf(person)));
    }
    next = found;
  }
}

export async function demonstration(browser, installation, failures) {
  if (!(await installation.has('demo'))) {
    console.log('SKIPPED demonstration: this program has no command `demo`');
    return;
  }
  await installation.demonstrate();
  const visitor = await Person.open(browser, installation, failures, { name: 'visitor' });
  await visitor.visit('/personas');
  const rows = await visitor.page.locator('main tbody tr').evaluateAll((all) => all.map((row) => [...row.cells].map((cell) => cell.innerText.trim())));
  await visitor.close();
  const roles = new Map(rows.map(([name, role, agency], at) => [role, { at, name, role, agency }]));
  if (roles.size < 2) failures.add('/personas', `${roles.size} roles can be acted`);
  const known = new Set();
  // Somebody who sees little would meet a page of a kind in its emptiest form, so whoever has the most roles and rooms goes first.
  const order = [...roles.values()].sort((a, b) => Number(b.role === 'Business manager') - Number(a.role === 'Business manager'));
  for (const [turn, { at, name, role }] of order.entries()) {
    const person = await Person.open(browser, installation, failures, { name: role, viewport: turn % 2 ? PHONE : DESKTOP });
    await person.page.goto(`${installation.base}/personas`);
    await person.page.locator('main tbody tr').nth(at).getByRole('button').click();
    await person.check();
    const head = await person.page.locator('.app-acting').innerText();
    if (!head.includes(name)) failures.add(person.where, `acting as ${name} shows “${head}”`);
    if (!(await person.page.locator('body').innerText()).includes('Demonstration')) failures.add(person.where, 'does not say that this is a demonstration');
    await look(person, known);
    await person.close();
  }
  console.log(`demonstration: ${order.length} roles, ${known.size} kinds of page`);
}
