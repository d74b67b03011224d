export { listDemoAccounts } from "./list-demo-accounts";
