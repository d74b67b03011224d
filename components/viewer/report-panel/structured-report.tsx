import { useTranslations } from "next-intl";
import type { SrNode } from "../data/sr-content";

/** A structured report as headings with text; React escapes whatever the file says. */
export function StructuredReport({ node, level = 0 }: { node: SrNode; level?: number }) {
  const t = useTranslations("viewer.reports");
  const { heading, reference, children } = node;
  const value = node.value || (reference && t(`references.${reference.kind}`, reference)) || "";
  const isSection = children.length > 0 && !value;
  return (
    <div className={level > 0 ? "viewer-sr-node" : undefined}>
      {isSection ? (
        <p className="viewer-sr-heading">{heading}</p>
      ) : (
        <p>
          {heading && <span className="text-muted">{heading}: </span>}
          <span className={reference ? "text-muted" : "whitespace-pre-wrap"}>{value || "–"}</span>
        </p>
      )}
      {children.map((child, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the report never changes while it is shown
        <StructuredReport key={index} node={child} level={level + 1} />
      ))}
    </div>
  );
}
