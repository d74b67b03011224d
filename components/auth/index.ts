export { type DemoAccount, PasswordForm } from "./password-form";
