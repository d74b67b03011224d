import { listDepartmentsOperation, saveDepartmentOperation } from "@/lib/administration/api";
import { listDepartments, saveDepartment } from "@/lib/directory";
import { apiRoute } from "@/lib/http";

export const GET = apiRoute(listDepartmentsOperation, (context) => listDepartments(context));

export const PUT = apiRoute(saveDepartmentOperation, (context, { body }) => saveDepartment(context, body));
