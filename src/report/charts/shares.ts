/**
 * Shares in whole percent that add up to what the shares add up to: those with the largest remainders are rounded up (Hamilton's
 * method), so that five bars never sum to 101 %.
 */
export function roundedShares(shares: readonly number[]): number[] {
  const percents = shares.map((share) => 100 * share);
  const found = percents.map((percent) => Math.floor(percent + 1e-9));
  const whole = Math.round(percents.reduce((sum, one) => sum + one, 0));
  const missing = whole - found.reduce((sum, one) => sum + one, 0);
  const order = percents
    .map((percent, i) => [percent - found[i]!, i] as const)
    .sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  for (const [, i] of order.slice(0, Math.max(0, missing))) found[i]!++;
  return found;
}
