import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.noAccount"))("title") };
}

/** The organisation's login knows this person, Beeldbrug doesn't: an account is made by an administrator only. */
export default async function NoAccountPage() {
  const t = await getTranslations("auth.noAccount");
  return (
    <>
      <h1 className="text-xl font-semibold">{t("title")}</h1>
      <p className="text-sm">{t("text")}</p>
      <ul className="flex list-disc flex-col gap-1.5 pl-5 text-sm">
        <li>{t("askAdministrator")}</li>
        <li>{t("linkYourself")}</li>
      </ul>
      <Button asChild variant="primary" size="lg">
        <Link href="/sign-in">{t("toSignIn")}</Link>
      </Button>
    </>
  );
}
