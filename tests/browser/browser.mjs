// Chromium, and what is asked of every page: no axe violation, no error in the console, no failed request, a title and one heading that agree,
// no sideways scrolling on a phone.

import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(new URL('../../assets/package.json', import.meta.url));
const { chromium } = require('playwright-core');
const { AxeBuilder } = require('@axe-core/playwright');

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];
export const DESKTOP = { width: 1200, height: 900 };
export const PHONE = { width: 390, height: 844 };
const WAIT_MS = 15_000;
// An error page and a form shown again answer with these on purpose; Chromium reports them in the console as failed loads.
const REFUSALS = [403, 404, 409, 422, 429];

export class Failures {
  #seen = new Set();
  #looked = new Set();
  pages = 0;

  // Axe and the widths are asked once of every kind of page, with scripts and without, as it is and with errors.
  firstLook(kind) {
    const first = !this.#looked.has(kind);
    this.#looked.add(kind);
    return first;
  }

  add(where, what) {
    const line = `FAIL ${where}: ${what}`.replace(/\u001b\[\d+m/g, '').replace(/\s+/g, ' ');
    if (this.#seen.has(line)) return;
    this.#seen.add(line);
    console.log(line);
  }

  get count() {
    return this.#seen.size;
  }
}

export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ARGS });
}

// The path with what differs from run to run taken out, so that one fault is told once.
function kindOf(url) {
  const { pathname, search } = new URL(url);
  const path = pathname.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, '{id}').replace(/(\/invitation\/).+/, '$1{token}');
  return path + (search ? '?…' : '');
}

// One person at one browser.
export class Person {
  static async open(browser, installation, failures, { name, viewport = DESKTOP, scripts = true }) {
    const person = new Person();
    Object.assign(person, { name, installation, failures, scripts, expected: [], problems: [] });
    person.context = await browser.newContext({ viewport, javaScriptEnabled: scripts, acceptDownloads: true });
    person.page = await person.context.newPage();
    person.page.setDefaultTimeout(WAIT_MS);
    person.page.on('console', (message) => {
      if (message.type() === 'error' && !REFUSALS.some((status) => message.text().includes(`status of ${status}`))) {
        person.problems.push(`console: ${message.text()}`);
      }
    });
    person.page.on('pageerror', (error) => person.problems.push(`script: ${error.message}`));
    person.page.on('requestfailed', (request) => {
      const why = request.failure()?.errorText;
      // Aborted is what a person gave up on by going elsewhere: a download, or a page left before its icon had come.
      if (why !== 'net::ERR_ABORTED') person.problems.push(`request: ${request.url()} ${why}`);
    });
    person.page.on('response', (response) => {
      const navigation = response.request().isNavigationRequest();
      const fine = response.status() < 400 || (navigation && person.expected.includes(response.status()));
      if (!fine) person.problems.push(`answer ${response.status()} to ${response.request().method()} ${kindOf(response.url())}`);
    });
    return person;
  }

  get where() {
    return `${this.name}${this.scripts ? '' : ' without scripts'} ${kindOf(this.page.url())}`;
  }

  async visit(path, status = 200) {
    this.expected = status === 200 ? [] : [status];
    const answer = await this.page.goto(path.startsWith('http') ? path : this.installation.base + path);
    if (answer.status() !== status) this.failures.add(this.where, `answered ${answer.status()}, not ${status}`);
    await this.check();
    this.expected = [];
  }

  // A link may look like a button, and then has the role of one.
  link(text) {
    return this.page.getByRole('link', { name: text, exact: true }).or(this.page.locator('a[role=button]').filter({ hasText: text })).first();
  }

  async follow(text) {
    await this.link(text).click();
    await this.check();
  }

  // Presses the button; an answer of 422 is a failure unless it is expected. Most are a form that comes back with its errors.
  async press(text, { refused = false } = {}) {
    this.expected = refused ? [422] : [];
    const button = this.page.getByRole('button', { name: text, exact: true }).first();
    const [answer] = await Promise.all([this.page.waitForNavigation(), button.click()]);
    if (refused !== (answer?.status() === 422)) {
      const said = await this.page.locator('.govuk-error-summary').allInnerTexts();
      this.failures.add(this.where, `pressing “${text}” answered ${answer?.status()}: ${said.join(' ')}`);
    }
    await this.check();
    this.expected = [];
  }

  // Choices are named by their label, and every field by its name.
  async fill(fields) {
    for (const [name, value] of Object.entries(fields)) {
      const field = this.page.locator(`main [name="${name}"]`);
      const kind = await field.first().evaluate((element) => element.type || element.tagName);
      if (kind === 'radio' || kind === 'checkbox') {
        for (const label of [value].flat()) await field.and(this.page.getByLabel(label, { exact: true })).check();
      } else if (kind === 'select-one') await field.selectOption({ label: value });
      else await field.fill(value);
    }
  }

  async check() {
    await this.page.waitForLoadState('load');
    this.failures.pages += 1;
    const say = (what) => this.failures.add(this.where, what);
    for (const problem of this.problems.splice(0)) say(problem);
    const headings = await this.page.locator('h1').allInnerTexts();
    const title = await this.page.title();
    if (headings.length !== 1) say(`${headings.length} first-level headings: ${headings.join(' | ')}`);
    // Text is compared without its spacing, which a rendered heading may have more of.
    const plain = (text) => text.replace(/\s+/g, ' ').trim();
    if (!title.startsWith('Error: ') && !plain(title).startsWith(plain(headings[0] ?? ''))) {
      say(`the title “${title}” does not begin with the heading “${headings[0]}”`);
    }
    const error = title.startsWith('Error: ') ? ' with errors' : '';
    const kind = kindOf(this.page.url()).replace(/(report|priority|meeting|group|contribution)-[\w-]+/g, '$1-*');
    if (!this.failures.firstLook(`${kind}${error} ${this.scripts}`)) return;
    await this.#axe(say);
    await this.#widths(say);
  }

  async #axe(say) {
    const page = this.scripts ? this.page : await this.#copied();
    const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
    for (const { id, help, nodes } of violations) {
      const first = nodes[0];
      say(`axe ${id}: ${help}: ${first.target.join(' ')} (${nodes.length}) ${first.any[0]?.message ?? ''}`);
    }
  }

  // Axe is a script, which a browser without scripts does not run. It looks at the same page in one that has them but not ours.
  async #copied() {
    if (!this.copy) {
      const context = await this.context.browser().newContext({ viewport: this.page.viewportSize() });
      this.copy = await context.newPage();
      await this.copy.route(/\.js$/, (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
    }
    const html = await this.page.content();
    const url = `${this.installation.base}/copied`;
    await this.copy.route(url, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
    await this.copy.goto(url);
    await this.copy.unroute(url);
    return this.copy;
  }

  async close() {
    await this.copy?.context().close();
    await this.context.close();
  }

  async #widths(say) {
    const viewport = this.page.viewportSize();
    await this.#picture('desktop', viewport.width === PHONE.width ? DESKTOP : viewport);
    await this.page.setViewportSize(PHONE);
    const over = await this.page.evaluate(() => {
      const room = document.documentElement.clientWidth;
      const excess = document.documentElement.scrollWidth - room;
      if (excess <= 0) return null;
      // Content inside a box that scrolls by itself does not widen the page.
      const scrolls = (element) => element && (['auto', 'scroll', 'hidden'].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
      const wide = [...document.body.querySelectorAll('*')].find((element) => element.getBoundingClientRect().right > room + 1 && !scrolls(element.parentElement));
      return `${excess} px, first by ${wide ? `${wide.tagName.toLowerCase()}.${wide.className}` : 'an unknown element'}`;
    });
    if (over) say(`scrolls sideways at ${PHONE.width} px by ${over}`);
    await this.#picture('phone', PHONE);
    await this.page.setViewportSize(viewport);
  }

  async #picture(width, viewport) {
    const folder = process.env.SCREENSHOTS;
    if (!folder || !this.scripts) return;
    await mkdir(folder, { recursive: true });
    await this.page.setViewportSize(viewport);
    const error = (await this.page.locator('.govuk-error-summary').count()) > 0 ? '-error' : '';
    const name = kindOf(this.page.url()).replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'start';
    await this.page.screenshot({ path: join(folder, `${name}${error}-${width}.png`), fullPage: true });
  }
}
