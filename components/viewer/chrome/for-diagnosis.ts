import { createContext } from "react";

/** Whether this installation may be used for primary diagnosis. Until it is told so, the screen says that it may not. */
export const ForDiagnosis = createContext(false);
