import { z } from "zod";
import { apiOperation } from "@/lib/api";
import { Role, Scope } from "@/lib/db/generated/enums";
import {
  LinkAccountInput,
  ListOwnAddressesInput,
  SaveDepartmentInput,
  SaveMailboxInput,
  SavePractitionerInput,
} from "@/lib/directory";
import { AddOrganizationInput } from "@/lib/organizations";
import { AddPeerInput, ChangePeerInput } from "@/lib/peers";

const Id = z.uuid();
const Text = z.string();
const When = z.iso.datetime();

/** The call that lists one kind of thing. */
function listing<Item extends z.ZodType>(path: string, summary: string, item: Item) {
  return apiOperation({
    method: "GET",
    path: `/administration/${path}`,
    summary,
    response: z.object({ items: z.array(item) }),
  });
}

/** The call that takes one thing away, named by its id in the path. */
function removal<Name extends string>(path: string, name: Name, summary: string) {
  return apiOperation({
    method: "DELETE",
    path: `/administration/${path}/{${name}}`,
    summary,
    params: z.object({ [name]: Id } as Record<Name, typeof Id>),
    status: 204,
  });
}

// ─── An organisation's administrator ────────────────────────────────────────

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

const NewAccount = z.object({
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

export const listDepartmentsOperation = apiOperation({
  method: "GET",
  path: "/administration/departments",
  summary: "Departments and mailboxes of the own organisation",
  response: z.object({
    departments: z.array(
      z.object({ departmentId: Id, name: Text, specialty: Text, source: Text.nullable() }),
    ),
    mailboxes: z.array(
      z.object({ ...SaveMailboxInput.shape, addressId: Id, members: z.number(), source: Text.nullable() }),
    ),
  }),
});

export const saveDepartmentOperation = apiOperation({
  method: "PUT",
  path: "/administration/departments",
  summary: "A department, new or changed",
  body: SaveDepartmentInput,
  response: z.object({ departmentId: Id }),
});

export const saveMailboxOperation = apiOperation({
  method: "PUT",
  path: "/administration/mailboxes",
  summary: "A mailbox, new or changed",
  body: SaveMailboxInput,
  response: z.object({ addressId: Id }),
});

export const listOwnAddressesOperation = apiOperation({
  method: "GET",
  path: "/administration/addresses",
  summary: "Addresses of the own organisation with who reads them; those that wait for an account first",
  query: ListOwnAddressesInput,
  response: z.object({
    items: z.array(
      z.object({
        addressId: Id,
        kind: z.enum(["PRACTITIONER", "MAILBOX"]),
        name: Text,
        role: Text,
        specialty: Text,
        department: Text,
        email: Text.nullable(),
        accounts: z.array(z.object({ userId: Id, name: Text, email: Text, isDisabled: z.boolean() })),
        taskSince: When.nullable(),
        source: Text.nullable(),
        practitioner: z
          .object({
            familyName: Text,
            prefix: Text,
            initials: Text,
            givenName: Text,
            uzi: Text.nullable(),
            agb: Text.nullable(),
            role: Text,
            specialty: Text,
            departmentId: Id.nullable(),
          })
          .nullable(),
      }),
    ),
    total: z.number(),
    openTasks: z.number(),
  }),
});

export const savePractitionerOperation = apiOperation({
  method: "PUT",
  path: "/administration/practitioners",
  summary: "A care provider in a role at the own organisation, new or changed",
  body: SavePractitionerInput,
  response: z.object({ addressId: Id }),
});

export const removePractitionerOperation = removal(
  "practitioners",
  "addressId",
  "Take a care provider's address out of the book; what was sent to it stays",
);

export const linkAccountOperation = apiOperation({
  method: "PUT",
  path: "/administration/addresses/accounts",
  summary: "Let an account read what is sent to an address, or no longer",
  body: LinkAccountInput,
  status: 204,
});

export const listPeersOperation = apiOperation({
  method: "GET",
  path: "/administration/peers",
  summary: "DICOM systems that send to and receive from the own organisation, and where they send to",
  response: z.object({
    items: z.array(
      z.object({
        peerId: Id,
        aeTitle: Text,
        host: Text,
        port: z.number(),
        description: Text,
        protocol: z.enum(["DIMSE", "DICOMWEB"]),
        usesTls: z.boolean(),
        asksCommitment: z.boolean(),
        isPreferred: z.boolean(),
        stowUrl: Text,
        hasCredential: z.boolean(),
        createdAt: When,
      }),
    ),
    calledAeTitle: Text,
    port: z.number(),
  }),
});

export const addPeerOperation = apiOperation({
  method: "POST",
  path: "/administration/peers",
  summary: "Register a DICOM system of the own organisation",
  body: AddPeerInput.omit({ organizationId: true }),
  response: z.object({ peerId: Id }),
  status: 201,
});

export const changePeerOperation = apiOperation({
  method: "PUT",
  path: "/administration/peers/{peerId}",
  summary: "Change a DICOM system as a whole; its secret stays unless another or another address is given",
  params: z.object({ peerId: Id }),
  body: ChangePeerInput,
  status: 204,
});

export const verifyPeerOperation = apiOperation({
  method: "POST",
  path: "/administration/peers/{peerId}/verify",
  summary: "Try a DICOM system out: C-ECHO, or a request to its DICOMweb services",
  params: z.object({ peerId: Id }),
  response: z.object({
    isReachable: z.boolean(),
    code: Text.nullable().meta({ description: "What went wrong, stable" }),
    detail: Text,
  }),
});

export const removePeerOperation = removal("peers", "peerId", "Take a DICOM system away");

export const listOrganizationTokensOperation = listing(
  "tokens",
  "Tokens of the own organisation's systems",
  z.object({
    tokenId: Id,
    name: Text,
    scopes: z.array(z.enum(Scope)),
    createdAt: When,
    expiresAt: When.nullable(),
    isExpired: z.boolean(),
  }),
);

export const createOrganizationTokenOperation = apiOperation({
  method: "POST",
  path: "/administration/tokens",
  summary: "A token for the own organisation's systems; it is shown this once",
  body: z.object({
    name: Text.max(100),
    scopes: z.array(z.enum(Scope)).min(1),
    expiresInDays: z.number().int().optional(),
  }),
  response: z.object({ tokenId: Id, token: Text, expiresAt: When.nullable() }),
  status: 201,
});

export const revokeOrganizationTokenOperation = removal(
  "tokens",
  "tokenId",
  "End a token of the own organisation or of one of its users at once",
);

// ─── The operator ───────────────────────────────────────────────────────────

export const listOrganizationsOperation = listing(
  "organizations",
  "The connected organisations; for the operator",
  z.object({
    organizationId: Id,
    slug: Text.nullable(),
    name: Text,
    city: Text,
    ura: Text.nullable(),
    createdAt: When,
    users: z.number(),
    administrators: z.number(),
  }),
);

export const addOrganizationOperation = apiOperation({
  method: "POST",
  path: "/administration/organizations",
  summary: "Connect an organisation; one that the book knows by its URA becomes connected",
  body: AddOrganizationInput,
  response: z.object({ organizationId: Id }),
  status: 201,
});

export const createAdministratorOperation = apiOperation({
  method: "POST",
  path: "/administration/organizations/{organizationId}/administrators",
  summary: "An administrator's account in a connected organisation",
  params: z.object({ organizationId: Id }),
  body: NewAccount,
  response: z.object({ userId: Id, email: Text }),
  status: 201,
});

export const listDirectorySourcesOperation = listing(
  "directory-sources",
  "Sources of the address book",
  z.object({
    sourceId: Id,
    name: Text,
    kind: z.enum(["CSV", "FHIR", "MANUAL", "DEMO"]),
    importedAt: When,
    organizations: z.number(),
    practitioners: z.number(),
    mailboxes: z.number(),
  }),
);

export const importDirectoryOperation = apiOperation({
  method: "POST",
  path: "/administration/directory-imports",
  summary: "Bring the book in line with a source. The body is the CSV or the FHIR Bundle itself",
  query: z.object({
    source: Text.trim().min(1).max(200),
    preview: z
      .enum(["true", "false"])
      .default("true")
      .transform((value) => value === "true")
      .meta({ description: "Only tell what would change; the default" }),
  }),
  response: z.object({
    kind: z.enum(["CSV", "FHIR"]),
    counts: z.object({ NEW: z.number(), CHANGED: z.number(), ENDED: z.number(), UNCHANGED: z.number() }),
    changes: z.array(
      z.object({
        kind: z.enum(["NEW", "CHANGED", "ENDED"]),
        entry: Text,
        organization: Text,
        fields: z.array(z.object({ field: Text, from: Text, to: Text })).optional(),
      }),
    ),
    errors: z.array(z.object({ where: Text, reason: Text })),
  }),
});

export const getQueueOperation = apiOperation({
  method: "GET",
  path: "/administration/queue",
  summary: "What waits, runs and failed; for the operator",
  response: z.object({
    queues: z.array(z.object({ name: Text, waiting: z.number(), active: z.number(), failed: z.number() })),
    failed: z.array(
      z.object({
        jobId: Id,
        name: Text,
        createdAt: When,
        failedAt: When.nullable(),
        retries: z.number(),
        error: Text,
      }),
    ),
  }),
});

export const retryJobOperation = apiOperation({
  method: "POST",
  path: "/administration/queue/{jobId}/retry",
  summary: "Start a failed job again",
  params: z.object({ jobId: Id }),
  status: 204,
});

export const getSystemOperation = apiOperation({
  method: "GET",
  path: "/administration/system",
  summary: "Storage by organisation, room on the disk, and health; for the operator",
  response: z.object({
    organizations: z.array(
      z.object({
        organizationId: Id,
        name: Text,
        studies: z.number(),
        instances: z.number(),
        bytes: z.number(),
      }),
    ),
    disk: z.object({ freeBytes: z.number(), totalBytes: z.number() }),
    verification: z.object({
      damaged: z.number(),
      checked: z.number(),
      lastRoundEndedAt: When.nullable(),
    }),
    health: z.object({
      status: z.enum(["ok", "failing"]),
      checks: z.record(z.string(), z.enum(["ok", "failing"])),
    }),
  }),
});
