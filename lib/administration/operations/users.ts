import { z } from "zod";
import { apiOperation } from "@/lib/api";
import { Role } from "@/lib/db/generated/enums";
import { Id, listing, removal, Text, When } from "./shapes";

export const listUsersOperation = listing(
  "users",
  "The accounts of the own organisation; for its administrator",
  z.object({
    userId: Id,
    email: Text,
    name: Text,
    roles: z.array(z.enum(Role)),
    hasPassword: z.boolean(),
    hasSecondFactor: z.boolean(),
    identities: z.array(z.object({ id: Id, issuer: Text, subject: Text })),
    lastSignInAt: When.nullable(),
    disabledAt: When.nullable(),
  }),
);

export const NewAccount = z.object({
  email: Text,
  name: Text,
  password: Text.optional().meta({ description: "Without one only the organisation's own login works" }),
  locale: z.enum(["nl", "en"]).default("nl"),
});

export const createUserOperation = apiOperation({
  method: "POST",
  path: "/administration/users",
  summary: "A new account in the own organisation",
  body: NewAccount.extend({ roles: z.array(z.enum(Role)), uzi: Text.optional() }),
  response: z.object({ userId: Id, email: Text }),
  status: 201,
});

const OneUser = z.object({ userId: Id });

export const changeUserOperation = apiOperation({
  method: "POST",
  path: "/administration/users/{userId}/{action}",
  summary:
    "Close or open an account, let it sign in again at once, reset its second factor, end its sessions",
  params: OneUser.extend({
    action: z.enum(["disable", "enable", "unlock", "reset-second-factor", "end-sessions"]),
  }),
  status: 204,
});

export const setUserRolesOperation = apiOperation({
  method: "PUT",
  path: "/administration/users/{userId}/roles",
  summary: "Replace the roles of an account",
  params: OneUser,
  body: z.object({ roles: z.array(z.enum(Role)) }),
  response: z.object({ roles: z.array(z.enum(Role)) }),
});

export const setUserPasswordOperation = apiOperation({
  method: "PUT",
  path: "/administration/users/{userId}/password",
  summary: "Give an account a new password; its sessions end",
  params: OneUser,
  body: z.object({ password: Text }),
  status: 204,
});

export const linkUserIdentityOperation = apiOperation({
  method: "POST",
  path: "/administration/users/{userId}/identities",
  summary: "Let an OpenID Connect identity sign in to an account",
  params: OneUser,
  body: z.object({ issuer: Text, subject: Text }),
  response: z.object({ identityId: Id }),
});

export const unlinkUserIdentityOperation = removal(
  "identities",
  "identityId",
  "Take an OpenID Connect identity off an account",
);
