import { addOrganizationOperation, listOrganizationsOperation } from "@/lib/administration/api";
import { apiRoute } from "@/lib/http";
import { addOrganization, listOrganizations } from "@/lib/organizations";

export const GET = apiRoute(listOrganizationsOperation, async (context) => ({
  items: (await listOrganizations(context)).map(
    ({ id, slug, name, city, ura, createdAt, users, administrators }) => ({
      organizationId: id,
      slug,
      name,
      city,
      ura,
      createdAt,
      users,
      administrators,
    }),
  ),
}));

export const POST = apiRoute(addOrganizationOperation, async (context, { body }) => {
  const { id } = await addOrganization(context, body);
  return { organizationId: id };
});
