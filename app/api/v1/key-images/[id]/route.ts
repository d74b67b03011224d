import { apiRoute } from "@/lib/http";
import { removeKeyImage, removeKeyImageOperation } from "@/lib/key-images";

export const DELETE = apiRoute(removeKeyImageOperation, (context, { params }) =>
  removeKeyImage(context, params.id),
);
