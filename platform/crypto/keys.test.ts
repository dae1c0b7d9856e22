import { chmod, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { keysFrom, loadKeys } from './keys.ts';
import { maskIdNumber, maskPhone } from './masks.ts';

const keys = keysFrom(randomBytes(32));
const folder = await mkdtemp(join(tmpdir(), 'lianxin-keys-'));

describe('sealed columns', () => {
  test('open to what was sealed, and never look the same twice', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      const [one, two] = [keys.seal(text), keys.seal(text)];
      expect(keys.open(one)).toBe(text);
      expect(one.equals(two)).toBe(false);
    }));
  });

  test('a changed byte anywhere is refused', () => {
    const sealed = keys.seal('13900000001');
    for (let index = 0; index < sealed.length; index++) {
      const bent = Buffer.from(sealed);
      bent[index]! ^= 1;
      expect(() => keys.open(bent)).toThrow(/authenticate|sealed under key version/);
    }
  });

  test('another key opens nothing', () => {
    expect(() => keysFrom(randomBytes(32)).open(keys.seal('x'))).toThrow(/authenticate/);
  });

  test('a blind index is equal for equal values of one field only', () => {
    expect(keys.blindIndex('phone', '1').equals(keys.blindIndex('phone', '1'))).toBe(true);
    expect(keys.blindIndex('phone', '1').equals(keys.blindIndex('idNumber', '1'))).toBe(false);
  });
});

describe('signatures', () => {
  const bytes = Buffer.from('a token');
  const checks = (publicKey: Buffer, signature: Buffer): boolean =>
    verify(null, bytes, createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey.toString('base64url') }, format: 'jwk' }), signature);

  test('are checked with the public key of their use, and with no other', () => {
    const [one, other] = [keys.signer('code/519900'), keys.signer('code/519901')];
    expect(checks(one.publicKey, one.sign(bytes))).toBe(true);
    expect(checks(other.publicKey, one.sign(bytes))).toBe(false);
  });

  test('come from the key file alone: the same after every start', () => {
    const secret = Buffer.alloc(32, 7);
    expect(keysFrom(secret).signer('code/519900').publicKey.equals(keysFrom(secret).signer('code/519900').publicKey)).toBe(true);
    expect(keysFrom(secret).signer('code/519900').publicKey.toString('hex')).toBe('7ded429d5bf823c36a42ea64aa6cb6a748e85c3a1956760be87cb9adb3c52429');
  });

  test('what earlier keys sealed opens as before: a value and an index written down when only these two were there', () => {
    const old = keysFrom(Buffer.alloc(32, 7));
    expect(old.open(Buffer.from('ATz8bMU6Fyt7CxpOxM9llYkN9Mh+DcR1Q57kdDBBK+s=', 'base64'))).toBe('潘');
    expect(old.blindIndex('phone', '13900000001').toString('hex')).toBe('04afa2f7facdc3719bd5c399d7db50e8c89dbc5b64b243f69a327c5086e21ce9');
  });
});

describe('the key file', () => {
  test('is made once, for its owner alone, and read again', async () => {
    const file = join(folder, 'keys', 'lianxin.key');
    const made = await loadKeys(file, true);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await loadKeys(file, false)).open(made.seal('潘'))).toBe('潘');
  });

  test('is never made anew where sealed values wait for the old one', async () => {
    await expect(loadKeys(join(folder, 'lost.key'), false)).rejects.toMatchObject({ code: 'key.missing' });
  });

  test('readable by others, or not a key at all, it is refused', async () => {
    const open = join(folder, 'open.key');
    await loadKeys(open, true);
    await chmod(open, 0o644);
    await expect(loadKeys(open, false)).rejects.toMatchObject({ code: 'key.open' });
    const broken = join(folder, 'broken.key');
    await writeFile(broken, (await readFile(open, 'utf8')).slice(0, 30), { mode: 0o600 });
    await expect(loadKeys(broken, false)).rejects.toMatchObject({ code: 'key.broken' });
  });
});

test('masks show what an office needs to tell two numbers apart, and no more', () => {
  expect(maskPhone('13512340890')).toBe('135****0890');
  expect(maskPhone('12345')).toBe('****');
  expect(maskIdNumber('519900196001010011')).toBe('5199**********0011');
});
