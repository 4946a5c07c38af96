// The journey of a new partnership: its manager registers agencies and brings people in, a school disagrees with the council, they settle it.

import { readFile } from 'node:fs/promises';
import { Person, PHONE } from './browser.mjs';
import { signIn, signOut, takeUp } from './people.mjs';

const PEOPLE = {
  manager: { name: 'Morgan Reeve', email: 'morgan.reeve@westmere.example' },
  lead: { name: 'Asha Lindqvist', email: 'asha.lindqvist@hillside.example' },
  author: { name: 'Tom Okafor', email: 'tom.okafor@westmere-council.example' },
};
const COUNCIL = 'Westmere Council';
const SCHOOL = 'Hillside School';
const CONCERN = 'The referral of 3 March was closed without a conversation.';
const ROOMS = [
  '/', '/organisations', '/groups', '/groups/new', '/meetings', '/escalations', '/contributions', '/contributions/new', '/statistics', '/reports',
  '/reports/new', '/figures', '/figures/escalation.raised', '/accounts', '/accounts/new', '/account', '/notices', '/search', '/agreement',
  '/agreement/what-would', '/agreement/adopted', '/help', '/accessibility', '/step-up',
];

export async function partnership(browser, installation, failures, { scripts }) {
  const cast = {};
  const open = async (who, viewport) => {
    const person = await Person.open(browser, installation, failures, { name: who, viewport, scripts });
    cast[who] = Object.assign(person, { email: PEOPLE[who].email });
    return person;
  };
  const { name, email } = PEOPLE.manager;
  const place = ['--partnership', 'westmere', '--partnership-name', 'Westmere', '--area', 'E09000099', '--role', 'business_manager'];
  const link = await installation.invite('--name', name, '--email', email, ...place);
  await installation.serve();

  const manager = await open('manager');
  await strangers(manager);
  await takeUp(manager, link);
  await signOut(manager);
  await signIn(manager);
  for (const room of ROOMS) await manager.visit(room);
  await manager.visit('/organisations/00000000-0000-0000-0000-000000000000', 404);

  await register(manager, { name: COUNCIL, agency_type: 'Council', standing: 'Statutory safeguarding partner' });
  const school = { name: SCHOOL, agency_type: 'School, college or early years setting', phase: 'Secondary', standing: 'Relevant agency' };
  await register(manager, school);
  await bringIn(manager, await open('lead', PHONE), PEOPLE.lead, SCHOOL, 'School safeguarding lead', 'after');
  await bringIn(manager, await open('author'), PEOPLE.author, COUNCIL, 'Agency author', 'before');
  await escalation(cast, installation, failures);
  await records(cast, failures);
  for (const person of Object.values(cast)) await signOut(person);
  await manager.visit('/escalations');
  if (!manager.page.url().includes('/sign-in')) failures.add(manager.where, 'a page was shown to somebody who had signed out');
  for (const person of Object.values(cast)) await person.close();
}

async function strangers(person) {
  for (const page of ['/help', '/accessibility', '/agreement']) await person.visit(page);
  await person.visit('/invitation/not-an-invitation', 404);
}

async function register(manager, fields) {
  await manager.visit('/organisations');
  await manager.follow('Register an organisation');
  await manager.press('Register it', { refused: true });
  await manager.fill(fields);
  await manager.fill({ 'valid_from-day': '1', 'valid_from-month': '4', 'valid_from-year': '2019' });
  await manager.press('Register it');
  for (const page of ['/name', '/footprint', '/lead', '/site', '/close']) await aside(manager, page);
}

// A page below the one being looked at, and back.
async function aside(person, below) {
  const here = new URL(person.page.url()).pathname;
  await person.visit(here + below);
  await person.visit(here);
}

// `joins` says whether the newcomer takes up the invitation before or after being appointed.
async function bringIn(manager, newcomer, { name, email }, agency, role, joins) {
  await manager.visit('/accounts');
  await manager.follow('Invite somebody');
  await manager.press('Invite', { refused: true });
  await manager.fill({ name, email });
  await manager.press('Invite');
  const link = (await manager.page.locator('main code').innerText()).trim();
  if (joins === 'before') await takeUp(newcomer, link, { appointed: false });
  await manager.follow('Appoint them');
  await manager.fill({ agency, roles: [role] });
  await manager.press('Appoint');
  if (joins === 'after') await takeUp(newcomer, link);
  for (const page of ['/end', '/suspend']) await aside(manager, page);
  await newcomer.visit('/');
}

async function escalation({ manager, lead, author }, installation, failures) {
  await lead.visit('/escalations');
  await lead.follow('Raise an escalation');
  await lead.press('Raise it', { refused: true });
  const unsafe = {
    about: 'A child', reason: 'Threshold: what level of help is needed', raised_with: COUNCIL, safe: 'No',
    reference: 'HS-1', concern: CONCERN, wanted: 'Look at the referral again.', how: 'The school sees them daily.',
    urgent: 'In the normal time: two working days for the first stage',
  };
  await lead.fill(unsafe);
  await lead.press('Raise it', { refused: true });
  const said = await lead.page.locator('.govuk-error-summary').innerText();
  if (!said.includes('urgent')) failures.add(lead.where, `somebody unsafe may wait, or is refused for another reason: ${said}`);
  await lead.fill({ urgent: 'Urgently: today' });
  await lead.press('Raise it');
  const path = new URL(lead.page.url()).pathname;
  await lead.visit(`${path}/withdraw`);
  await lead.visit(`${path}/safety`);

  await author.visit('/notices');
  await author.visit(path);
  await author.follow('Answer');
  await author.press('Send the answer', { refused: true });
  await author.fill({ answer: 'We have opened it again and will call tomorrow.' });
  await author.press('Send the answer');

  await lead.visit(path);
  const text = await lead.page.locator('main').innerText();
  if (!text.includes('will call tomorrow')) failures.add(lead.where, 'the answer is not shown to the school');
  const resolver = await whoever([manager, lead, author], path, 'Record how it ended');
  if (!resolver) return failures.add(lead.where, 'nobody is offered to record how it ended');
  await resolver.follow('Record how it ended');
  await resolver.press('Record the outcome', { refused: true });
  await resolver.fill({ outcome: 'The decision was changed', agreed: 'An assessment begins this week.', learning: 'Call before closing.' });
  await resolver.press('Record the outcome');
  await manager.visit(path);
  const state = await manager.page.locator('main').innerText();
  if (!state.includes('Resolved')) failures.add(manager.where, 'the escalation is not shown as resolved');
}

async function whoever(people, path, link) {
  for (const person of people) {
    await person.visit(path);
    if (await person.link(link).count()) return person;
  }
  return null;
}

async function records({ manager, author }, failures) {
  const path = new URL(manager.page.url()).pathname;
  for (const text of ['What has happened to it', 'Who has seen it']) {
    await manager.visit(path);
    await manager.follow(text);
  }
  await manager.visit('/escalations?words=referral&status=resolved');
  const download = manager.page.waitForEvent('download');
  await manager.link('CSV').click();
  const csv = await readFile(await (await download).path(), 'utf8');
  if (!csv.includes(CONCERN)) failures.add(manager.where, `the CSV export lacks the escalation: ${csv.slice(0, 200)}`);
  await manager.visit('/search?words=referral');
  if (!(await manager.page.locator('main').innerText()).includes(CONCERN)) failures.add(manager.where, 'the search does not find the escalation');
  await manager.visit('/figures/escalation.raised');
  await author.visit('/escalations');
  await author.visit('/accounts', 404);
}
