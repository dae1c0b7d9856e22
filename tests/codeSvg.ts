import { encodeQR } from 'qr';

/** A code as it stands on a paper, for tests that photograph one. */
export const codeSvg = (text: string): string => encodeQR(text, 'svg', { ecc: 'medium', border: 1 });
