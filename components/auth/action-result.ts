/** What a server action answers: its value, or the stable code of the problem. */
export type ActionResult<T = undefined> = { ok: true; value: T } | { ok: false; code: string };
