import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { OrganizationLoginButton, PasswordForm } from "@/components/auth";
import { Notice } from "@/components/ui";
import { currentPageUser, organizationLogin, ownPath } from "@/lib/auth";
import { listDemoAccounts } from "@/lib/users";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.signIn"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  const { callbackUrl: wanted, error } = await searchParams;
  const callbackUrl = ownPath(wanted);
  if (await currentPageUser()) redirect(callbackUrl);
  const t = await getTranslations("auth.signIn");
  const login = organizationLogin();
  return (
    <>
      <h1 className="text-xl font-semibold">{t("title")}</h1>
      {typeof error === "string" && <Notice tone="danger">{t("loginFailed")}</Notice>}
      {login && (
        <>
          <OrganizationLoginButton callbackUrl={callbackUrl} name={login.name} />
          <div className="flex items-center gap-3 text-sm text-muted before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
            {t("or")}
          </div>
        </>
      )}
      <PasswordForm
        callbackUrl={callbackUrl}
        demoAccounts={await listDemoAccounts()}
        autoFocus={login === undefined}
        isSecondary={login !== undefined}
      />
    </>
  );
}
