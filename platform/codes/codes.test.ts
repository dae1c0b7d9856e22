import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { decodeQR } from 'qr/decode.js';
import { describe, expect, test } from 'vitest';

import { keysFrom } from '../crypto/keys.ts';
import { codeIndex, codePublicKey, makeCode, verifyCode } from './codes.ts';
import { fullCode, groupedNumber, numberOf, readCode, SIGNATURE_BYTES, TOKEN_BYTES } from './codes.rules.ts';
import { codePixels } from './drawing.rules.ts';
import { verifyCode as verifyInBrowser } from './verify.web.ts';

const keys = keysFrom(randomBytes(32));
const issuer = '519900';
const key = codePublicKey(keys, issuer);
const code = makeCode(keys, issuer);
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('a full code', () => {
  test('is found genuine offline, by the server and by a browser', () => {
    expect(verifyCode(key, code.text)).toBe(true);
    expect(verifyInBrowser(key, code.text)).toBe(true);
  });

  test('holds a token and a signature and nothing else', () => {
    const read = readCode(code.text);
    if (read.kind !== 'full') throw new Error(read.kind);
    expect(code.text).toBe(fullCode(read.token, read.signature));
    expect([read.token.length, read.signature.length]).toEqual([TOKEN_BYTES, SIGNATURE_BYTES]);
    expect(code.text).toMatch(/^LX1\.[0-9A-HJKMNP-TV-Z]{128}$/);
    // Two codes of one issuer share the prefix only: no county, kind, day or count stands in them.
    const others = Array.from({ length: 200 }, () => makeCode(keys, issuer).text);
    for (let at = 4; at < code.text.length; at++) expect(new Set(others.map((text) => text[at])).size, `character ${at}`).toBeGreaterThan(1);
  });

  test('with any one character changed is refused', () => {
    for (let at = 4; at < code.text.length; at++) {
      const other = ALPHABET[(ALPHABET.indexOf(code.text[at]!) + 1) % 32]!;
      const bent = code.text.slice(0, at) + other + code.text.slice(at + 1);
      expect(verifyCode(key, bent), `character ${at}`).toBe(false);
    }
    expect(verifyInBrowser(key, code.text.slice(0, -1) + (code.text.endsWith('0') ? '1' : '0'))).toBe(false);
  });

  test('of another county, or of the same county with another key file, is refused', () => {
    for (const foreign of [makeCode(keys, '519901'), makeCode(keysFrom(randomBytes(32)), issuer)]) {
      expect(verifyCode(key, foreign.text)).toBe(false);
      expect(verifyInBrowser(key, foreign.text)).toBe(false);
    }
  });

  test('comes through a scanner with Caps Lock on, a Chinese input method or lines broken', () => {
    for (const typed of [code.text.toLowerCase(), code.text.replace('.', '。'), ` ${code.text}\r\n`, fullWidth(code.text), code.text.replace(/.{40}/g, '$&\n')]) {
      expect(verifyCode(key, typed), typed).toBe(true);
    }
  });

  test('cut short is told apart from one that is not ours', () => {
    expect(readCode(code.text.slice(0, -3))).toEqual({ kind: 'unreadable', reason: 'length' });
    for (const foreign of ['https://example.org/pay', '', '二维码', '6222020200112233445566778899']) {
      expect(readCode(foreign), foreign).toEqual({ kind: 'unreadable', reason: 'foreign' });
    }
  });

  test('drawn as an image is read back from it', () => {
    const size = 8;
    const image = raster(code.text, size);
    expect(decodeQR(image)).toBe(code.text);
  });
});

test('a hundred thousand tokens give codes and numbers that read back, each its own', () => {
  const seen = new Set<string>();
  for (let turn = 0; turn < 100_000; turn++) {
    const bytes = randomBytes(TOKEN_BYTES + SIGNATURE_BYTES);
    const token = bytes.subarray(0, TOKEN_BYTES);
    const number = numberOf(token);
    const [full, typed] = [readCode(fullCode(token, bytes.subarray(TOKEN_BYTES))), readCode(number)];
    if (full.kind !== 'full' || full.number !== number || !token.equals(full.token)) throw new Error(`full code of ${token.toString('hex')}`);
    if (typed.kind !== 'number' || typed.number !== number) throw new Error(`number of ${token.toString('hex')}`);
    seen.add(number);
  }
  expect(seen.size).toBe(100_000);
});

describe('a number', () => {
  test('is that of its full code, and found by the same index', () => {
    const read = readCode(groupedNumber(code.number));
    expect(read).toEqual({ kind: 'number', number: code.number });
    expect(codeIndex(keys, code.number).equals(code.index)).toBe(true);
    expect(keys.blindIndex('phone', code.number).equals(code.index)).toBe(false);
  });

  test('is twenty characters in groups of four', () => {
    expect(groupedNumber(code.number)).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{2}\d\d$/);
  });

  test('typed in small letters, full width, with spaces, O for 0 and I or L for 1 is understood', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (token) => {
      const number = numberOf(token);
      const confused = number.replaceAll('0', 'o').replace('1', 'l').replaceAll('1', 'I');
      for (const typed of [number.toLowerCase(), confused, fullWidth(groupedNumber(number)), groupedNumber(number).replaceAll('-', ' ')]) {
        expect(readCode(typed), typed).toEqual({ kind: 'number', number });
      }
    }));
  });

  test('with one wrong character, or two neighbours in the wrong order, is found mistyped', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.nat(19), fc.nat(30), (token, at, by) => {
      const number = numberOf(token);
      const other = at < 18 ? ALPHABET[(ALPHABET.indexOf(number[at]!) + 1 + by) % 32]! : String((Number(number[at]) + 1 + (by % 9)) % 10);
      expect(readCode(number.slice(0, at) + other + number.slice(at + 1))).toEqual({ kind: 'unreadable', reason: 'check' });
      const swapped = number.slice(0, at) + (number[at + 1] ?? '') + number[at]! + number.slice(at + 2);
      if (at < 17 && swapped !== number) expect(readCode(swapped)).toEqual({ kind: 'unreadable', reason: 'check' });
    }), { numRuns: 2000 });
  });

  test('a character too few or too many is said as such', () => {
    for (const typed of [code.number.slice(1), `${code.number}7`]) expect(readCode(typed)).toEqual({ kind: 'unreadable', reason: 'length' });
  });

  test('is not enough to be genuine offline: it carries no signature', () => {
    expect(verifyCode(key, code.number)).toBe(false);
  });
});

const fullWidth = (text: string): string => text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

/** The code as a scanner sees it, with the white border that paper gives. */
function raster(text: string, scale: number): { width: number; height: number; data: Uint8Array } {
  const { side, pixels } = codePixels(text);
  const width = (side + 6) * scale;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (let y = 0; y < side * scale; y++) {
    for (let x = 0; x < side * scale; x++) {
      const at = ((y + 3 * scale) * width + x + 3 * scale) * 4;
      data.fill(pixels[Math.floor(y / scale) * side + Math.floor(x / scale)]!, at, at + 3);
    }
  }
  return { width, height: width, data };
}
