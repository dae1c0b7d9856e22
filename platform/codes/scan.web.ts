import { decodeQR } from 'qr/decode.js';
import { frameLoop, QRCanvas, rearCamera } from 'qr/dom.js';

import type { scanTexts } from './scan.text.ts';

/** Words for a clerk are in `scanTexts`. */
export type ScanErrorCode = keyof typeof scanTexts;

export class ScanError extends Error {
  readonly code: ScanErrorCode;

  constructor(code: ScanErrorCode, cause?: unknown) {
    super(code, { cause });
    this.name = 'ScanError';
    this.code = code;
  }
}

/** Longest sides tried, in pixels: a photograph of 12 megapixels is read soonest when made smaller, a code small in it only when not. */
const SIZES = [900, 1600, 3000];

/**
 * The text of the code in a picture. Read here and never sent anywhere. In plain JavaScript, the same in every browser: no code is loaded
 * while running, and the page's content policy stays as it is.
 * @throws ScanError `scan.nothing`, `scan.notImage`
 */
export async function scanImage(file: Blob): Promise<string> {
  const picture = await createImageBitmap(file).catch((error: unknown) => {
    throw new ScanError('scan.notImage', error);
  });
  try {
    const longest = Math.max(picture.width, picture.height);
    const sizes = SIZES.filter((size) => size < longest);
    for (const size of sizes.length < SIZES.length ? [...sizes, longest] : sizes) {
      const text = readScaled(picture, size / longest);
      if (text !== null) return text;
    }
    throw new ScanError('scan.nothing');
  } finally {
    picture.close();
  }
}

function readScaled(picture: ImageBitmap, scale: number): string | null {
  const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return null;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0, width, height);
  try {
    return decodeQR(context.getImageData(0, 0, width, height));
  } catch {
    // It throws where no code is found.
    return null;
  }
}

/**
 * The text of the first code held before the camera, whose picture `video` shows meanwhile. The camera is let go as soon as one is read.
 * @param video with `muted` and `playsInline`, or phones open it full screen
 * @param signal ends it: the promise is rejected with its reason
 * @throws ScanError `scan.insecure`, `scan.refused`, `scan.noCamera`
 */
export async function scanCamera(video: HTMLVideoElement, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  // Browsers have no camera at all for a page that came without https.
  if (navigator.mediaDevices === undefined) throw new ScanError('scan.insecure');
  const camera = await rearCamera(video).catch((error: unknown) => {
    throw new ScanError(error instanceof DOMException && error.name === 'NotAllowedError' ? 'scan.refused' : 'scan.noCamera', error);
  });
  const reader = new QRCanvas();
  try {
    // The camera's own pixels and not those of the small picture on the page.
    return await firstCode(() => camera.readFrame(reader, true), video, signal);
  } finally {
    camera.stop();
    video.srcObject = null;
    reader.clear();
  }
}

function firstCode(read: () => Promise<unknown>, video: HTMLVideoElement, signal: AbortSignal): Promise<string> {
  return new Promise<string>((resolve, reject) => {
    const end = (): void => {
      cancel();
      signal.removeEventListener('abort', aborted);
    };
    const aborted = (): void => {
      end();
      reject(signal.reason as Error);
    };
    const look = async (): Promise<void> => {
      // A frame that cannot be read is followed by the next.
      const text = await read().catch(() => undefined);
      if (typeof text !== 'string' || text === '') return;
      end();
      resolve(text);
    };
    const cancel = frameLoop(() => void look(), video);
    signal.addEventListener('abort', aborted);
    if (signal.aborted) aborted();
  });
}
