import { createContext } from "react";

/** Whether the share gives its originals away, or lets them be seen only. Own studies can always be downloaded. */
export const MayDownloadShare = createContext(false);
