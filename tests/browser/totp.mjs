// Time-based one-time passwords (RFC 6238), as an authenticator app makes them.

import { createHmac } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const STEP_MS = 30_000;
const DIGITS = 6;

function bytesOf(base32) {
  const letters = base32.replace(/[\s=-]/g, '').toUpperCase();
  const bits = [...letters].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
}

export function codeAt(base32, step) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', bytesOf(base32)).update(counter).digest();
  const number = digest.readUInt32BE(digest[digest.length - 1] & 15) & 0x7fffffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}

// A code is good once, so whoever signs in twice within half a minute must wait for the next.
export class Authenticator {
  #used = 0;

  constructor(key) {
    this.key = key;
  }

  async code() {
    let step = Math.floor(Date.now() / STEP_MS);
    if (step <= this.#used) {
      await new Promise((done) => setTimeout(done, (this.#used + 1) * STEP_MS - Date.now() + 200));
      step = this.#used + 1;
    }
    this.#used = step;
    return codeAt(this.key, step);
  }
}
