const HOUR_MS = 3_600_000;

interface Rule {
  durationMinutes: number;
  deadlineHours: number;
  accessDays: number;
}

/** What the series' rule makes of a meeting that begins at this moment. */
export function timesOf(rule: Rule, startsAt: Date) {
  const start = startsAt.getTime();
  return {
    startsAt,
    durationMinutes: rule.durationMinutes,
    submitBy: new Date(start - rule.deadlineHours * HOUR_MS),
    // One that nobody closes gives no ground after two days, or after the days of the rule.
    accessEndsAt: new Date(
      start + rule.durationMinutes * 60_000 + Math.max(2, rule.accessDays) * 24 * HOUR_MS,
    ),
  };
}
