import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LoginsPanel, PasswordPanel, SecondFactorPanel, SessionsPanel, TokensPanel } from "@/components/auth";
import { DescriptionList, Notice, PageHeader, Panel } from "@/components/ui";
import { organizationLogin, requirePageUser } from "@/lib/auth";
import { getOwnSecurity, listOwnSessions, listOwnTokens } from "@/lib/users";
import * as actions from "./actions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth.account"))("title") };
}

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function AccountPage({ searchParams }: Props) {
  const context = await requirePageUser();
  const t = await getTranslations("auth.account");
  const roles = await getTranslations("auth.role");
  const [security, sessions, tokens] = await Promise.all([
    getOwnSecurity(context),
    listOwnSessions(context),
    listOwnTokens(context),
  ]);
  const { login: linked } = await searchParams;
  const login = organizationLogin();
  const { actor } = context;
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-4 p-4">
      <PageHeader title={t("title")} />
      {linked === "linked" && <Notice tone="ok">{t("linked")}</Notice>}
      {linked === "link-taken" && <Notice tone="danger">{t("linkTaken")}</Notice>}
      <Panel title={t("details")}>
        <DescriptionList
          items={[
            { label: t("name"), value: actor.name },
            { label: t("email"), value: actor.email },
            { label: t("organization"), value: actor.organizationName },
            { label: t("roles"), value: actor.roles.map((role) => roles(role)).join(", ") || t("noRoles") },
          ]}
        />
      </Panel>
      {security.isDemo ? (
        <Notice>{t("demo")}</Notice>
      ) : (
        security.hasPassword && (
          <>
            <PasswordPanel changePassword={actions.changePassword} />
            <SecondFactorPanel
              since={security.secondFactorSince}
              recoveryCodesLeft={security.recoveryCodesLeft}
              start={actions.startSecondFactor}
              confirm={actions.confirmSecondFactor}
              renew={actions.renewRecoveryCodes}
            />
          </>
        )
      )}
      {(login || security.identities.length > 0) && (
        <LoginsPanel
          identities={security.identities}
          loginName={login?.name}
          startLinking={actions.startLinking}
          unlink={actions.unlinkLogin}
        />
      )}
      <SessionsPanel sessions={sessions} end={actions.endSession} />
      <TokensPanel tokens={tokens} create={actions.createOwnToken} revoke={actions.revokeOwnToken} />
    </div>
  );
}
