import { useLayoutEffect } from 'react';

let locks = 0;

/**
 * Holds the page behind an open panel still. Ant Design's own way writes a style element without a nonce, which our content
 * policy refuses; the build puts this in its place (`strictStyles` in vite.config.ts). Sets the style through the CSSOM.
 */
export default function useScrollLock(lock?: boolean): void {
  useLayoutEffect(() => {
    if (!lock) return;
    hold(1);
    return () => hold(-1);
  }, [lock]);
}

function hold(change: 1 | -1): void {
  locks += change;
  const { style } = document.body;
  if (change === 1 && locks > 1) return;
  // The scroll bar goes away with the lock; its width is given back, or the page would jump sideways.
  style.paddingInlineEnd = locks > 0 ? `${innerWidth - document.documentElement.clientWidth}px` : '';
  style.overflowY = locks > 0 ? 'hidden' : '';
}
