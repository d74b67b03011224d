export { AddOrganizationInput, addOrganization } from "./add-organization";
export { findOrganization } from "./find-organization";
export { type ListedOrganization, listOrganizations } from "./list-organizations";
