import { z } from "zod";
import { apiOperation } from "@/lib/api";
import {
  LinkAccountInput,
  ListOwnAddressesInput,
  SaveDepartmentInput,
  SaveMailboxInput,
  SavePractitionerInput,
} from "@/lib/directory";
import { Id, listing, removal, Text, When } from "./shapes";

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
