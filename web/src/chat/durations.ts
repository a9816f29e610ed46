const units = [
  { name: 'day', ms: 86_400_000 },
  { name: 'hour', ms: 3_600_000 },
  { name: 'minute', ms: 60_000 },
  { name: 'second', ms: 1000 },
] as const;

/** A share by which a time may be wrong when it is said: on its way from one clock to another it gets a little shorter. */
const tolerance = 0.02;

/** "1 hour", "10 minutes", "90 minutes": in the largest unit that says it. */
export function duration(ms: number): string {
  const { count, name } = inUnits(ms);
  return count === 1 ? `1 ${name}` : `${count} ${name}s`;
}

/** As in "every minute", "every 30 seconds". */
export function amount(ms: number): string {
  const { count, name } = inUnits(ms);
  return count === 1 ? name : `${count} ${name}s`;
}

function inUnits(ms: number): { readonly count: number; readonly name: string } {
  const unit = units.find(unit => {
    const exact = ms / unit.ms;
    return Math.round(exact) >= 1 && Math.abs(Math.round(exact) - exact) <= exact * tolerance;
  }) ?? units[3];
  return { count: Math.max(1, Math.round(ms / unit.ms)), name: unit.name };
}
