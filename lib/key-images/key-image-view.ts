import type { KeyImage } from "./api";

export const keyImageSelect = {
  id: true,
  organizationId: true,
  studyInstanceUid: true,
  seriesInstanceUid: true,
  sopInstanceUid: true,
  frame: true,
  note: true,
  createdAt: true,
  createdBy: { select: { name: true } },
  organization: { select: { name: true } },
} as const;

type Row = Omit<KeyImage, "author" | "organization" | "isOwn" | "createdAt"> & {
  organizationId: string;
  createdAt: Date;
  createdBy: { name: string };
  organization: { name: string };
};

export function keyImageView(row: Row, organizationId: string): KeyImage {
  const { createdBy, organization, createdAt, organizationId: owner, ...rest } = row;
  return {
    ...rest,
    author: createdBy.name,
    organization: organization.name,
    isOwn: owner === organizationId,
    createdAt: createdAt.toISOString(),
  };
}
