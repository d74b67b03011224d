import { expect, it } from "vitest";
import { firstLookOrder, type Place } from "./first-look-order";

const make = (series: string, number: number | null, isScout = false): Place => ({ series, number, isScout });
const names = (places: Place[]) => places.map(({ series, number }) => `${series}${number ?? "-"}`);

it("brings overviews first, then the middle of each series, then the rest in order", () => {
  const places = [
    make("a", 3),
    make("a", 1),
    make("a", 2),
    make("s", 2, true),
    make("s", 1, true),
    make("b", 1),
    make("b", 2),
    make("b", 3),
    make("b", 4),
    make("b", 5),
  ];
  expect(names(firstLookOrder(places, (place) => place))).toEqual([
    "s1",
    "s2",
    "a2",
    "b3",
    "a1",
    "a3",
    "b1",
    "b2",
    "b4",
    "b5",
  ]);
});

it("takes an overview inside a series for its first look, and loses nothing", () => {
  const places = [make("a", 1), make("a", null), make("a", 2, true), make("b", null)];
  expect(names(firstLookOrder(places, (place) => place))).toEqual(["a2", "b-", "a1", "a-"]);
  expect(firstLookOrder([], (place: Place) => place)).toEqual([]);
});
