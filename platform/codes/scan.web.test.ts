import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { launchBrowser } from '../../tests/browser.ts';
import { codeSvg } from '../../tests/codeSvg.ts';
import { keysFrom } from '../crypto/keys.ts';
import { makeCode } from './codes.ts';

interface Outcome { readonly text?: string; readonly code?: string; readonly cameraOn?: boolean }
interface Scanning {
  image(base64: string): Promise<Outcome>;
  /** Before a camera that sees this picture, or one that answers with an error of this name. */
  camera(base64: string | null, refusal: string | null, abortAfter: number | null): Promise<Outcome>;
}

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'";
const { text } = makeCode(keysFrom(randomBytes(32)), '519900');

/** What a page does with the scanner, and a camera made of a canvas: what a device gives is a stream of pictures, and this is one. */
const PAGE = `
  import { scanCamera, scanImage, ScanError } from './scan.web.ts';
  const bytes = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const told = (promise) => promise.then((text) => ({ text }), (error) => ({ code: error instanceof ScanError ? error.code : error.name }));
  async function stream(base64) {
    const picture = await createImageBitmap(new Blob([bytes(base64)]));
    const canvas = Object.assign(document.createElement('canvas'), { width: 1280, height: 720 });
    setInterval(() => {
      const context = canvas.getContext('2d');
      context.fillStyle = '#777';
      context.fillRect(0, 0, 1280, 720);
      context.drawImage(picture, (1280 - picture.width) / 2, (720 - picture.height) / 2);
    }, 50);
    return canvas.captureStream(15);
  }
  window.scanning = {
    image: (base64) => told(scanImage(new Blob([bytes(base64)]))),
    async camera(base64, refusal, abortAfter) {
      const seen = base64 === null ? null : await stream(base64);
      navigator.mediaDevices.getUserMedia = async () => { if (refusal) throw new DOMException('', refusal); return seen; };
      const video = Object.assign(document.createElement('video'), { muted: true, playsInline: true, autoplay: true });
      document.body.append(video);
      const outcome = await told(scanCamera(video, abortAfter === null ? new AbortController().signal : AbortSignal.timeout(abortAfter)));
      return { ...outcome, cameraOn: seen?.getTracks().some((track) => track.readyState === 'live') ?? false };
    },
  };`;

let browser: Browser;
let server: Server;
let desk: Page;
let paper: Page;
const complaints: string[] = [];

beforeAll(async () => {
  const here = dirname(fileURLToPath(import.meta.url));
  const { outputFiles } = await build({ stdin: { contents: PAGE, resolveDir: here, loader: 'js' }, bundle: true, write: false, format: 'iife', minify: true });
  server = createServer(({ url }, response) => {
    const script = url === '/scan.js';
    response.writeHead(200, { 'content-type': script ? 'text/javascript' : 'text/html', 'content-security-policy': POLICY });
    response.end(script ? outputFiles[0]!.contents : '<!doctype html><body><script src="/scan.js"></script>');
  }).listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  browser = await launchBrowser();
  [desk, paper] = [await browser.newPage(), await browser.newPage({ viewport: { width: 700, height: 600 } })];
  desk.on('console', (message) => { if (message.text().includes('Content Security Policy')) complaints.push(message.text()); });
  await desk.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});

afterAll(async () => {
  await browser?.close();
  server?.close();
});

/** A paper with the code on it as a camera sees it, in base64. */
async function photograph(style: string, code = codeSvg(text), type: 'png' | 'jpeg' = 'png'): Promise<string> {
  await paper.setContent(`<body style="margin:0;background:#8a7f70;display:grid;place-items:center;height:600px;overflow:hidden;perspective:900px">
    <div style="background:#fff;padding:26px;font:20px sans-serif;${style}"><p>联系卡 潘㛃珍</p><div style="width:240px">${code}</div><p>7K2M-9QXT-4WZB</p></div>`);
  return (await paper.screenshot({ type })).toString('base64');
}

const image = (base64: string): Promise<Outcome> => desk.evaluate((given) => (window as unknown as { scanning: Scanning }).scanning.image(given), base64);
const camera = (base64: string | null, refusal: string | null = null, abortAfter: number | null = null): Promise<Outcome> =>
  desk.evaluate((given) => (window as unknown as { scanning: Scanning }).scanning.camera(...given), [base64, refusal, abortAfter] as const);

describe('a picture', () => {
  const views = {
    'straight': '', 'upside down': 'transform:rotate(180deg)', 'askew': 'transform:rotate(17deg)', 'from the side': 'transform:rotateY(28deg) rotateX(14deg)',
    'in poor light': 'filter:brightness(.45) contrast(.7)', 'not quite sharp': 'filter:blur(1.1px)', 'from further away': 'transform:scale(.62)',
  };
  test.each(Object.entries(views))('of a paper held %s is read', async (_view, style) => {
    expect(await image(await photograph(style))).toEqual({ text });
  });

  test('of many megapixels is read, and not at its full size first', async () => {
    await paper.setViewportSize({ width: 4000, height: 3000 });
    const large = await photograph('transform:scale(2.2);margin-top:1500px', codeSvg(text), 'jpeg');
    await paper.setViewportSize({ width: 700, height: 600 });
    const begun = performance.now();
    expect(await image(large)).toEqual({ text });
    expect(performance.now() - begun).toBeLessThan(5000);
  });

  test('without a code, and a file that is no picture, are said as what they are', async () => {
    expect(await image(await photograph('', ''))).toEqual({ code: 'scan.nothing' });
    expect(await image(Buffer.from('no picture').toString('base64'))).toEqual({ code: 'scan.notImage' });
  });
});

describe('the camera', () => {
  test('reads the code held before it and is let go at once', async () => {
    expect(await camera(await photograph('transform:rotate(8deg)'))).toEqual({ text, cameraOn: false });
  });

  test('is let go when the page asks for it to end', async () => {
    expect(await camera(await photograph('', ''), null, 600)).toEqual({ code: 'TimeoutError', cameraOn: false });
  });

  test('refused or absent is said as such', async () => {
    expect(await camera(null, 'NotAllowedError')).toMatchObject({ code: 'scan.refused' });
    expect(await camera(null, 'NotFoundError')).toMatchObject({ code: 'scan.noCamera' });
  });
});

test('all this under the content policy of our pages, without a complaint', () => {
  expect(complaints).toEqual([]);
});
