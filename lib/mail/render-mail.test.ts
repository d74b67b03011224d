import { describe, expect, it } from "vitest";
import { renderShareMail } from "./share-mail";
import { withoutAddresses } from "./smtp-transport";

const content = {
  kind: "notification",
  locale: "nl",
  senderName: "S. <script>alert(1)</script> Noord",
  senderOrganization: "Ziekenhuis & Zoon",
  isEmergency: false,
  expiresAt: new Date("2026-12-24T12:00:00Z"),
  url: "http://127.0.0.1:3000/s/abc",
} as const;

describe("renderShareMail", () => {
  it("says the same in text and in HTML", () => {
    for (const locale of ["nl", "en"] as const)
      for (const kind of ["notification", "reminder"] as const) {
        const { text, html } = renderShareMail({ ...content, locale, kind, senderName: "A. Noord" });
        const shown = html
          .replace(/<head>[\s\S]*<\/head>/, "")
          .replace(/<[^>]+>/g, " ")
          .replaceAll("&amp;", "&")
          .replaceAll("&#39;", "'")
          .replace(/\s+/g, " ");
        for (const paragraph of text.split(/\n+/).filter(Boolean))
          expect(shown).toContain(paragraph.replace(/:$/, ""));
      }
  });

  it("shows markup in names and obeys none", () => {
    const { html } = renderShareMail(content);
    expect(html).not.toContain("<script>");
    expect(html).toContain("&lt;script&gt;");
  });

  it("has a fixed subject", () => {
    const subjects = [content, { ...content, senderName: "Ander", isEmergency: true }].map(
      (each) => renderShareMail(each).subject,
    );
    expect(new Set(subjects).size).toBe(1);
  });
});

describe("withoutAddresses", () => {
  it("keeps the server's answer and drops whom it was about", () => {
    expect(withoutAddresses("550 5.1.1 <jansen@zuid.example>: user jansen@zuid.example unknown")).toBe(
      "550 5.1.1 : user unknown",
    );
  });
});
