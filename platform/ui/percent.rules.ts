/**
 * A share in percent with one decimal, cut and never rounded up: 515 of 516 is 99.8 %, and 100 % stands
 * only where nothing is missing. Null where there is nothing to count.
 */
export function percentText(done: number, total: number): string | null {
  if (total <= 0) return null;
  const tenths = Math.floor((done * 1000) / total);
  return tenths >= 1000 ? '100%' : `${(tenths / 10).toFixed(1)}%`;
}
