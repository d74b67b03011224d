import { apiRoute } from "@/lib/http";
import { listKeyImages, listKeyImagesOperation, markKeyImage, markKeyImageOperation } from "@/lib/key-images";

export const GET = apiRoute(listKeyImagesOperation, (context, { params, query }) =>
  listKeyImages(context, params.studyInstanceUid, query.shareId),
);

export const PUT = apiRoute(markKeyImageOperation, (context, { params, body }) =>
  markKeyImage(context, params.studyInstanceUid, body),
);
