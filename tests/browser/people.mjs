// How anybody gets in: by taking up an invitation, and by signing in afterwards.

import { Authenticator } from './totp.mjs';

const PASSWORD = 'walrus-teapot-gravel';

// Whoever is not appointed yet is told so, and sees nothing else. That page answers 422.
export async function takeUp(person, link, { appointed = true } = {}) {
  await person.visit(link);
  const { page } = person;
  const key = (await page.locator('main code').innerText()).trim();
  // Half-done on purpose: the form must come back, say why, and keep the key.
  await person.fill({ password: 'short', code: '000000' });
  await person.press('Finish', { refused: true });
  if ((await page.locator('main code').innerText()).trim() !== key) person.failures.add(person.where, 'the key changed when the form was refused');
  person.password = PASSWORD;
  person.authenticator = new Authenticator(key);
  await person.fill({ password: PASSWORD, code: await person.authenticator.code() });
  await person.press('Finish');
  const codes = await page.locator('main ul code').count();
  if (codes !== 10) person.failures.add(person.where, `${codes} recovery codes are shown, not ten`);
  person.expected = appointed ? [] : [422];
  await person.follow('I have kept them: continue');
  person.expected = [];
  const told = (await page.locator('main').innerText()).includes('no appointment');
  if (told === appointed) person.failures.add(person.where, appointed ? 'says there is no appointment' : 'does not say that there is no appointment');
}

export async function signIn(person) {
  await person.visit('/sign-in');
  await person.fill({ email: person.email, password: 'not the password', code: '000000' });
  await person.press('Sign in', { refused: true });
  await person.fill({ email: person.email, password: person.password, code: await person.authenticator.code() });
  await person.press('Sign in');
}

export async function signOut(person) {
  await person.press('Sign out');
  if (!person.page.url().endsWith('/sign-in')) person.failures.add(person.where, 'signing out led elsewhere than to the sign-in page');
}
