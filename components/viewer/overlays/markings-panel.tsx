import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { formatPersonName } from "@/lib/i18n";
import { choices, choosePresentation, toggleAllMarkings, toggleMarking } from "./choices";
import type { Marking, MarkingKind } from "./marking";
import { useMarkings } from "./markings-context";

const KINDS: MarkingKind[] = ["segment", "structure", "measurement", "overlay"];

/** The legend: what can be drawn over this study's images, with a switch each, and saved ways of showing them. */
export function MarkingsPanel({ studyInstanceUid }: { studyInstanceUid: string }) {
  const t = useTranslations("viewerTools");
  const { hidden, areAllHidden, presentation } = useSyncExternalStore(
    choices.subscribe,
    choices.get,
    choices.get,
  );
  const all = useMarkings();
  const markings = all.markings.filter((marking) => marking.studyInstanceUid === studyInstanceUid);
  const states = all.presentationStates.filter((state) => state.studyInstanceUid === studyInstanceUid);
  const isOwn = (each: { studyInstanceUid: string }) => each.studyInstanceUid === studyInstanceUid;
  const elsewhere = [
    ...all.blendings.filter(isOwn).map(({ id, label }) => ({ id, label, reason: "fusion" as const })),
    ...all.notApplied.filter(isOwn),
  ];
  const isNothing = markings.length === 0 && states.length === 0 && elsewhere.length === 0;
  return (
    <div className="viewer-legend">
      {isNothing && <p>{t("markings.none")}</p>}
      {states.length > 0 && (
        <label className="viewer-search">
          {t("markings.presentation")}
          <select
            className="viewer-select"
            value={presentation.get(studyInstanceUid) ?? ""}
            onChange={(event) => choosePresentation(studyInstanceUid, event.target.value || null)}
          >
            <option value="">{t("markings.asStored")}</option>
            {states.map((state) => (
              <option key={state.id} value={state.id}>
                {[state.label, state.description, formatPersonName(state.creator)]
                  .filter(Boolean)
                  .join(" · ")}
              </option>
            ))}
          </select>
        </label>
      )}
      {elsewhere.length > 0 && (
        <section>
          <h3>{t("markings.notApplied")}</h3>
          <ul>
            {elsewhere.map(({ id, label, reason }) => (
              <li key={id} className="viewer-legend-note">
                {label}
                <small> {t(`markings.reasons.${reason}`)}</small>
              </li>
            ))}
          </ul>
        </section>
      )}
      {markings.length > 0 && (
        <label className="viewer-legend-row">
          <input type="checkbox" checked={!areAllHidden} onChange={toggleAllMarkings} />
          {t("markings.all")}
        </label>
      )}
      {KINDS.map((kind) => {
        const own = markings.filter((marking) => marking.kind === kind);
        return own.length === 0 ? null : (
          <section key={kind}>
            <h3>{t(`markings.kinds.${kind}`)}</h3>
            <ul>
              {own.map((marking) => (
                <LegendRow
                  key={marking.id}
                  marking={marking}
                  isShown={!hidden.has(marking.id)}
                  isDisabled={areAllHidden}
                />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

type RowProps = { marking: Marking; isShown: boolean; isDisabled: boolean };

function LegendRow({ marking, isShown, isDisabled }: RowProps) {
  return (
    <li>
      <label className="viewer-legend-row">
        <input
          type="checkbox"
          checked={isShown}
          disabled={isDisabled}
          onChange={() => toggleMarking(marking.id)}
        />
        <span aria-hidden className="viewer-legend-colour" style={{ background: marking.colour }} />
        <span>
          {marking.label}
          {marking.source && <small> {marking.source}</small>}
        </span>
      </label>
    </li>
  );
}
