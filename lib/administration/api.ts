export * from "./operations/directory";
export * from "./operations/organizations";
export * from "./operations/peers";
export * from "./operations/system";
export * from "./operations/tokens";
export * from "./operations/users";
