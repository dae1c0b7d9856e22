import { codePixels } from '../platform/codes/drawing.rules.ts';

const [WIDTH, HEIGHT] = [640, 480];
const [DESK, PAPER, COLOURLESS] = [110, 235, 128];
// Of the height; a card held at arm's length fills about so much.
const HELD = 0.66;
const FRAMES = 4;

/** A film as Chromium plays it for a camera (YUV4MPEG2): a paper with this code, held still before a grey desk. */
export function codeFilm(text: string): Buffer {
  const frame = Buffer.concat([Buffer.from('FRAME\n'), brightness(text), Buffer.alloc(WIDTH * HEIGHT / 2, COLOURLESS)]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F5:1 Ip A1:1 C420jpeg\n`), ...Array.from({ length: FRAMES }, () => frame)]);
}

function brightness(text: string): Buffer {
  const { side, pixels } = codePixels(text);
  const picture = Buffer.alloc(WIDTH * HEIGHT, DESK);
  const module = Math.floor(HEIGHT * HELD / side);
  const margin = module * 4;
  const size = module * side;
  const [left, top] = [Math.floor((WIDTH - size) / 2), Math.floor((HEIGHT - size) / 2)];
  for (let y = top - margin; y < top + size + margin; y++) {
    for (let x = left - margin; x < left + size + margin; x++) {
      const [column, row] = [Math.floor((x - left) / module), Math.floor((y - top) / module)];
      const inside = column >= 0 && row >= 0 && column < side && row < side;
      picture[y * WIDTH + x] = inside && pixels[row * side + column] === 0 ? 20 : PAPER;
    }
  }
  return picture;
}
