import { StudyView } from "@/components/studies";

export default async function StudyPage({ params }: { params: Promise<{ studyInstanceUid: string }> }) {
  const { studyInstanceUid } = await params;
  return <StudyView key={studyInstanceUid} studyInstanceUid={decodeURIComponent(studyInstanceUid)} />;
}
