import { removePractitionerOperation } from "@/lib/administration/api";
import { removePractitioner } from "@/lib/directory";
import { apiRoute } from "@/lib/http";

export const DELETE = apiRoute(removePractitionerOperation, (context, { params }) =>
  removePractitioner(context, params.addressId),
);
