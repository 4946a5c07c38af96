// Looks at every page of the component gallery at desktop and phone width: axe with all its rules, no script error, no sideways
// scrolling, and the layout as it was when somebody last looked at it (docs/decisions/0007-layouts-not-pictures.md).
//
// UPDATE_LAYOUT=1 writes the layouts again; look at the difference before committing it. `SCREENSHOTS` keeps pictures as elsewhere.

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { DESKTOP, PHONE, Person } from './browser.mjs';

const require = createRequire(new URL('../../assets/package.json', import.meta.url));
const { AxeBuilder } = require('@axe-core/playwright');

const LAYOUTS = fileURLToPath(new URL('gallery-layout.txt', import.meta.url));
const START_MS = 30_000;
// An example stands inside a page: it may bring a landmark or a heading that would be alone on a page of its own.
const RULES_OF_WHOLE_PAGES = [
  'landmark-banner-is-top-level', 'landmark-contentinfo-is-top-level', 'landmark-no-duplicate-banner', 'landmark-no-duplicate-contentinfo',
  'heading-order', 'skip-link', 'region',
];
// GOV.UK puts back links and breadcrumbs before the main content, so that the skip link passes them.
const RULES_OF_NO_PAGE = ['region'];

async function serve(installation) {
  const base = `http://127.0.0.1:${installation.port}`;
  installation.base = base;
  // Named as the harness names its server, so that it is ended with the rest.
  installation.server = spawn(installation.program, ['gallery', '--port', String(installation.port)], { stdio: 'ignore' });
  const until = Date.now() + START_MS;
  while (Date.now() < until) {
    if (installation.server.exitCode !== null) throw new Error('the gallery ended at once');
    const answer = await fetch(`${base}/gallery`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`the gallery did not answer within ${START_MS / 1000} s`);
}

async function allRules(person, alone) {
  const builder = new AxeBuilder({ page: person.page });
  const { violations } = await builder.disableRules(alone ? RULES_OF_NO_PAGE : RULES_OF_WHOLE_PAGES).analyze();
  for (const { id, help, nodes } of violations) {
    const { width } = person.page.viewportSize();
    person.failures.add(`${person.where} at ${width} px`, `axe ${id}: ${help}: ${nodes[0].target.join(' ')} (${nodes.length}) ${nodes[0].any[0]?.message ?? ''}`);
  }
}

// What the harness asks of every page, phone width included, is asked once; at phone width there is then only axe left to run.
async function look(person, page) {
  if (person.page.viewportSize().width === DESKTOP.width) await person.visit(page);
  else await person.page.goto(person.installation.base + page);
}

// One line for each element that can be seen in the example: what it is, where it stands in the one around it, how large it is, its
// letters and colours. Inside a drawing only the drawing itself: crate govuk tests what is in it.
function layout() {
  const root = document.querySelector('.app-gallery__example') ?? document.querySelector('main');
  const hex = (colour) => {
    const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
    return alpha === 0 ? '-' : `#${[red, green, blue].map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
  };
  const lines = [];
  const walk = (element, depth, around) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const seen = element.checkVisibility({ visibilityProperty: true }) && box.width > 1 && box.height > 1;
    if (!seen) return;
    const name = [element.localName, ...element.classList].join('.');
    const [x, y, width, height] = [box.x - around.x, box.y - around.y, box.width, box.height].map(Math.round);
    const border = parseFloat(style.borderTopWidth) + parseFloat(style.borderLeftWidth) > 0 ? ` ${hex(style.borderLeftColor)}` : '';
    lines.push(`${' '.repeat(depth)}${name} ${x} ${y} ${width} ${height} ${Math.round(parseFloat(style.fontSize))} ${hex(style.color)} ${hex(style.backgroundColor)}${border}`);
    if (element.localName === 'svg') return;
    for (const child of element.children) walk(child, depth + 1, box);
  };
  walk(root, 0, root.getBoundingClientRect());
  return lines;
}

// Text is a little wider or narrower with another machine's fonts: a twentieth, or a line of it, is no difference.
function differs(was, is) {
  const numbers = (line) => line.match(/(?<= )-?\d+(?= )/g)?.map(Number) ?? [];
  const words = (line) => line.replace(/(?<= )-?\d+(?= )/g, '·');
  if (words(was) !== words(is)) return true;
  const now = numbers(is);
  return numbers(was).some((number, at) => Math.abs(number - now[at]) > Math.max(6, Math.abs(number) / 20));
}

function parse(text) {
  const pages = new Map();
  for (const part of text.split(/^== /m).slice(1)) {
    const [name, ...lines] = part.trimEnd().split('\n');
    pages.set(name, lines);
  }
  return pages;
}

function compare(person, name, was, is) {
  if (!was) return person.failures.add(name, 'has no layout yet: look at it and set UPDATE_LAYOUT=1');
  const at = is.findIndex((line, at) => was[at] === undefined || differs(was[at], line));
  if (at >= 0) person.failures.add(name, `looks different: was “${was[at]?.trim() ?? 'nothing'}”, is “${is[at].trim()}”`);
  else if (was.length > is.length) person.failures.add(name, `looks different: “${was[is.length].trim()}” is gone`);
  return undefined;
}

export async function gallery(browser, installation, failures) {
  if (!(await installation.has('gallery'))) {
    console.log('SKIPPED gallery: this program has no command `gallery`');
    return;
  }
  await serve(installation);
  const known = parse(await readFile(LAYOUTS, 'utf8').catch(() => ''));
  const found = new Map();
  const people = [];
  for (const viewport of [DESKTOP, PHONE]) people.push(await Person.open(browser, installation, failures, { name: 'gallery', viewport }));
  await people[0].visit('/gallery');
  const pages = await people[0].page.locator('main a').evaluateAll((links) => links.map((link) => link.pathname));
  for (const person of people) {
    const { width } = person.page.viewportSize();
    await person.visit('/gallery');
    await allRules(person, true);
    for (const page of pages) {
      await look(person, page);
      await allRules(person, false);
      const example = person.page.getByRole('link', { name: 'See it in a page of its own' });
      if (await example.count()) {
        await look(person, `${page}/example`);
        await allRules(person, true);
      }
      const name = `${page} at ${width} px`;
      found.set(name, await person.page.evaluate(layout));
      if (!process.env.UPDATE_LAYOUT) compare(person, name, known.get(name), found.get(name));
    }
  }
  await opened(people[0]);
  await zoomingMap(people[0]);
  for (const person of people) await person.close();
  const bare = await Person.open(browser, installation, failures, { name: 'gallery', scripts: false });
  // Without scripts the pages are what crate govuk tests; a few show that style and layout hold.
  for (const page of ['', '/button', '/accordion', '/service-navigation', '/form', '/moj-button-menu', '/chart-map']) await bare.visit(`/gallery${page}`);
  await bare.close();
  if (process.env.UPDATE_LAYOUT) {
    await writeFile(LAYOUTS, [...found].map(([name, lines]) => [`== ${name}`, ...lines].join('\n')).join('\n') + '\n');
  }
}

// What scripts open is looked at as well: a menu, a calendar, an alert put away, one more person added.
async function opened(person) {
  const { page } = person;
  const after = async (path, act, seen) => {
    await person.visit(path);
    await act();
    await page.locator(seen).first().waitFor();
    await person.check();
    await allRules(person, false);
  };
  const press = (name) => () => page.getByRole('button', { name, exact: true }).first().click();
  await after('/gallery/moj-button-menu', press('Actions'), '.moj-button-menu__wrapper:visible');
  await after('/gallery/moj-date-picker', press('Choose date'), '.moj-datepicker__dialog:visible');
  await after('/gallery/moj-add-another', press('Add another person'), '.moj-add-another__item:nth-of-type(3)');
  await after('/gallery/accordion', press('Show all sections'), '.govuk-accordion__section--expanded:nth-of-type(3)');
  await after('/gallery/checkboxes', () => page.getByLabel('School', { exact: true }).check(), '#which-school:visible');
  await person.visit('/gallery/moj-alert');
  await press('Dismiss')();
  if ((await page.getByText('The answer is due today').count()) > 1) person.failures.add(person.where, 'the alert is not put away');
}

// The map that zooms shows the same areas in the same fills as the drawing, and tells what the drawing tells.
async function zoomingMap(person) {
  await person.visit('/gallery/chart-map');
  const { page } = person;
  await page.getByRole('button', { name: 'Show a map that zooms' }).click();
  await page.locator('.leaflet-container path').first().waitFor();
  const fills = (selector) => page.locator(selector).evaluateAll((paths) => paths.map((path) => path.getAttribute('fill')).sort());
  const [drawn, zooming] = [await fills('path[data-id]'), await fills('.leaflet-container path')];
  if (drawn.join() !== zooming.join()) person.failures.add(person.where, `the map that zooms is filled ${zooming}, the drawing ${drawn}`);
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await person.check();
  await allRules(person, false);
}
