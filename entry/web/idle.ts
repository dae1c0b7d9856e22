import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';

const slot = 'lianxin.active';
const look = 15_000;
const tellServer = 4 * 60_000;

/**
 * Leaves after `minutes` without a key, a touch or a scroll in any tab of this browser. An office desk is open to
 * visitors, so what stands on it must not outlive its reader's presence. While somebody types a long form without any
 * call, the server is told now and then, so that it does not end the session under them.
 */
export function useIdle(minutes: number, leave: () => void): void {
  const cache = useQueryClient();
  const leaving = useRef(leave);
  leaving.current = leave;
  useEffect(() => {
    mark();
    let told = Date.now();
    const check = () => {
      const quiet = Date.now() - lastActive();
      if (quiet >= minutes * 60_000) return leaving.current();
      if (quiet > tellServer || Date.now() - told < tellServer) return;
      told = Date.now();
      void cache.invalidateQueries({ queryKey: ['/api/session'] });
    };
    const timer = setInterval(check, look);
    const events = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const;
    for (const name of events) addEventListener(name, mark, { passive: true });
    // A laptop that slept runs no timers: look at once when it wakes.
    document.addEventListener('visibilitychange', check);
    return () => {
      clearInterval(timer);
      for (const name of events) removeEventListener(name, mark);
      document.removeEventListener('visibilitychange', check);
    };
  }, [minutes, cache]);
}

let here = 0;

function mark(): void {
  const now = Date.now();
  if (now - here < 5_000) return;
  here = now;
  try {
    localStorage.setItem(slot, String(now));
  } catch {}
}

function lastActive(): number {
  try {
    return Math.max(here, Number(localStorage.getItem(slot)) || 0);
  } catch {
    return here;
  }
}
