import { ZodError } from "zod";
import {
  DepartmentEntry,
  type DirectoryFile,
  type DirectoryFileError,
  OrganizationEntry,
} from "./directory-file";

type Organization = DirectoryFile["organizations"][number];
type Department = Organization["departments"][number];

/** Grows the tree of a source entry by entry; an entry that is wrong is noted and the others go on. */
export class DirectoryTree {
  private readonly organizations = new Map<string, Organization>();
  private readonly errors: DirectoryFileError[] = [];

  attempt(where: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      const reason =
        error instanceof ZodError
          ? error.issues.map(({ path, message }) => `${path.join(".")} ${message}`.trim()).join("; ")
          : (error as Error).message;
      this.errors.push({ where, reason });
    }
  }

  organization(input: { ura?: string; name?: string; city?: string; agb?: string }): Organization {
    const entry = OrganizationEntry.parse(input);
    const known = this.organizations.get(entry.ura);
    if (known) return known;
    this.organizations.set(entry.ura, entry);
    return entry;
  }

  department(
    organization: Organization,
    input: { identifier?: string; name?: string; specialty?: string },
  ): Department {
    const known = organization.departments.find((department) => department.identifier === input.identifier);
    if (known) return known;
    const entry = DepartmentEntry.parse(input);
    organization.departments.push(entry);
    return entry;
  }

  finish(): DirectoryFile {
    return { organizations: [...this.organizations.values()], errors: this.errors };
  }
}
