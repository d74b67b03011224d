import type { Refused } from "./prepare";
import {
  answering,
  choose,
  emergencySent,
  fill,
  fillInSend,
  firstSignIn,
  importPreview,
  inTurn,
  keys,
  meeting,
  meetingSeries,
  open,
  openFirst,
  pdf,
  press,
  projector,
  type Step,
  sharedViewer,
  signedCase,
  uploadDone,
  uploadHover,
  uploadQuestion,
  uploadRunning,
  viewer,
  wait,
} from "./steps";

export interface Part {
  /** Who looks; nobody: signed out. */
  account?: string;
  pages: Record<string, Step>;
}

const ROW = "a[data-row]";
/** What was sent and looked at. */
const OPENED = `${ROW}:has-text("Jansen")`;
const never = (path: string, page: string) => answering("never", path, open(page));
const broken = (path: string, page: string) => answering("broken", path, inTurn(open(page), wait(3_000)));

function sections(...names: string[]): Record<string, Step> {
  return Object.fromEntries(names.map((name) => [`administration-${name}`, open(`/administration/${name}`)]));
}

/** Every screen, by who sees it. */
export const screens = ({ revoked, expired }: Refused): Part[] => [
  {
    pages: {
      "sign-in": open("/sign-in"),
      "sign-in-wrong": inTurn(
        open("/sign-in"),
        fill("input[type=email]", "sender@noord.example"),
        fill("input[type=password]", "verkeerd"),
        keys("Enter"),
        wait(1_500),
      ),
      "sign-in-no-account": open("/sign-in/no-account"),
      "link-unknown": open(`/s/${"A".repeat(43)}`),
      mails: open("/dev/mail"),
    },
  },
  {
    account: "sender@noord.example",
    pages: {
      studies: open("/studies"),
      "studies-chosen": inTurn(
        open("/studies"),
        choose("tbody [role=checkbox]", 3),
        choose("tbody [role=checkbox]", 5),
      ),
      "studies-filters": inTurn(open("/studies"), press("studies.filters.more")),
      "studies-none": inTurn(open("/studies"), fill("input[type=search]", "bestaatnietxyz"), wait(800)),
      "studies-broken": inTurn(
        open("/studies"),
        answering("broken", "/studies/search", fill("input[type=search]", "jan")),
        wait(3_000),
      ),
      study: openFirst("/studies", "tbody tr"),
      "study-to-pacs": inTurn(openFirst("/studies", "tbody tr"), press("transfers.send.button")),
      "upload-hover": uploadHover,
      "upload-question": uploadQuestion,
      "upload-running": uploadRunning,
      "upload-done": uploadDone,
      "upload-report": inTurn(
        uploadDone,
        choose("section[aria-label='Upload'] button:not([aria-label])"),
        wait(500),
      ),
      send: open("/send"),
      "send-filled": fillInSend,
      "send-emergency": inTurn(fillInSend, press("shares.priorities.EMERGENCY", { role: "radio" })),
      sent: open("/sent"),
      "sent-share": inTurn(open("/sent"), choose(OPENED)),
      "sent-extend": inTurn(open("/sent"), choose(OPENED), press("shares.extend.action")),
      "sent-revoke": inTurn(open("/sent"), choose(OPENED), press("shares.revoke.action")),
      "sent-add": inTurn(open("/sent"), choose(OPENED), press("shares.actions.add")),
      "sent-loading": never("/shares*", "/sent"),
      "inbox-sender": openFirst("/inbox", ROW),
      emergency: open("/emergency"),
      "emergency-sent": emergencySent,
      requests: open("/requests"),
      "requests-sent": inTurn(open("/requests"), press("requests.boxes.sent")),
      "requests-new": open("/requests/new"),
      "requests-followed": inTurn(
        open("/requests"),
        press("requests.boxes.sent"),
        choose("a[href^='/requests/0']"),
      ),
      meetings: open("/meetings"),
      "meetings-submit": inTurn(meeting(""), press("meetings.actions.submit")),
      transfers: open("/transfers"),
      "address-book": open("/directory"),
      "address-book-found": inTurn(open("/directory"), fill("input[type=search]", "radiologie"), wait(800)),
      "address-book-none": inTurn(open("/directory"), fill("input[type=search]", "qqxxzz"), wait(800)),
      account: open("/account"),
      "account-token": inTurn(open("/account"), press("auth.account.createToken")),
      "account-menu": inTurn(open("/studies"), press("shell.account.menu")),
      search: inTurn(
        open("/studies"),
        wait(1_500),
        keys("/"),
        wait(200),
        async ({ page }) => page.keyboard.type("jansen"),
        wait(1_200),
      ),
      keys: inTurn(open("/studies"), wait(1_500), choose("tbody [role=checkbox]", 0), keys("?")),
      "not-there": open("/bestaat-niet"),
      "no-right": open("/audit"),
    },
  },
  {
    account: "radiologist@zuid.example",
    pages: {
      inbox: open("/inbox"),
      "inbox-none": inTurn(open("/inbox"), press("inbox.filters.done")),
      "inbox-broken": broken("/shares*", "/inbox?x"),
      "inbox-share": openFirst("/inbox", ROW),
      "inbox-answered": inTurn(open("/inbox"), choose(ROW, 1)),
      "inbox-reply": inTurn(openFirst("/inbox", ROW), press("shares.actions.reply")),
      "inbox-decline": inTurn(openFirst("/inbox", ROW), press("shares.actions.decline")),
      "inbox-forward": inTurn(openFirst("/inbox", ROW), press("shares.actions.forward")),
      "share-import": inTurn(
        openFirst("/inbox", ROW),
        press("shares.actions.import", { role: "link" }),
        wait(1_500),
      ),
      "meeting-signed": signedCase,
      "meeting-amend": inTurn(signedCase, press("meetings.actions.amend")),
      "meetings-submit-no-images": inTurn(
        meeting(""),
        press("meetings.actions.submit"),
        press("meetings.submit.noStudies", { role: "checkbox" }),
      ),
      "share-revoked": open(`/shares/${revoked}`),
      "share-expired": open(`/shares/${expired}`),
      "share-wrong": open("/shares/018f0000-0000-7000-8000-000000000000?via=link"),
      viewer: viewer(),
      "viewer-report": viewer("d"),
      "viewer-two": viewer("g"),
      "viewer-keys": viewer("?"),
      "viewer-marked": viewer("k"),
      "viewer-tags": inTurn(viewer(), press("viewerTools.tags.panel"), wait(1_000)),
      "viewer-mpr": inTurn(viewer(), press("viewer.toolbar.mpr"), wait(4_000)),
      "viewer-shared": inTurn(sharedViewer, press("viewerTools.conversation.panel"), wait(1_500)),
      "viewer-missing": open("/viewer?studyUID=1.2.3"),
      document: pdf,
      figures: open("/figures"),
    },
  },
  {
    account: "desk@noord.example",
    pages: {
      "desk-inbox": open("/inbox"),
      "desk-request": openFirst("/requests", "a[href^='/requests/0']"),
      "desk-decline": inTurn(
        openFirst("/requests", "a[href^='/requests/0']"),
        press("requests.actions.decline"),
      ),
      "desk-figures": open("/figures"),
    },
  },
  {
    account: "desk@zuid.example",
    pages: {
      "mailbox-share": openFirst("/inbox", ROW),
      "mailbox-emergency": inTurn(open("/inbox"), wait(1_500)),
    },
  },
  {
    account: "mdo@zuid.example",
    pages: {
      "meetings-all": open("/meetings"),
      "meetings-past": inTurn(open("/meetings"), press("meetings.past"), wait(500)),
      "meeting-new": inTurn(open("/meetings"), press("meetings.new")),
      "meeting-board": meeting(""),
      "meeting-case": inTurn(meeting(""), choose("[data-row]", 0), wait(800)),
      "meeting-more": inTurn(meeting(""), press("meetings.actions.more")),
      "meeting-prepare": meeting("/prepare"),
      "meeting-coordinate": meeting("/coordinate"),
      "meeting-series": meetingSeries,
      "meeting-projector": projector,
      "meeting-projector-case": inTurn(projector, keys("ArrowRight"), wait(4_000)),
      "meeting-figures": open("/figures"),
    },
  },
  {
    account: "privacy@noord.example",
    pages: {
      log: open("/audit"),
      "log-detail": inTurn(open("/audit"), choose("tbody button"), wait(800)),
      "log-checked": inTurn(open("/audit"), press("audit.chain.verify"), wait(1_500)),
    },
  },
  {
    account: "admin@noord.example",
    pages: {
      ...sections("users", "mailboxes", "addresses", "peers", "retention", "requests", "tokens"),
      "administration-new-user": inTurn(open("/administration/users"), press("admin.users.create")),
      "administration-user-menu": inTurn(
        open("/administration/users"),
        press("admin.users.actionsFor"),
        wait(300),
      ),
      "administration-new-mailbox": inTurn(open("/administration/mailboxes"), press("admin.mailboxes.add")),
      "administration-new-practitioner": inTurn(
        open("/administration/addresses"),
        press("admin.practitioners.add"),
      ),
      "administration-new-peer": inTurn(open("/administration/peers"), press("admin.peers.add")),
      "administration-new-token": inTurn(open("/administration/tokens"), press("admin.tokens.create")),
      "study-delete": inTurn(openFirst("/studies", "tbody tr"), press("common.actions.delete")),
      "administration-users-broken": broken("/administration/users*", "/administration/users"),
      // Last: the administrator is signed out by it.
      "sign-in-second-factor": firstSignIn,
    },
  },
  {
    account: "operator@beeldbrug.example",
    pages: {
      ...sections("organizations", "sources", "drops", "queue", "system"),
      "administration-new-organization": inTurn(
        open("/administration/organizations"),
        press("admin.organizations.add"),
      ),
      "administration-import": importPreview,
      "administration-new-drop": inTurn(open("/administration/drops"), press("admin.drops.addAccount")),
      "operator-figures": open("/figures"),
    },
  },
];
