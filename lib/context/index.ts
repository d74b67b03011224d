import { randomUUID } from "node:crypto";
import type { Role, Scope } from "@/lib/db/generated/enums";
import { forbidden, insufficientScope } from "@/lib/errors";

export type Locale = "nl" | "en";

/** A person, by session cookie or by a token of that user. */
export interface UserActor {
  kind: "user";
  userId: string;
  name: string;
  email: string;
  roles: Role[];
  organizationId: string;
  organizationSlug: string;
  organizationName: string;
  /** Set when a session cookie was used. */
  sessionId?: string;
  /** Set when a bearer token was used, with its scopes. */
  tokenId?: string;
  scopes?: Scope[];
}

/** The system of an organisation, by that organisation's token or as a registered DICOM peer. */
export interface OrganizationActor {
  kind: "organization";
  organizationId: string;
  organizationSlug: string;
  organizationName: string;
  tokenId?: string;
  scopes?: Scope[];
  /** Calling AE title, for DIMSE. */
  aeTitle?: string;
}

/** Beeldbrug itself: jobs, the command line, the demo seed. */
export interface SystemActor {
  kind: "system";
  /** For example "job:share-notification" or "cli". */
  name: string;
}

export type Actor = UserActor | OrganizationActor | SystemActor;

/** Who asks, from where; handed to every verb as its first argument. */
export interface Context<A extends Actor = Actor> {
  actor: A;
  requestId: string;
  remoteAddress?: string;
  locale: Locale;
}

export type UserContext = Context<UserActor>;

export function systemContext(name: string): Context<SystemActor> {
  return { actor: { kind: "system", name }, requestId: randomUUID(), locale: "nl" };
}

/** @throws ProblemError 403 `actor_required` for machines */
export function requireUser(context: Context): UserContext {
  if (context.actor.kind !== "user")
    throw forbidden("actor_required", "This needs a person: an organisation's token can't do it.");
  return context as UserContext;
}

/** @throws ProblemError 403 `forbidden` when the person has none of the roles */
export function requireRole(context: Context, ...roles: Role[]): UserContext {
  const user = requireUser(context);
  if (!user.actor.roles.some((role) => roles.includes(role))) throw forbidden();
  return user;
}

/** The organisation that the actor belongs to. @throws ProblemError 403 for the system itself */
export function organizationOf(context: Context): string {
  if (context.actor.kind === "system") throw forbidden("actor_required", "This needs an organisation.");
  return context.actor.organizationId;
}

/** Sessions cover everything; tokens only their scopes. @throws ProblemError 403 `insufficient_scope` */
export function requireScope(context: Context, scope: Scope): void {
  if (context.actor.kind === "system" || context.actor.scopes === undefined) return;
  if (!context.actor.scopes.includes(scope)) throw insufficientScope();
}
