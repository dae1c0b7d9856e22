import { expect, test } from 'vitest';
import { deviceOf } from './devices.rules.ts';

test('a browser is named for what it is and not for what it says it resembles', () => {
  const resembling = 'Mozilla/5.0 (Windows NT 6.1; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36';
  expect([resembling, `${resembling} Edg/109.0`, 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120 Mobile MicroMessenger/8.0', 'curl/8'].map(deviceOf))
    .toEqual(['Chrome · Windows', 'Edge · Windows', '微信 WeChat · Android', null]);
});
