import type { SrNode } from "../data/sr-content";

/** A structured report as headings with text; React escapes whatever the file says. */
export function StructuredReport({ node, level = 0 }: { node: SrNode; level?: number }) {
  const isSection = node.children.length > 0 && !node.value;
  return (
    <div className={level > 0 ? "viewer-sr-node" : undefined}>
      {isSection ? (
        <p className="viewer-sr-heading">{node.heading}</p>
      ) : (
        <p>
          {node.heading && <span className="text-muted">{node.heading}: </span>}
          <span className="whitespace-pre-wrap">{node.value}</span>
        </p>
      )}
      {node.children.map((child, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the report never changes while it is shown
        <StructuredReport key={index} node={child} level={level + 1} />
      ))}
    </div>
  );
}
