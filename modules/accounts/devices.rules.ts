// The order matters: every browser built on Chromium also calls itself Chrome and Safari.
const BROWSERS = [['Edg/', 'Edge'], ['MicroMessenger/', '微信 WeChat'], ['QQBrowser/', 'QQ'], ['Firefox/', 'Firefox'], ['Chrome/', 'Chrome'], ['Safari/', 'Safari']] as const;
const SYSTEMS = [['Android', 'Android'], ['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Windows', 'Windows'], ['Mac OS X', 'macOS'], ['Linux', 'Linux']] as const;

/** A browser and its system in the words people know them by; enough to recognise one's own, and null when nothing is known. */
export function deviceOf(agent: string): string | null {
  const found = [BROWSERS, SYSTEMS].flatMap((list) => list.find(([sign]) => agent.includes(sign))?.[1] ?? []);
  return found.length > 0 ? found.join(' · ') : null;
}
