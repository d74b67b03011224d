// One namespace a room; each room edits only its own two files. The list is explicit so that bundlers and the
// worker (plain Node) load the same thing.

import type { Locale } from "./locales";
import enAdmin from "./messages/en/admin.json" with { type: "json" };
import enAudit from "./messages/en/audit.json" with { type: "json" };
import enAuth from "./messages/en/auth.json" with { type: "json" };
import enCommon from "./messages/en/common.json" with { type: "json" };
import enDirectory from "./messages/en/directory.json" with { type: "json" };
import enDocuments from "./messages/en/documents.json" with { type: "json" };
import enEmergency from "./messages/en/emergency.json" with { type: "json" };
import enErrors from "./messages/en/errors.json" with { type: "json" };
import enFigures from "./messages/en/figures.json" with { type: "json" };
import enInbox from "./messages/en/inbox.json" with { type: "json" };
import enLinks from "./messages/en/links.json" with { type: "json" };
import enMail from "./messages/en/mail.json" with { type: "json" };
import enMeetings from "./messages/en/meetings.json" with { type: "json" };
import enRequests from "./messages/en/requests.json" with { type: "json" };
import enShares from "./messages/en/shares.json" with { type: "json" };
import enShell from "./messages/en/shell.json" with { type: "json" };
import enStudies from "./messages/en/studies.json" with { type: "json" };
import enTransfers from "./messages/en/transfers.json" with { type: "json" };
import enUpload from "./messages/en/upload.json" with { type: "json" };
import enViewer from "./messages/en/viewer.json" with { type: "json" };
import enViewerTools from "./messages/en/viewer-tools.json" with { type: "json" };
import nlAdmin from "./messages/nl/admin.json" with { type: "json" };
import nlAudit from "./messages/nl/audit.json" with { type: "json" };
import nlAuth from "./messages/nl/auth.json" with { type: "json" };
import nlCommon from "./messages/nl/common.json" with { type: "json" };
import nlDirectory from "./messages/nl/directory.json" with { type: "json" };
import nlDocuments from "./messages/nl/documents.json" with { type: "json" };
import nlEmergency from "./messages/nl/emergency.json" with { type: "json" };
import nlErrors from "./messages/nl/errors.json" with { type: "json" };
import nlFigures from "./messages/nl/figures.json" with { type: "json" };
import nlInbox from "./messages/nl/inbox.json" with { type: "json" };
import nlLinks from "./messages/nl/links.json" with { type: "json" };
import nlMail from "./messages/nl/mail.json" with { type: "json" };
import nlMeetings from "./messages/nl/meetings.json" with { type: "json" };
import nlRequests from "./messages/nl/requests.json" with { type: "json" };
import nlShares from "./messages/nl/shares.json" with { type: "json" };
import nlShell from "./messages/nl/shell.json" with { type: "json" };
import nlStudies from "./messages/nl/studies.json" with { type: "json" };
import nlTransfers from "./messages/nl/transfers.json" with { type: "json" };
import nlUpload from "./messages/nl/upload.json" with { type: "json" };
import nlViewer from "./messages/nl/viewer.json" with { type: "json" };
import nlViewerTools from "./messages/nl/viewer-tools.json" with { type: "json" };

const en = {
  common: enCommon,
  shell: enShell,
  studies: enStudies,
  transfers: enTransfers,
  upload: enUpload,
  auth: enAuth,
  directory: enDirectory,
  requests: enRequests,
  shares: enShares,
  meetings: enMeetings,
  figures: enFigures,
  inbox: enInbox,
  viewer: enViewer,
  viewerTools: enViewerTools,
  audit: enAudit,
  admin: enAdmin,
  mail: enMail,
  documents: enDocuments,
  emergency: enEmergency,
  errors: enErrors,
  links: enLinks,
};

const nl: Record<keyof typeof en, Record<string, unknown>> = {
  common: nlCommon,
  shell: nlShell,
  studies: nlStudies,
  transfers: nlTransfers,
  upload: nlUpload,
  auth: nlAuth,
  directory: nlDirectory,
  requests: nlRequests,
  shares: nlShares,
  meetings: nlMeetings,
  figures: nlFigures,
  inbox: nlInbox,
  viewer: nlViewer,
  viewerTools: nlViewerTools,
  audit: nlAudit,
  admin: nlAdmin,
  mail: nlMail,
  documents: nlDocuments,
  emergency: nlEmergency,
  errors: nlErrors,
  links: nlLinks,
};

export type Namespace = keyof typeof en;
export const NAMESPACES = Object.keys(en) as Namespace[];

/** All messages of one language, by namespace. */
export function loadMessages(locale: Locale): Record<Namespace, Record<string, unknown>> {
  return locale === "nl" ? nl : en;
}
