// One journey for each persona of the demonstration: what somebody of that role comes for, done to the end. The same with scripts and without.

import { DESKTOP, PHONE, Person } from './browser.mjs';

const REPORT = '/reports/report-northbrook-children-2025';
const today = { 'on-day': '28', 'on-month': '9', 'on-year': '2026' };

// Who, by role and a part of the agency's name; what they do, with the page they begin on.
const JOURNEYS = [
  ['Business manager', 'business unit', setsAPriority],
  ['QA officer', 'business unit', (person) => bringsEvidence(person, '/priorities/priority-early-help', 'Ten files were opened and read together')],
  ['Analyst', 'business unit', explainsANumber],
  ['Training co-ordinator', 'business unit', (person) => readsFrom(person, '/priorities/little-or-no-progress', 'Stronger families and early help')],
  ['Moderator', 'business unit', (person) => readsFrom(person, `${REPORT}/preview`, 'What we set out to do')],
  ['System administrator', 'business unit', administers],
  ['Agency author', 'Northbrook Homes', contributes],
  ['Agency approver', 'Northbrook Hospitals', (person) => readsFrom(person, '/contributions', 'Northbrook Hospitals')],
  ['Agency author, MASH partner', 'Northbrook Council', (person) => disagrees(person, 'Northbrook Hospitals')],
  ['Agency author, Exploitation analyst', 'Youth Justice', (person) => bringsEvidence(person, '/priorities/priority-outside-home', 'Two places were named by many children')],
  ['School safeguarding lead', 'Hazelwick', (person) => disagrees(person, 'Northbrook Council')],
  ['School governor', 'Hazelwick', (person) => readsFrom(person, '/groups', 'Education safeguarding group')],
  ['Sub-group chair', 'Northbrook Hospitals', (person) => readsFrom(person, '/meetings', 'Learning and practice review group')],
  ['Delegated safeguarding partner', 'Northbrook Council', (person) => readsFrom(person, '/priorities/priority-hub', 'Waiting for a decision')],
  ['Independent scrutineer', 'scrutiny', scrutinises],
  ['Council scrutiny member', 'Northbrook Council', (person) => readsFrom(person, '/reports/report-northbrook-children-2024/preview', 'What each partner did')],
  ['Lead member', 'Northbrook Council', (person) => readsFrom(person, '/meetings', 'Executive leadership group')],
  ['Children missing education officer', 'Northbrook Council', (person) => bringsEvidence(person, '/priorities/priority-education', 'Children who come back to school say who helped')],
  ['Designated officer (LADO)', 'Northbrook Council', (person) => readsFrom(person, '/priorities', 'Child sexual abuse in all its forms')],
  ['Suspected suicide panel member', 'Mental Health', (person) => readsFrom(person, '/meetings', "Adults' safeguarding board")],
  ['Lead safeguarding partner', 'Three Valleys', signs],
  ['Business manager', 'business unit', publishes],
  ['Business manager', 'Eastmere', keepsToTheirOwn],
];

export async function journeys(browser, installation, failures, { scripts }) {
  await installation.demonstrate();
  for (const [turn, [role, agency, journey]] of JOURNEYS.entries()) {
    // A school lead has a phone in the corridor, and so has every second of the others.
    const viewport = role.startsWith('School') || turn % 2 ? PHONE : DESKTOP;
    const person = await Person.open(browser, installation, failures, { name: role, viewport, scripts });
    await person.page.goto(`${installation.base}/personas`);
    const row = person.page.locator('main tbody tr').filter({ hasText: agency }).filter({ has: person.page.getByRole('cell', { name: role, exact: true }) });
    await row.first().getByRole('button').click();
    await person.check();
    await journey(person);
    await person.close();
  }
  console.log(`journeys: ${JOURNEYS.length}, ${scripts ? 'with scripts' : 'without scripts'}`);
}

async function shows(person, text) {
  const words = (await person.page.locator('main').innerText()).replace(/\s+/g, ' ');
  if (!words.includes(text)) person.failures.add(person.where, `does not show “${text}”: ${words.slice(0, 160)}`);
}

async function readsFrom(person, path, text) {
  await person.visit('/');
  await person.visit(path);
  await shows(person, text);
}

async function setsAPriority(person) {
  await person.visit('/priorities');
  await person.follow('Set a priority');
  await person.press('Set it', { refused: true });
  await person.fill({
    kind: 'Priority', title: 'Children who care for somebody', what: 'Find young carers sooner',
    measure: 'Young carers say when they were first asked', lead: "Children's partnership board",
  });
  await person.press('Set it');
  await shows(person, 'Children who care for somebody');
  await person.visit('/priorities?words=carers');
  await shows(person, 'Children who care for somebody');
}

async function bringsEvidence(person, priority, what) {
  await person.visit(priority);
  await person.follow('Add evidence');
  await person.press('Add the evidence', { refused: true });
  await person.fill({ source: 'What practitioners say', what, ...today });
  await person.press('Add the evidence');
  await shows(person, what);
}

async function explainsANumber(person) {
  await person.visit('/figures');
  await person.visit('/figures/escalation.resolved-by-stage');
  await person.visit(`${REPORT}/preview`);
  await person.page.locator('a.app-number').first().click();
  await person.check();
  await shows(person, 'Counts');
  await shows(person, 'Does not mean');
}

async function administers(person) {
  await person.visit('/accounts');
  await person.visit('/reports', 404);
}

async function contributes(person) {
  await person.visit('/contributions');
  await person.page.locator('main tbody a').filter({ hasText: '2025-26' }).first().click();
  await person.check();
  await person.follow('Write');
  await person.fill({ did: 'Tenancy officers ask about children at every visit.', difference: 'We do not know yet. We ask from this year on.' });
  await person.press('Save');
  await person.press('Submit for signing off');
  await shows(person, 'To be signed off');
}

async function disagrees(person, agency) {
  await person.visit('/escalations');
  await person.follow('Raise an escalation');
  await person.press('Raise it', { refused: true });
  await person.fill({
    about: 'A child', reason: 'Threshold: what level of help is needed', raised_with: agency, safe: 'Yes',
    reference: 'NB-2000', concern: 'The referral was closed and nobody rang back.', wanted: 'Look again and ring us.',
    how: 'We see the children every day.', urgent: 'In the normal time: two working days for the first stage',
  });
  await person.press('Raise it');
  await shows(person, 'nobody rang back');
  await person.page.getByText('Why you can see this').click();
  await shows(person, 'Clause');
}

async function scrutinises(person) {
  await person.visit('/reports/report-northbrook-children-2024/changes');
  await shows(person, 'recorded late');
  await person.visit('/meetings');
  await person.page.locator('main tbody a').first().click();
  await person.check();
  await person.visit('/figures/meeting.attendance');
  await shows(person, 'Seats represented');
}

async function signs(person) {
  await person.visit(REPORT);
  await person.follow('Sign for your partner');
  await person.press('Sign', { refused: true });
  await person.fill({ statement: 'We have read it and stand by it.' });
  await person.press('Sign');
  await shows(person, 'We have read it and stand by it.');
}

async function publishes(person) {
  await person.visit(REPORT);
  await person.follow('Publish');
  await person.press('Publish it');
  await shows(person, 'Published on');
  await person.visit('/public/northbrook/reports');
  await shows(person, 'Annual report 2025-26');
}

// The neighbour's manager is not told that a meeting next door exists.
async function keepsToTheirOwn(person) {
  await person.visit('/organisations');
  await person.visit('/meetings/meeting-elg-0', 404);
  await person.visit(REPORT, 404);
}
