import { apiRoute } from "@/lib/http";
import { getReport } from "@/lib/meetings";
import { reportOperation } from "@/lib/meetings/api";
import { pdfResponse } from "../../../pdf-response";

export const GET = apiRoute(reportOperation, async (context, { params }) =>
  pdfResponse(await getReport(context, params.case), "report.pdf"),
);
