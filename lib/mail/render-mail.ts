import type { Locale } from "@/lib/i18n";
import { TIME_ZONE } from "@/lib/i18n";
import type { Mail } from "./mail-transport";

export interface MailContent {
  locale: Locale;
  subject: string;
  /** Plain sentences; markup in them is shown, never obeyed. */
  paragraphs: string[];
  button: { label: string; url: string };
  /** Small print under the button. */
  footnotes: string[];
}

/** Text and HTML of one content. No images, no tracking, nothing fetched; the colours hold in dark mode. */
export function renderMail(content: MailContent): Omit<Mail, "to"> {
  return { subject: content.subject, text: renderText(content), html: renderHtml(content) };
}

function renderText({ paragraphs, button, footnotes }: MailContent): string {
  return [...paragraphs, `${button.label}:\n${button.url}`, ...footnotes].join("\n\n").concat("\n");
}

function renderHtml({ locale, subject, paragraphs, button, footnotes }: MailContent): string {
  const p = (text: string) => `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`;
  const small = (text: string) => `<p style="margin:0 0 8px">${escapeHtml(text)}</p>`;
  const url = escapeHtml(button.url);
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(subject)}</title>
<style>
:root { color-scheme: light dark; }
body { background: #f3f6f7; color: #10201f; }
.card { background: #ffffff; border: 1px solid #d2dbdd; }
.small, .small a { color: #4b5d61; }
@media (prefers-color-scheme: dark) {
  body { background: #0c1214 !important; color: #e5edee !important; }
  .card { background: #131b1e !important; border-color: #2a373b !important; }
  .small, .small a { color: #a0b2b6 !important; }
}
</style>
</head>
<body style="margin:0;padding:24px 12px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif">
<div class="card" style="max-width:520px;margin:0 auto;padding:28px;border-radius:6px">
<p style="margin:0 0 20px;font-weight:600">Beeldbrug</p>
${paragraphs.map(p).join("\n")}
<p style="margin:24px 0"><a href="${url}" style="display:inline-block;background:#0b5566;color:#ffffff;padding:10px 20px;border-radius:4px;font-weight:600;text-decoration:none">${escapeHtml(button.label)}</a></p>
<p class="small" style="margin:0 0 24px;font-size:13px;word-break:break-all"><a href="${url}">${url}</a></p>
<div class="small" style="font-size:13px">
${footnotes.map(small).join("\n")}
</div>
</div>
</body>
</html>
`;
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

/** A date as a sentence has it: "zaterdag 21 november 2026". */
export function longDate(date: Date, locale: Locale): string {
  return new Intl.DateTimeFormat(locale === "nl" ? "nl-NL" : "en-GB", {
    timeZone: TIME_ZONE,
    dateStyle: "full",
  }).format(date);
}
