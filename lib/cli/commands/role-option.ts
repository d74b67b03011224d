import { Option } from "commander";

const ROLES = ["CARE_PROVIDER", "DESK", "MDO_COORDINATOR", "ADMINISTRATOR", "PRIVACY_OFFICER", "OPERATOR"];

export const roleOption = (): Option =>
  new Option("--role <role...>", "what it may do; may be given several times")
    .choices(ROLES)
    .makeOptionMandatory();
