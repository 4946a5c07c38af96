// A form done with the keys alone: Tab to go on, letters, Space and arrows to answer, Enter to send. No pointer, no focus set by the test.

import { Person } from './browser.mjs';
import { takeUp } from './people.mjs';

const MOST_TABS = 80;

// Tabs on until `found` says that the focus is where it should be.
async function tabTo(person, what, found) {
  const { page } = person;
  for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
    await page.keyboard.press('Tab');
    const focus = page.locator(':focus');
    if (!(await focus.count())) continue;
    const seen = await focus.evaluate((element) => {
      const style = getComputedStyle(element);
      const label = element.labels?.[0] ? getComputedStyle(element.labels[0], '::before') : null;
      return {
        name: element.getAttribute('name'),
        text: (element.labels?.[0] ?? element).innerText.trim(),
        marked: [style, label].some((one) => one && (one.outlineStyle !== 'none' || one.boxShadow !== 'none')),
      };
    });
    if (!seen.marked) person.failures.add(person.where, `the focus on “${seen.text || seen.name}” is not to be seen`);
    if (found(seen)) return;
  }
  throw new Error(`${MOST_TABS} tabs do not lead to ${what}`);
}

const toField = (person, name) => tabTo(person, `the field ${name}`, (seen) => seen.name === name);
const toText = (person, text) => tabTo(person, `“${text}”`, (seen) => seen.text === text);

async function enter(person, refused = false) {
  person.expected = refused ? [422] : [];
  const [answer] = await Promise.all([person.page.waitForNavigation(), person.page.keyboard.press('Enter')]);
  if (refused !== (answer.status() === 422)) person.failures.add(person.where, `Enter answered ${answer.status()}`);
  await person.check();
  person.expected = [];
}

export async function keyboard(browser, installation, failures) {
  const place = ['--partnership', 'westmere', '--partnership-name', 'Westmere', '--area', 'E09000099'];
  const link = await installation.invite('--name', 'Morgan Reeve', '--email', 'morgan.reeve@westmere.example', ...place);
  await installation.serve();
  const person = await Person.open(browser, installation, failures, { name: 'by keyboard' });
  await takeUp(person, link);
  const { page } = person;

  await person.visit('/organisations/new');
  await page.keyboard.press('Tab');
  const skip = await page.locator(':focus').innerText();
  if (skip !== 'Skip to main content') failures.add(person.where, `the first stop is “${skip}”, not the way past the navigation`);
  await page.keyboard.press('Enter');
  await toText(person, 'Register it');
  await enter(person, true);
  const focused = await page.evaluate(() => document.activeElement.className);
  if (!focused.includes('govuk-error-summary')) failures.add(person.where, `after an error the focus is on “${focused}”, not on the summary`);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const [landed, meant] = await page.evaluate(() => [document.activeElement.id, document.querySelector('.govuk-error-summary a').hash.slice(1)]);
  if (landed !== meant) failures.add(person.where, `the first error leads to “${landed}”, not to “${meant}”`);

  await person.visit('/organisations/new');
  await toField(person, 'name');
  await page.keyboard.type('Westmere Fire and Rescue');
  await toField(person, 'agency_type');
  await page.keyboard.type('Fire');
  await toField(person, 'standing');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  for (const [part, value] of [['day', '1'], ['month', '4'], ['year', '2019']]) {
    await toField(person, `valid_from-${part}`);
    await page.keyboard.type(value);
  }
  await enter(person);
  const text = await page.locator('main').innerText();
  for (const words of ['Westmere Fire and Rescue', 'Fire and rescue', 'Relevant agency', '1 April 2019']) {
    if (!text.includes(words)) failures.add(person.where, `“${words}” was typed and is not shown`);
  }
  await toText(person, 'Sign out');
  await enter(person);
}
