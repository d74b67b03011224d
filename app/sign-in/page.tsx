import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PasswordForm } from "@/components/auth";
import { currentPageUser, ownPath } from "@/lib/auth";
import { listDemoAccounts } from "@/lib/users";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.signIn"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  const callbackUrl = ownPath((await searchParams).callbackUrl);
  if (await currentPageUser()) redirect(callbackUrl);
  const t = await getTranslations("auth.signIn");
  return (
    <>
      <h1 className="text-xl font-semibold">{t("title")}</h1>
      <PasswordForm callbackUrl={callbackUrl} demoAccounts={await listDemoAccounts()} autoFocus />
    </>
  );
}
