import { z } from "zod";
import { apiOperation } from "@/lib/api";
import { AddOrganizationInput } from "@/lib/organizations";
import { Id, listing, Text, When } from "./shapes";
import { NewAccount } from "./users";

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
