import { apiRoute } from "@/lib/http";
import { deleteStudy, deleteStudyOperation, getStudy, getStudyOperation } from "@/lib/studies";

export const GET = apiRoute(getStudyOperation, (context, { params }) =>
  getStudy(context, params.studyInstanceUid),
);

export const DELETE = apiRoute(deleteStudyOperation, (context, { params }) =>
  deleteStudy(context, params.studyInstanceUid),
);
