"use client";

import { FolderUp, Upload } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ChangeEvent, useRef } from "react";
import { Button, DropdownMenu, MenuItem } from "@/components/ui";
import { collectInput } from "./collect-files";
import { useUploads } from "./upload-provider";

// Every browser knows the attribute, React's types don't.
const WHOLE_FOLDER = { webkitdirectory: "" };

/** Bringing studies in without dragging: a folder (or disc), or files and ZIPs. */
export function UploadButtons() {
  const t = useTranslations("upload.buttons");
  const { start, isAllowed } = useUploads();
  const folder = useRef<HTMLInputElement>(null);
  const files = useRef<HTMLInputElement>(null);
  if (!isAllowed) return null;

  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = [...(event.target.files ?? [])];
    event.target.value = "";
    if (chosen.length > 0) start(collectInput(chosen));
  };
  return (
    <>
      <DropdownMenu
        trigger={
          <Button>
            <Upload aria-hidden />
            {t("upload")}
          </Button>
        }
      >
        <MenuItem icon={FolderUp} onSelect={() => folder.current?.click()}>
          {t("folder")}
        </MenuItem>
        <MenuItem icon={Upload} onSelect={() => files.current?.click()}>
          {t("files")}
        </MenuItem>
      </DropdownMenu>
      <input
        ref={folder}
        type="file"
        multiple
        {...WHOLE_FOLDER}
        hidden
        aria-hidden
        tabIndex={-1}
        data-testid="upload-folder"
        onChange={take}
      />
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-hidden
        tabIndex={-1}
        data-testid="upload-files"
        onChange={take}
      />
    </>
  );
}
