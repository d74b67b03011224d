import { expect, test } from "vitest";
import { getViewerPreferences, setViewerPreferences } from "@/lib/users";
import { ViewerPreferences } from "@/lib/users/viewer-preferences";
import { makeOrganization } from "../../support/accounts";
import { organizationContext, userContext } from "../../support/user-context";

test("each person has own preferences; a section that is saved leaves the others", async () => {
  const organization = await makeOrganization();
  const one = await userContext(organization.id, ["CARE_PROVIDER"]);
  const other = await userContext(organization.id, ["CARE_PROVIDER"]);
  expect(await getViewerPreferences(one)).toEqual({});
  await setViewerPreferences(one, { keys: { invert: ["q"] } });
  await Promise.all([
    setViewerPreferences(one, { layouts: { CT: { layout: "2x2" } } }),
    setViewerPreferences(one, { tools: { cine: 20 } }),
  ]);
  expect(await getViewerPreferences(one)).toEqual({
    keys: { invert: ["q"] },
    layouts: { CT: { layout: "2x2" } },
    tools: { cine: 20 },
  });
  expect(await getViewerPreferences(other)).toEqual({});
});

test("what isn't a preference is refused: strange sections, too much at once, too much together", async () => {
  const organization = await makeOrganization();
  const context = await userContext(organization.id, ["CARE_PROVIDER"]);
  expect(ViewerPreferences.safeParse({ other: 1 }).success).toBe(false);
  expect(ViewerPreferences.safeParse({ keys: { invert: "q" } }).success).toBe(false);
  const large = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`l${i}`, "x".repeat(1000)]));
  expect(ViewerPreferences.safeParse({ layouts: { CT: large, MR: large } }).success).toBe(false);
  await setViewerPreferences(context, { layouts: large });
  await expect(setViewerPreferences(context, { tools: large })).rejects.toMatchObject({
    code: "preferences_too_large",
  });
  const system = await organizationContext(organization.id);
  await expect(getViewerPreferences(system)).rejects.toMatchObject({
    code: "actor_required",
  });
});
