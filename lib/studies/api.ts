import { z } from "zod";
import { apiOperation } from "@/lib/api";
import { ArrivingStudy, ConflictPage, StudyDetails, StudyPage, StudySearch, StudyUid } from "./schemas";

const params = z.object({ studyInstanceUid: StudyUid });

export const searchStudiesOperation = apiOperation({
  method: "POST",
  path: "/studies/search",
  summary: "Studies of the own organisation, newest first; all words of `text` have to occur",
  body: StudySearch,
  response: StudyPage,
});

export const getStudyOperation = apiOperation({
  method: "GET",
  path: "/studies/{studyInstanceUid}",
  summary: "One study with its series, documents and where it was sent",
  params,
  response: StudyDetails,
});

export const deleteStudyOperation = apiOperation({
  method: "DELETE",
  path: "/studies/{studyInstanceUid}",
  summary: "Removes a study's rows and bytes; by an administrator or the organisation's token",
  params,
  status: 204,
});

export const getDocumentOperation = apiOperation({
  method: "GET",
  path: "/studies/{studyInstanceUid}/documents/{documentId}",
  summary: "The bytes of a document beside the images",
  params: z.object({ studyInstanceUid: StudyUid, documentId: z.uuid() }),
});

export const listArrivingOperation = apiOperation({
  method: "GET",
  path: "/studies/arriving",
  summary: "What has been coming into the own archive these minutes, the last first",
  response: z.object({ items: z.array(ArrivingStudy) }),
});

export const listConflictsOperation = apiOperation({
  method: "GET",
  path: "/conflicts",
  summary:
    "Instances that were set aside: other content under a known UID, or a second patient under one study",
  query: z.object({ cursor: z.string().max(200).optional() }),
  response: ConflictPage,
});
