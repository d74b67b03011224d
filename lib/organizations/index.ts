export { AddOrganizationInput, addOrganization } from "./add-organization";
export { findOrganization } from "./find-organization";
export { listOrganizations } from "./list-organizations";
