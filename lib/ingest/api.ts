import { z } from "zod";
import { apiOperation } from "@/lib/api";
import { ImportStatus, KnownFiles, NewImport } from "./imports/schemas";

const params = z.object({ id: z.uuid() });

export const createImportOperation = apiOperation({
  method: "POST",
  path: "/imports",
  summary: "Begins an upload of a folder, a ZIP or files; its bytes follow by tus at /uploads",
  body: NewImport,
  response: z.object({ id: z.string() }),
  status: 201,
});

export const getImportOperation = apiOperation({
  method: "GET",
  path: "/imports/{id}",
  summary: "How far an own upload is, what became of its files, and why some were not taken",
  params,
  response: ImportStatus,
});

export const knownFilesOperation = apiOperation({
  method: "POST",
  path: "/imports/{id}/known",
  summary: "Which of these files the upload has already and need not be sent again",
  params,
  body: KnownFiles,
  response: z.object({ known: z.array(z.string()) }),
});

export const closeImportOperation = apiOperation({
  method: "POST",
  path: "/imports/{id}/close",
  summary: "Says that nothing more comes: shares that wait for these studies can go out",
  params,
  response: ImportStatus,
});
