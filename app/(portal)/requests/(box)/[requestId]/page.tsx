import { RequestDetail } from "@/components/requests";

export default async function RequestPage({ params }: { params: Promise<{ requestId: string }> }) {
  const { requestId } = await params;
  return <RequestDetail key={requestId} id={requestId} />;
}
