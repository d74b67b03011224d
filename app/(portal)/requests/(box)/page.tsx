/** The list itself stands in the layout; nothing is open beside it here. */
export default function RequestsPage() {
  return null;
}
