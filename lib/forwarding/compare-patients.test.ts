import { describe, expect, it } from "vitest";
import { differencesOf } from "./compare-patients";
import { pauseSeconds } from "./pause";
import { failureOf, isPassing, isStored } from "./status-codes";

const JANSEN = { name: "Jansen^Anna", birthDate: "1970-01-31", sex: "F", bsn: "123456782" };

describe("differencesOf", () => {
  it.each([
    [{}, []],
    [{ name: "JANSEN^A^^mevr." }, []],
    [{ name: "Jansen-de Vries^Anna" }, []],
    [{ name: "de Vries-Jánsen^Anna" }, []],
    [{ name: "de Vries^Anna" }, ["name"]],
    [{ name: "van der Berg^Anna" }, ["name"]],
    [{ birthDate: "1970-01-30" }, ["birthDate"]],
    [{ birthDate: null, sex: "", bsn: null, name: "" }, []],
    [{ sex: "M", bsn: "111222333" }, ["bsn", "sex"]],
  ])("%j: %j", (local, expected) => {
    expect(differencesOf(JANSEN, { ...JANSEN, ...local })).toEqual(expected);
  });

  it("compares scripts that aren't Latin", () => {
    const wang = { ...JANSEN, name: "=王^小东" };
    expect(differencesOf(wang, wang)).toEqual([]);
    expect(differencesOf(wang, { ...wang, name: "=李^小东" })).toEqual(["name"]);
  });
});

it("waits longer each time, half an hour at most", () => {
  expect([1, 2, 3, 8, 50].map((attempt) => pauseSeconds(attempt, 0.5))).toEqual([15, 30, 60, 1800, 1800]);
});

it("knows what a status means", () => {
  expect([0x0000, 0xb000, 0xb007, 0x0111, 0xa700, 0xc000].map(isStored)).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
  ]);
  expect([0xa700, 0x0110, 0xa900, 0xc000, 0x0122].map(isPassing)).toEqual([true, true, false, false, false]);
  expect([0xa7ff, 0xa901, 0xc122, 0xcfff, 0x0122, 0x9999].map(failureOf)).toEqual([
    "out_of_resources",
    "data_set_mismatch",
    "transfer_syntax_refused",
    "cannot_understand",
    "not_accepted",
    "unknown",
  ]);
});
