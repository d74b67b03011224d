/** What a page can follow: a kind and an id, "share:0192…". Pages ask for topics, verbs announce them. */
export type Topic = `${string}:${string}`;

const FORM = /^[a-z][a-z-]{0,31}:[\w.-]{1,64}$/;

export const isTopic = (text: string): text is Topic => FORM.test(text);

export function topicKind(topic: Topic): { kind: string; id: string } {
  const at = topic.indexOf(":");
  return { kind: topic.slice(0, at), id: topic.slice(at + 1) };
}

/** Something happened: ids and stable words, nothing of a patient. */
export interface LiveEvent {
  topic: Topic;
  /** What happened, where a page wants to know: "changed" unless told. */
  kind?: string;
  [id: string]: string | undefined;
}

const VALUE = /^[\w.:-]{1,100}$/;

/** @throws Error for text that could be about a patient: an announcement holds ids alone */
export function encodeEvent(event: LiveEvent): string {
  if (!isTopic(event.topic)) throw new Error(`no topic: ${event.topic}`);
  for (const [name, value] of Object.entries(event))
    if (value !== undefined && !VALUE.test(value)) throw new Error(`announcements hold ids alone: ${name}`);
  return JSON.stringify(event);
}
