"use client";

import type { ComponentType } from "react";
import { AddressesSection } from "./addresses-section";
import { DropsSection } from "./drops-section";
import { MailboxesSection } from "./mailboxes-section";
import { OrganizationsSection } from "./organizations-section";
import { PeersSection } from "./peers-section";
import { QueueSection } from "./queue-section";
import { RequestRuleSection } from "./request-rule-section";
import { RetentionSection } from "./retention-section";
import type { Section } from "./sections";
import { SourcesSection } from "./sources-section";
import { SystemSection } from "./system-section";
import { TokensSection } from "./tokens-section";
import { UsersSection } from "./users-section";

const SECTIONS: Record<Section, ComponentType> = {
  users: UsersSection,
  mailboxes: MailboxesSection,
  addresses: AddressesSection,
  peers: PeersSection,
  tokens: TokensSection,
  retention: RetentionSection,
  requests: RequestRuleSection,
  organizations: OrganizationsSection,
  sources: SourcesSection,
  drops: DropsSection,
  queue: QueueSection,
  system: SystemSection,
};

export function AdministrationSection({ section }: { section: Section }) {
  const Content = SECTIONS[section];
  return <Content />;
}
