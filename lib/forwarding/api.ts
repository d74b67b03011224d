import { z } from "zod";
import { apiOperation } from "@/lib/api";
import {
  ImportShareInput,
  LocalPatient,
  ReconciliationPreview,
  StartTransferInput,
  Transfer,
  TransferPage,
} from "./schemas";

const study = z.object({ studyInstanceUid: z.string().regex(/^[0-9.]{1,64}$/, "is not a UID") });
const share = z.object({ id: z.string().meta({ description: "The share's id" }) });
const transfer = z.object({ transferId: z.uuid() });

export const listDestinationsOperation = apiOperation({
  method: "GET",
  path: "/peers",
  summary: "The systems of the own organisation that studies can be sent to, preferred ones first",
  response: z.object({
    items: z.array(
      z.object({
        peerId: z.string(),
        aeTitle: z.string(),
        description: z.string(),
        protocol: z.enum(["DIMSE", "DICOMWEB"]),
        asksCommitment: z.boolean(),
        isPreferred: z.boolean(),
      }),
    ),
  }),
});

export const startTransferOperation = apiOperation({
  method: "POST",
  path: "/studies/{studyInstanceUid}/transfers",
  summary: "Send a study, or some of its series, to a system of the own organisation",
  params: study,
  body: StartTransferInput,
  response: Transfer,
  status: 201,
});

export const previewReconciliationOperation = apiOperation({
  method: "GET",
  path: "/studies/{studyInstanceUid}/reconciliation",
  summary: "Which local patient data may replace those of a foreign study",
  params: study,
  response: ReconciliationPreview,
});

export const listTransfersOperation = apiOperation({
  method: "GET",
  path: "/transfers",
  summary: "What is or was sent on and imported, newest first",
  query: z.object({
    studyInstanceUid: study.shape.studyInstanceUid.optional(),
    shareId: z.uuid().optional(),
    show: z.enum(["running", "failed", "all"]).optional(),
    cursor: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(100).optional(),
  }),
  response: TransferPage,
});

export const retryTransferOperation = apiOperation({
  method: "POST",
  path: "/transfers/{transferId}/retry",
  summary: "Send what failed or waits once more, now",
  params: transfer,
  response: Transfer,
});

export const cancelTransferOperation = apiOperation({
  method: "POST",
  path: "/transfers/{transferId}/cancel",
  summary: "Stop a transfer; what has arrived stays",
  params: transfer,
  response: Transfer,
});

export const previewImportOperation = apiOperation({
  method: "GET",
  path: "/shares/{id}/import",
  summary: "What an import of a received share would replace, and which own patients it may belong to",
  params: share,
  response: z.object({ from: z.string(), studies: z.array(ReconciliationPreview) }),
});

export const importShareOperation = apiOperation({
  method: "POST",
  path: "/shares/{id}/import",
  summary: "Take studies of a received share into the own archive under local patients",
  params: share,
  body: ImportShareInput,
  response: z.object({ transfers: z.array(Transfer) }),
  status: 202,
});

export const searchPatientsOperation = apiOperation({
  method: "POST",
  path: "/patients/search",
  summary: "Own patients by number, BSN or words of the name",
  body: z.object({ text: z.string().max(200) }),
  response: z.object({ items: z.array(LocalPatient) }),
});
